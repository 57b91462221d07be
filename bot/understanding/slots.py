"""Which details each intent may carry, and how each is read from the sentence.

Slots have the names of the tools' arguments. An intent that is not listed carries none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from actions.hr_tables.words import named_in
from bot.understanding import (
    dates,
    handing,
    hiring_numbers as numbers,
    hiring_readers as hiring,
    leave_slots,
    looking_back,
    monthly,
    recruiting,
    wording,
)
from bot.understanding.phrases import Phrases
from bot.understanding.sentence import Sentence, Slots, trimmed
from bot.understanding.spans import Taggers
from domain.understanding import Asking


def read(text: str, intent: str, asking: Asking, phrases: Phrases, finder: Taggers) -> list[Slots]:
    """The slots of a question; several when it asks the same of several things (two leave types, two weeks off)."""
    readers = READERS.get(intent, ())
    named = wording.BECAUSE.sub("", text)
    spans = finder.find(named, intent) if any(r in _NEED_SPANS for r in readers) else ()
    sentence = Sentence(text, intent, asking, phrases, spans)
    found: list[Slots] = [{}]
    for reader in readers:
        options = [option for option in reader(sentence) if option] or [{}]
        found = [one | option for one in found for option in options]
    return found


# --- leave and pay -------------------------------------------------------------------------------------------


def _note(sentence: Sentence) -> list[Slots]:
    """Why: what follows "because", or the occasion."""
    if match := wording.BECAUSE.search(sentence.text):
        return [{"note": trimmed(match[1])}]
    if match := wording.OCCASION.search(sentence.text):
        return [{"note": trimmed(match[1])}]
    return []


def _table(sentence: Sentence) -> list[Slots]:
    return [{"table": name}] if (name := named_in(sentence.text)) else []


# --- decisions ---------------------------------------------------------------------------------------------


def _which(sentence: Sentence) -> list[Slots]:
    """Which waiting request: its place in the list, else who asked for it."""
    text = handing.without_why(sentence.text)
    return [{"which": which}] if (which := hiring.position(text) or handing.asked_by(text)) else []


_ABOUT = re.compile(r"\b(?:about|regarding|on|of|from|by|with|for) (?:the )?(.+?)(?: please)?\W*$", re.I)


def _case(sentence: Sentence) -> list[Slots]:
    """Which case: its place in the list, else what it is about or who opened it."""
    if place := hiring.position(sentence.text):
        return [{"case": place}]
    return [{"case": found[1]}] if (found := _ABOUT.search(sentence.text)) else []


def _answer(sentence: Sentence) -> list[Slots]:
    return [{"answer": "no" if wording.NO_TO.search(sentence.text) else "yes"}]


def _said_why(sentence: Sentence) -> list[Slots]:
    why = handing.why(sentence.text)
    return [{"reason": trimmed(why)}] if why else []


def _until(sentence: Sentence) -> list[Slots]:
    """The last day that is named."""
    day = dates.last_day(sentence.text, sentence.asking.today, sentence.asking.locale)
    return [{"until": day.isoformat()}] if day else []


def _heir(sentence: Sentence) -> list[Slots]:
    """Who is to decide instead."""
    one = sentence.intent == "approvals_hand_over"
    name = (handing.decides_instead if one else handing.decides_for_me)(sentence.text)
    return [{"person": name}] if name else []


# --- accounting ----------------------------------------------------------------------------------------------


def _since(sentence: Sentence) -> list[Slots]:
    asking = sentence.asking
    since, until = looking_back.past_period(sentence.text, asking.today, asking.locale) or (None, None)
    slots = {"since": since.isoformat() if since else "", "until": until.isoformat() if until else ""}
    return [{name: day for name, day in slots.items() if day}]


_DID = re.compile(
    r"^['’]?s?\s+(?:has |have |had )?(?:did|done|decided|approved|changed|read|opened|looked|exported)\b",
    re.I,
)


def _whom_or_who(sentence: Sentence) -> list[Slots]:
    """About whom, or by whom something was done: "what Sam did", "everything by Sam"."""
    found = hiring.person(sentence)
    if not found:
        return []
    name = found[0]["person"]
    at = sentence.text.find(name)
    did = _DID.match(sentence.text[at + len(name) :]) or re.search(r"\bby\s+$", sentence.text[:at], re.I)
    return [{"by": name}] if did else found


def _somebody_else(sentence: Sentence) -> list[Slots]:
    """Whose data was looked at, unless it is one's own."""
    mine = re.search(r"\b(?:my|me|mine|i)\b", sentence.text, re.I)
    return [] if mine else hiring.person(sentence)


def _published(sentence: Sentence) -> list[Slots]:
    found = dates.period(sentence.text, sentence.asking.today, sentence.asking.locale)
    return [{"published_on": found[0].isoformat()}] if found else []


