"""Which details each intent may carry, and how each is read from the sentence.

Slots have the names of the tools' arguments. An intent that is not listed carries none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.understanding import dates, handing, wording
from bot.understanding import hiring_readers as hiring
from bot.understanding.phrases import Phrases
from bot.understanding.sentence import Sentence, Slots, trimmed
from bot.understanding.spans import SpanFinder
from bot.understanding.words import kind
from domain.ports import Asking

LEAVE_TYPES = frozenset({"vacation", "sick", "parental", "unpaid", "bereavement", "personal"})
HALVES = frozenset({"morning", "afternoon"})


def read(text: str, intent: str, asking: Asking, phrases: Phrases, finder: SpanFinder) -> list[Slots]:
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


def _leave_types(sentence: Sentence) -> list[Slots]:
    text = wording.GENERIC_HOLIDAY.sub(" ", sentence.text)
    kinds = [canonical for _, canonical in sentence.phrases.found(text, LEAVE_TYPES)]
    return [{"leave_type": kind} for kind in dict.fromkeys(kinds)]


def _leave_type(sentence: Sentence) -> list[Slots]:
    return _leave_types(sentence)[:1]


def _leave_days(sentence: Sentence) -> list[Slots]:
    """A day that no calendar has stays as it was said, to be refused by name."""
    asking = sentence.asking
    if wrong := dates.no_such_day(sentence.text, asking.today, asking.locale):
        return [{"start": wrong}]
    days = dates.leave_days(sentence.text, asking.today, asking.locale)
    return [{"start": first.isoformat(), "end": last.isoformat()} for first, last in days]


def _period(sentence: Sentence) -> list[Slots]:
    found = dates.period(sentence.text, sentence.asking.today, sentence.asking.locale)
    return [{"start": found[0].isoformat(), "end": found[1].isoformat()}] if found else []


def _new_days(sentence: Sentence) -> list[Slots]:
    """The new days, and a day of the leave that they take the place of: "from Friday to Monday", "Monday instead of
    Friday"."""
    text, was = sentence.text, ""
    if match := wording.INSTEAD_OF.search(text):
        text, was = text[: match.start()], match[1]
    elif match := wording.FROM_TO.search(text):
        text, was = match[2], match[1] or ""
    slots = _leave_days(replace(sentence, text=text))[:1]
    if slots and slots[0].get("end") == slots[0]["start"]:
        slots = [
            {"start": slots[0]["start"]}
        ]  # one day is where it begins: the leave stays as long as it was
    before = _leave_days(replace(sentence, text=was))[:1]
    return [{**(slots[0] if slots else {}), **({"was": before[0]["start"]} if before else {})}]


def _group(sentence: Sentence) -> list[Slots]:
    """Whose absences: a team, a department, everybody, a colleague."""
    if match := wording.GROUP.search(sentence.text):
        return [{"group": next(g for g in match.groups() if g)}]
    name = sentence.named("person")
    return [{"group": name}] if name and kind(name.casefold()) not in wording.NO_PERSON else []


def _half_day(sentence: Sentence) -> list[Slots]:
    """Only when half a day is meant: not in "good morning", nor when whole days are counted."""
    halves = {half for _, half in sentence.phrases.found(wording.GREETING.sub(" ", sentence.text), HALVES)}
    return [{"half_day": halves.pop()}] if len(halves) == 1 else []


def _as_of(sentence: Sentence) -> list[Slots]:
    day = dates.as_of(sentence.text, sentence.asking.today, sentence.asking.locale)
    return [{"as_of": day.isoformat()}] if day else []


def _month(sentence: Sentence) -> list[Slots]:
    return [{"month": month} for month in dates.months(sentence.text, sentence.asking.today)]


def _year(sentence: Sentence) -> list[Slots]:
    """The last year named: "my P60 for 2025", "for last year"."""
    if match := wording.YEAR.search(sentence.text):
        return [{"year": int(match[0])}]
    return [{"year": sentence.asking.today.year - 1}] if wording.LAST_YEAR.search(sentence.text) else []


