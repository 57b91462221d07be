"""Which details each intent may carry, and how each is read from the sentence.

Slots have the names of the tools' arguments. An intent that is not listed carries none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.understanding import dates, queries, wording
from bot.understanding.phrases import Phrases
from bot.understanding.spans import ORDINALS, Span, SpanFinder
from bot.understanding.words import kind
from domain.ports import Asking
from knowledge import skills

LEAVE_TYPES = frozenset({"vacation", "sick", "parental", "unpaid", "bereavement", "personal"})
HALVES = frozenset({"morning", "afternoon"})
STAGES = frozenset({"applied", "review", "interview", "offer", "hired"})

Slots = dict[str, Any]


@dataclass(frozen=True)
class Sentence:
    """One question, and what helps to read it."""

    text: str
    intent: str
    asking: Asking
    phrases: Phrases
    spans: Sequence[Span]

    def named(self, kind: str) -> str | None:
        """The first name of that kind, as it was written."""
        return next((self.text[s.start : s.end] for s in self.spans if s.kind == kind), None)


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
        return [{"note": _trimmed(match[1])}]
    if match := wording.OCCASION.search(sentence.text):
        return [{"note": _trimmed(match[1])}]
    if wording.SOME_HALF.search(sentence.text) and not _half_day(sentence):
        return [{"note": "half a day"}]
    return []


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
        return [{"reason": _trimmed(match[1])}]
    after = max((s.end for s in sentence.spans), default=None)
    if after is None or not (match := wording.COMMA.match(sentence.text[after:])):
        return []
    reason = _trimmed(match[1])
    return [{"reason": reason}] if reason and not wording.NO_REASON.fullmatch(reason) else []


def _trimmed(words: str) -> str:
    return wording.PLEASE.sub("", words).strip(" .?!,;:")


# --- accounting ----------------------------------------------------------------------------------------------


def _since(sentence: Sentence) -> list[Slots]:
    found = dates.period(sentence.text, sentence.asking.today, sentence.asking.locale)
    return [{"since": found[0].isoformat(), "until": found[1].isoformat()}] if found else []


def _published(sentence: Sentence) -> list[Slots]:
    found = dates.period(sentence.text, sentence.asking.today, sentence.asking.locale)
    return [{"published_on": found[0].isoformat()}] if found else []


Reader = Callable[[Sentence], list[Slots]]
READERS: Mapping[str, tuple[Reader, ...]] = {
    "leave_balance": (_leave_types, _as_of),
    "leave_request": (_leave_days, _half_day, _leave_type, _note),
    "leave_cancel": (_period,),
    "leave_change": (_new_days, _half_day),
    "leave_away": (_period, _group),
    "leave_holidays": (_period,),
    "pay_payslip": (_month,),
    "pay_of": (_person,),
    "pay_change": (_month,),
    "attendance_month": (_month,),
    "profile_change": (_detail,),
    "attendance_of": (_person, _month),
    "attendance_correct": (_past_day,),
    "pay_tax_documents": (_year,),
    "policy_ask": (_whole("question"),),
    "candidates_search": (_query,),
    "candidates_like": (_candidate,),
    "candidates_refine": (_query,),
    "candidates_show": (_candidate,),
    "candidates_unmerge": (_candidate,),
    "pipeline_move": (_candidate, _stage, _job),
    "pipeline_reject": (_candidate, _job, _reason),
    "applications_list": (_job, _stage),
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
_NEED_SPANS = frozenset({_person, _candidate, _job, _reason, _stage, _group})
