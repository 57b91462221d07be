"""Which details each intent may carry, and how each is read from the sentence.

Slots have the names of the tools' arguments. An intent that is not listed carries none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from actions.hr_tables.words import named_in
from bot.understanding import dates, handing, leave_slots, monthly, queries, wording
from bot.understanding.phrases import Phrases
from bot.understanding.sentence import Sentence, Slots, trimmed
from bot.understanding.spans import ORDINALS, Taggers
from bot.understanding.words import kind
from domain.understanding import Asking
from knowledge import skills

STAGES = frozenset({"applied", "review", "interview", "offer", "hired"})


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


# --- hiring ------------------------------------------------------------------------------------------------


def _whole(slot: str) -> Reader:
    """The sentence itself, for tools that read one."""
    return lambda sentence: [{slot: sentence.text}]


def _query(sentence: Sentence) -> list[Slots]:
    query = (
        queries.refinement(sentence.text)
        if sentence.intent == "candidates_refine"
        else queries.search(sentence.text)
    )
    return [{"query": query}] if query else []


def _candidate(sentence: Sentence) -> list[Slots]:
    """A name, or the place in the list that was just shown: "2" for "the second one", "last" for "the last one"."""
    name = sentence.named("person")
    if name and wording.NO_NAME.fullmatch(name):
        name = None
    place = position(name or sentence.text)
    if place or not name:
        return [{"candidate": place}] if place else []
    name = wording.TITLE.sub("", name)
    return [] if wording.NOBODY.search(name) else [{"candidate": name}]


def position(words: str) -> str | None:
    if match := wording.ORDINAL.search(words):
        return str(ORDINALS.index(match[1].casefold()) + 1) if match[1] else "last"
    if match := wording.NUMBER.search(words):
        return next(group for group in match.groups() if group).lstrip("0") or None
    return None


def _several(sentence: Sentence) -> list[Slots]:
    """Names, or else places in the list as they were said: "the first two", "1, 3 and 5", "these"."""
    names = [sentence.text[s.start : s.end] for s in sentence.spans if s.kind == "person"]
    said = [name for name in names if not position(name) and not wording.NOBODY.search(name)]
    if said:
        return [{"candidates": " and ".join(said)}]
    places = wording.PLACES.search(wording.FOR_A_JOB.sub("", sentence.text))
    return [{"candidates": trimmed(places[0])}] if places else []


def _like(sentence: Sentence) -> list[Slots]:
    """Whom the wanted ones shall be like: hires of a job, several of the list, a name."""
    if match := wording.HIRES.search(sentence.text):
        return [{"candidate": trimmed(match[0])}]
    several = _several(sentence)
    return [{"candidate": several[0]["candidates"]}] if several else _candidate(sentence)


def _person(sentence: Sentence) -> list[Slots]:
    name = sentence.named("person")
    return [{"person": name}] if name and kind(name.casefold()) not in wording.NO_PERSON else []


def _job(sentence: Sentence) -> list[Slots]:
    name = wording.JOB_WORDS.sub("", sentence.named("job") or "").strip()
    return [{"job": name}] if name and not wording.ORDINAL.fullmatch(name) else []


def _stage(sentence: Sentence) -> list[Slots]:
    """A stage named outside names; rather one that something goes "to" than one it comes from."""
    taken = [(s.start, s.end) for s in sentence.spans]
    found = [
        (start, stage)
        for start, stage in sentence.phrases.found(sentence.text, STAGES)
        if not any(a <= start < b for a, b in taken)
    ]
    towards = [stage for start, stage in found if wording.TOWARDS.search(sentence.text[:start])]
    stages = towards or [stage for _, stage in found]
    return [{"stage": stages[0]}] if stages else []


def _job_status(sentence: Sentence) -> list[Slots]:
    return [{"status": status} for status, pattern in wording.JOB_STATUS if pattern.search(sentence.text)][:1]


def _verdict(sentence: Sentence) -> list[Slots]:
    """Which criterion is meant, and what somebody says of it."""
    found = wording.FINDING.search(sentence.text)
    slots: Slots = {"finding": found[0].lower()} if found else {}
    named = [m.name for m in skills.find(sentence.text)] or wording.CRITERION.findall(sentence.text)
    return [slots | ({"criterion": named[0]} if named else {})]


def _reason(sentence: Sentence) -> list[Slots]:
    """What follows "because" or, after the names, a comma."""
    if match := wording.BECAUSE.search(sentence.text):
        return [{"reason": trimmed(match[1])}]
    after = max((s.end for s in sentence.spans), default=None)
    if after is None or not (match := wording.COMMA.match(sentence.text[after:])):
        return []
    reason = trimmed(match[1])
    return [{"reason": reason}] if reason and not wording.NO_REASON.fullmatch(reason) else []


def _which(sentence: Sentence) -> list[Slots]:
    """Which waiting request: its place in the list, else who asked for it."""
    text = handing.without_why(sentence.text)
    return [{"which": which}] if (which := position(text) or handing.asked_by(text)) else []


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
    found = dates.period(sentence.text, sentence.asking.today, sentence.asking.locale)
    return [{"since": found[0].isoformat(), "until": found[1].isoformat()}] if found else []


def _published(sentence: Sentence) -> list[Slots]:
    found = dates.period(sentence.text, sentence.asking.today, sentence.asking.locale)
    return [{"published_on": found[0].isoformat()}] if found else []


Reader = Callable[[Sentence], list[Slots]]
READERS: Mapping[str, tuple[Reader, ...]] = {
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
    "pay_of": (_person, monthly.month),
    "pay_change": (monthly.compared,),
    "pay_year": (monthly.year_to_date,),
    "attendance_month": (monthly.month,),
    "profile_change": (monthly.detail,),
    "attendance_of": (_person, monthly.month),
    "attendance_correct": (monthly.past_day, monthly.came_and_left),
    "pay_tax_documents": (monthly.year,),
    "policy_ask": (_whole("question"),),
    "table_check": (_table,),
    "table_export": (_table,),
    "candidates_search": (_query,),
    "candidates_like": (_like,),
    "candidates_compare": (_several,),
    "candidates_why": (_candidate,),
    "shortlists_add": (_several, _job),
    "shortlists_show": (_job,),
    "candidates_refine": (_query,),
    "candidates_show": (_candidate,),
    "candidates_unmerge": (_candidate,),
    "pipeline_move": (_candidate, _stage, _job),
    "pipeline_reject": (_candidate, _job, _reason),
    "applications_list": (_job, _stage),
    "approvals_decide": (_which, _answer, _said_why),
    "approvals_delegate": (_heir, _until),
    "approvals_hand_over": (_which, _heir),
    "jobs_show": (_job,),
    "jobs_criteria": (_whole("change"), _job),
    "jobs_status": (_job_status, _job),
    "jobs_copy": (_job,),
    "jobs_match": (_job,),
    "jobs_analytics": (_job,),
    "scores_explain": (_candidate, _job),
    "scores_compare": (_whole("candidates"), _job),
    "scores_override": (_candidate, _job, _verdict, _reason),
    "interview_questions": (_candidate, _job),
    "interview_edit": (_whole("change"),),
    "interview_send": (_candidate, _job),
    "interview_answers": (_candidate, _job),
    "audit_export": (_person, _job, _since),
    "fairness_report": (_job, _since),
    "privacy_erase": (_candidate, _reason),
    "privacy_hold": (_candidate, _reason),
    "privacy_release": (_candidate,),
    "ai_off": (_job, _reason),
    "ai_on": (_job,),
    "ai_notice": (_job, _published),
}
_NEED_SPANS = frozenset(
    {
        _several,
        _like,
        _person,
        _candidate,
        _job,
        _reason,
        _stage,
        leave_slots.group,
        leave_slots.employee,
        leave_slots.delegate,
    }
)