def _detail(sentence: Sentence) -> list[Slots]:
    """Which of the details that one may change: the only one that is named."""
    named = {detail for detail, pattern in wording.DETAILS.items() if pattern.search(sentence.text)}
    return [{"detail": named.pop()}] if len(named) == 1 else []


def _past_day(sentence: Sentence) -> list[Slots]:
    """The day that was, when one is named: "yesterday", "last Friday", "on Monday"."""
    day = dates.past_day(sentence.text, sentence.asking.today, sentence.asking.locale)
    return [{"day": day.isoformat()}] if day else []


def _note(sentence: Sentence) -> list[Slots]:
    """Why: what follows "because"; and half a day of which it was not said which half."""
    if match := wording.BECAUSE.search(sentence.text):
        return [{"note": trimmed(match[1])}]
    if match := wording.OCCASION.search(sentence.text):
        return [{"note": trimmed(match[1])}]
    if wording.SOME_HALF.search(sentence.text) and not _half_day(sentence):
        return [{"note": "half a day"}]
    return []


# --- accounting ----------------------------------------------------------------------------------------------


def _since(sentence: Sentence) -> list[Slots]:
    found = dates.period(sentence.text, sentence.asking.today, sentence.asking.locale)
    return [{"since": found[0].isoformat(), "until": found[1].isoformat()}] if found else []


def _published(sentence: Sentence) -> list[Slots]:
    found = dates.period(sentence.text, sentence.asking.today, sentence.asking.locale)
    return [{"published_on": found[0].isoformat()}] if found else []


def _which(sentence: Sentence) -> list[Slots]:
    """Which waiting request: its place in the list, else who asked for it."""
    text = handing.without_why(sentence.text)
    return [{"which": which}] if (which := hiring.position(text) or handing.asked_by(text)) else []


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


Reader = Callable[[Sentence], list[Slots]]
READERS: Mapping[str, tuple[Reader, ...]] = {
    "leave_balance": (_leave_types, _as_of),
    "leave_request": (_leave_days, _half_day, _leave_type, _note),
    "leave_cancel": (_period,),
    "leave_change": (_new_days, _half_day),
    "leave_away": (_period, _group),
    "leave_holidays": (_period,),
    "pay_payslip": (_month,),
    "pay_of": (hiring.person,),
    "pay_change": (_month,),
    "attendance_month": (_month,),
    "profile_change": (_detail,),
    "attendance_of": (hiring.person, _month),
    "attendance_correct": (_past_day,),
    "pay_tax_documents": (_year,),
    "policy_ask": (hiring.question,),
    "candidates_search": (hiring.query,),
    "candidates_like": (hiring.candidate,),
    "candidates_refine": (hiring.query,),
    "candidates_show": (hiring.candidate,),
    "pipeline_move": (hiring.candidates, hiring.to_stage, hiring.job),
    "pipeline_reject": (hiring.candidates, hiring.job, hiring.reason),
    "pipeline_unreject": (hiring.somebody, hiring.job, hiring.reason),
    "pipeline_withdraw": (hiring.somebody, hiring.job, hiring.reason),
    "pipeline_transfer": (hiring.somebody, hiring.to_job),
    "applications_list": (hiring.job, hiring.stage),
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
    "jobs_finish": (hiring.job_meant,),
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
    "audit_export": (hiring.person, hiring.job, _since),
    "fairness_report": (hiring.job, _since),
    "privacy_erase": (hiring.candidate, hiring.reason),
    "privacy_hold": (hiring.candidate, hiring.reason),
    "privacy_release": (hiring.candidate,),
    "ai_off": (hiring.job, hiring.reason),
    "ai_on": (hiring.job,),
    "ai_notice": (hiring.job, _published),
    "approvals_decide": (_which, _answer, _said_why),
    "approvals_delegate": (_heir, _until),
    "approvals_hand_over": (_which, _heir),
}
_NEED_SPANS = frozenset(
    {
        *(hiring.person, hiring.candidate, hiring.candidates, hiring.somebody, hiring.letter),
        *(hiring.job, hiring.job_meant, hiring.to_job, hiring.reason, hiring.stage, hiring.to_stage, _group),
    }
)