READERS: Mapping[str, tuple[hiring.Reader, ...]] = {
    "leave_balance": (leave_slots.leave_types, leave_slots.as_of),
    "leave_request": (leave_slots.leave_days, leave_slots.half_day, leave_slots.leave_type, _note),
    "leave_cancel": (leave_slots.period,),
    "leave_change": (leave_slots.new_days, leave_slots.half_day),
    "leave_away": (leave_slots.period, leave_slots.group),
    "leave_holidays": (leave_slots.period,),
    "leave_of": (leave_slots.employee, leave_slots.leave_type, leave_slots.as_of),
    "leave_block": (
        leave_slots.period,
        leave_slots.department,
        leave_slots.country,
        leave_slots.leave_type,
        leave_slots.why,
    ),
    "leave_unblock": (leave_slots.period,),
    "leave_delegate": (leave_slots.delegate,),
    "leave_assign": (leave_slots.employee, leave_slots.policy, leave_slots.first_day),
    "leave_adjust": (leave_slots.employee, leave_slots.days, leave_slots.leave_type, leave_slots.why),
    "leave_add_holiday": (leave_slots.holiday, leave_slots.country),
    "leave_open_period": (leave_slots.new_period, leave_slots.country),
    "leave_compensatory": (leave_slots.worked, leave_slots.why),
    "leave_encash": (leave_slots.days, leave_slots.leave_type),
    "pay_payslip": (monthly.month,),
    "pay_of": (hiring.person, monthly.month),
    "pay_change": (monthly.compared,),
    "pay_change_of": (hiring.person, monthly.compared),
    "pay_payday": (monthly.month_ahead,),
    "pay_year": (monthly.year_to_date,),
    "attendance_month": (monthly.month_of,),
    "attendance_team": (monthly.presence, leave_slots.group, monthly.past_day),
    "payroll_inputs": (monthly.month,),
    "profile_change": (monthly.detail,),
    "attendance_of": (hiring.person, monthly.month_of),
    "attendance_correct": (monthly.past_day, monthly.came_and_left),
    "pay_tax_documents": (monthly.year,),
    "policy_ask": (hiring.whole("question"),),
    "table_check": (_table,),
    "table_export": (_table,),
    "candidates_search": (hiring.query,),
    "candidates_like": (recruiting.like,),
    "candidates_compare": (hiring.several,),
    "candidates_why": (recruiting.why,),
    "shortlists_add": (hiring.several, hiring.job),
    "shortlists_show": (hiring.job,),
    "candidates_refine": (hiring.query,),
    "candidates_show": (hiring.candidate,),
    "candidates_unmerge": (hiring.candidate,),
    "applications_list": (hiring.job, hiring.stage),
    "pipeline_move": (hiring.candidates, hiring.to_stage, hiring.job),
    "pipeline_reject": (hiring.candidates, hiring.job, hiring.reason),
    "pipeline_unreject": (hiring.somebody, hiring.job, hiring.reason),
    "pipeline_withdraw": (hiring.somebody, hiring.job, hiring.reason),
    "pipeline_transfer": (hiring.somebody, hiring.to_job),
    "pipeline_consider": (recruiting.put_forward,),
    "applications_history": (hiring.somebody, hiring.job),
    "candidate_message": (hiring.letter,),
    "interview_offer": (hiring.somebody, hiring.times),
    "stages_list": (hiring.job_meant,),
    "stages_add": (hiring.new_stage,),
    "stages_rename": (hiring.renamed_stage,),
    "stages_remove": (hiring.old_stage,),
    "openings_list": (hiring.job_meant,),
    "openings_add": (hiring.job_meant, hiring.count),
    "openings_close": (hiring.job_meant, hiring.opening, hiring.reason),
    "flow_show": (hiring.job_meant,),
    "flow_set": (hiring.job_meant, hiring.flow),
    "flow_manager": (hiring.person, hiring.job_meant),
    "reasons_add": (hiring.reason_name,),
    "reasons_retire": (hiring.reason_name,),
    "application_timeline": (hiring.job,),
    "application_tell": (hiring.told,),
    "application_withdraw": (hiring.job,),
    "application_explain": (hiring.job,),
    "application_review": (hiring.job,),
    "approvals_decide": (_which, _answer, _said_why),
    "case_close": (_case,),
    "approvals_delegate": (_heir, _until),
    "approvals_hand_over": (_which, _heir),
    "jobs_show": (hiring.job,),
    "jobs_criteria": (hiring.whole("change"), hiring.job),
    "jobs_status": (hiring.job_status, hiring.job),
    "jobs_copy": (hiring.job,),
    "jobs_match": (hiring.job,),
    "jobs_analytics": (
        numbers.job,
        numbers.since,
        numbers.by,
        numbers.source,
        numbers.stage,
        numbers.recruiter,
    ),
    "jobs_list": (numbers.job_status,),
    "scores_explain": (hiring.candidate, hiring.job),
    "scores_compare": (hiring.whole("candidates"), hiring.job),
    "scores_override": (hiring.candidate, hiring.job, hiring.verdict, recruiting.override_reason),
    "interview_questions": (hiring.candidate, hiring.job),
    "interview_edit": (hiring.whole("change"),),
    "interview_send": (hiring.candidate, hiring.job),
    "interview_answers": (hiring.candidate, hiring.job),
    "audit_export": (_whom_or_who, hiring.job, _since),
    "audit_looks": (_somebody_else,),
    "fairness_report": (hiring.job_or_number, _since),
    "privacy_erase": (hiring.candidate, hiring.reason),
    "privacy_hold": (hiring.candidate, hiring.reason),
    "privacy_release": (hiring.candidate,),
    "ai_off": (hiring.job, hiring.reason),
    "ai_on": (hiring.job,),
    "ai_notice": (hiring.job, _published),
}
_NEED_SPANS = frozenset(
    {
        *(
            hiring.several,
            recruiting.like,
            recruiting.why,
            hiring.person,
            hiring.candidate,
            hiring.candidates,
            hiring.somebody,
        ),
        *(
            hiring.letter,
            hiring.job,
            hiring.job_meant,
            hiring.job_or_number,
            hiring.to_job,
            hiring.reason,
            hiring.stage,
            hiring.to_stage,
            recruiting.put_forward,
            recruiting.override_reason,
            numbers.job,
            numbers.recruiter,
            numbers.stage,
        ),
        *(leave_slots.group, leave_slots.employee, leave_slots.delegate),
        *(_whom_or_who, _somebody_else),
    }
)
