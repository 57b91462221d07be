"""Reads the details of questions about hiring: who is meant, which job and stage, and what is to be written."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.understanding import hiring_slots, queries, wording
from bot.understanding.sentence import Sentence, Slots, trimmed
from bot.understanding.spans import ORDINALS, Span
from bot.understanding.words import kind
from knowledge import skills

_AND = re.compile(r"\s*(?:,|&|\band\b|,\s*and\b)\s*", re.I)
_NO_JOB = re.compile(r"(?:rest|others?|remaining)(?: (?:of .*|ones))?", re.I)
_BARE_NUMBER = re.compile(
    r"\b(?:move|advance|put|take|invite|shortlist|reject|decline|hire)\s+#?(\d{1,2})\b(?! ?%)", re.I
)
_OFFER_TO = re.compile(r"\boffer to ((?!the\b)[^\W\d][\w' -]{1,60})$", re.I)
STAGES = frozenset({"applied", "review", "interview", "offer", "hired"})


Reader = Callable[[Sentence], list[Slots]]


def whole(slot: str) -> Reader:
    """The sentence itself, for tools that read one."""
    return lambda sentence: [{slot: sentence.text}]


def query(sentence: Sentence) -> list[Slots]:
    query = (
        queries.refinement(sentence.text)
        if sentence.intent == "candidates_refine"
        else queries.search(sentence.text)
    )
    return [{"query": query}] if query else []


def candidate(sentence: Sentence) -> list[Slots]:
    """A name, or the place in the list that was just shown: "2" for "the second one", "last" for "the last one"."""
    name = sentence.named("person")
    if name and wording.NO_NAME.fullmatch(name):
        name = None
    place = position(name or sentence.text)
    if place or not name:
        return [{"candidate": place}] if place else []
    name = wording.TITLE.sub("", name)
    return [] if wording.NOBODY.search(name) else [{"candidate": name}]


def several(sentence: Sentence) -> list[Slots]:
    """Names, or else places in the list as they were said: "the first two", "1, 3 and 5", "these"."""
    names = [sentence.text[s.start : s.end] for s in sentence.spans if s.kind == "person"]
    said = [
        name
        for name in names
        if not position(name) and not wording.NOBODY.search(name) and not wording.NO_NAME.fullmatch(name)
    ]
    if said:
        return [{"candidates": " and ".join(said)}]
    places = wording.PLACES.search(wording.FOR_A_JOB.sub("", sentence.text))
    return [{"candidates": trimmed(places[0])}] if places else []


def candidates(sentence: Sentence) -> list[Slots]:
    """One or several: places of a list, several names, a rule, somebody by name, or whom "her" means."""
    names = names_in_a_row(sentence)
    if len(names) > 1:
        return [{"candidate": " and ".join(wording.TITLE.sub("", n) for n in names)}]
    if found := hiring_slots.several(wording.BECAUSE.sub("", sentence.text)):
        return [{"candidate": found}]
    if not names and (match := _BARE_NUMBER.search(sentence.text)):
        return [{"candidate": match[1]}]
    if not names and (match := _OFFER_TO.search(trimmed(sentence.text))):
        return [{"candidate": match[1]}]
    return somebody(sentence)


def names_in_a_row(sentence: Sentence) -> list[str]:
    return [sentence.text[s.start : s.end] for s in _row(sentence)]


def _row(sentence: Sentence) -> list[Span]:
    """The first name, and those that only commas and "and" part from it."""
    people = [s for s in sentence.spans if s.kind == "person"]
    row = people[:1]
    for span in people[1:]:
        if not _AND.fullmatch(sentence.text[row[-1].end : span.start]):
            break
        row.append(span)
    return row


def somebody(sentence: Sentence) -> list[Slots]:
    if found := candidate(sentence):
        return found
    meant = hiring_slots.pronoun(sentence.text)
    return [{"candidate": meant}] if meant else []


def to_stage(sentence: Sentence) -> list[Slots]:
    """A stage by its own name, as it was said; else the kind of stage that the words mean."""
    known = stage(sentence)
    said = hiring_slots.stage(sentence.text)
    if (
        said is None
        or _OFFER_TO.search(trimmed(sentence.text))
        or any(
            s.start < sentence.text.find(said) + len(said) and sentence.text.find(said) < s.end
            for s in sentence.spans
        )
    ):
        return known
    canonical = sentence.phrases.synonyms.get(said.casefold())
    if canonical is not None and known and known[0]["stage"] != canonical:
        return known
    return [{"stage": said if canonical in (None, *STAGES) else canonical}]


def job_meant(sentence: Sentence) -> list[Slots]:
    """The job by its span, or by the words before "job"."""
    if found := job(sentence):
        return found
    named, _ = hiring_slots.job(sentence.text)
    return [{"job": named}] if named else []


_NUMBERED = re.compile(r"\bjob (?:no\.? ?|number ?|nr\.? ?|#)?(\d{1,5})\b", re.I)


def job_or_number(sentence: Sentence) -> list[Slots]:
    """As `job`, and "job 12" by its number."""
    if match := _NUMBERED.search(sentence.text):
        return [{"job": match[1]}]
    return job(sentence)


def to_job(sentence: Sentence) -> list[Slots]:
    """The last job named is where somebody goes."""
    spans = [sentence.text[s.start : s.end] for s in sentence.spans if s.kind == "job"]
    named = wording.JOB_WORDS.sub("", spans[-1]).strip() if spans else hiring_slots.bare_job(sentence.text)[0]
    return [{"to_job": named}] if named else []


def new_stage(sentence: Sentence) -> list[Slots]:
    return [dict(hiring_slots.new_stage(trimmed(sentence.text)))]


def renamed_stage(sentence: Sentence) -> list[Slots]:
    return [dict(hiring_slots.renamed_stage(trimmed(sentence.text)))]


def old_stage(sentence: Sentence) -> list[Slots]:
    return [dict(hiring_slots.old_stage(trimmed(sentence.text)))]


def count(sentence: Sentence) -> list[Slots]:
    found = hiring_slots.count(sentence.text)
    return [{"count": found}] if found else []


def opening(sentence: Sentence) -> list[Slots]:
    found = hiring_slots.opening(sentence.text)
    return [{"opening": found}] if found else []


def reason_name(sentence: Sentence) -> list[Slots]:
    found = hiring_slots.reason_name(trimmed(sentence.text))
    return [{"name": found}] if found else []


def letter(sentence: Sentence) -> list[Slots]:
    """Who is written to, and what."""
    person = next((s for s in sentence.spans if s.kind == "person"), None)
    if person is None:
        return somebody(sentence)
    said = hiring_slots.letter(sentence.text, person.end)
    return [{**(candidate(sentence) or [{}])[0], **({"text": said} if said else {})}]


def told(sentence: Sentence) -> list[Slots]:
    found = hiring_slots.told(sentence.text)
    return [{"text": found}] if found else []


def times(sentence: Sentence) -> list[Slots]:
    """The whole sentence, when it names times at all; the tool reads them in the asker's time zone."""
    slots: Slots = {"times": sentence.text} if re.search(r"\d|\bnoon\b", sentence.text) else {}
    where = hiring_slots.place(sentence.text)
    return [{**slots, **({"place": where} if where else {})}]


def position(words: str) -> str | None:
    if match := wording.ORDINAL.search(words):
        return str(ORDINALS.index(match[1].casefold()) + 1) if match[1] else "last"
    if match := wording.NUMBER.search(words):
        return next(group for group in match.groups() if group).lstrip("0") or None
    return None


def person(sentence: Sentence) -> list[Slots]:
    name = sentence.named("person")
    return [{"person": name}] if name and kind(name.casefold()) not in wording.NO_PERSON else []


def job(sentence: Sentence) -> list[Slots]:
    name = wording.JOB_WORDS.sub("", sentence.named("job") or "").strip()
    return (
        [{"job": name}]
        if name and not wording.ORDINAL.fullmatch(name) and not _NO_JOB.fullmatch(name)
        else []
    )


def stage(sentence: Sentence) -> list[Slots]:
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


def job_status(sentence: Sentence) -> list[Slots]:
    return [{"status": status} for status, pattern in wording.JOB_STATUS if pattern.search(sentence.text)][:1]


_JUDGED = re.compile(
    r"([\w+#.]+) (?:is|was|should be|as|to) (?:found|missing|unclear)\b|\b(?:override|mark|count|set) ([\w+#.]+)\b",
    re.I,
)
"""A word that is a skill only because somebody judges it: "Go is found"."""


def verdict(sentence: Sentence) -> list[Slots]:
    """Which criterion is meant, and what somebody says of it."""
    found = wording.FINDING.search(sentence.text)
    slots: Slots = {"finding": found[0].lower()} if found else {}
    named = [m.name for m in skills.find(sentence.text)] or wording.CRITERION.findall(sentence.text)
    if not named and (match := _JUDGED.search(sentence.text)):
        named = [name] if (name := skills.canonical(match[1] or match[2])) else []
    return [slots | ({"criterion": named[0]} if named else {})]


def _names_end(sentence: Sentence) -> int | None:
    """Where the names end: those of people in a row, and a job named before any comma."""
    row = _row(sentence)
    end = row[-1].end if row else None
    for span in sentence.spans:
        between = sentence.text[end : span.start] if end is not None else ""
        if end is None or (span.start >= end and span.kind == "job" and "," not in between):
            end = span.end
    return end


def reason(sentence: Sentence) -> list[Slots]:
    """What follows "because" or, after the names, a comma."""
    if match := wording.BECAUSE.search(sentence.text):
        return [{"reason": trimmed(match[1])}]
    after = _names_end(sentence)
    if after is None or not (match := wording.COMMA.match(sentence.text[after:])):
        return []
    reason = trimmed(match[1])
    return [{"reason": reason}] if reason and not wording.NO_REASON.fullmatch(reason) else []


_STEP = (
    ("offer", re.compile(r"\boffers?\b", re.I)),
    ("hire", re.compile(r"\bhir(?:e|es|ing of)\b", re.I)),
    ("reject", re.compile(r"\breject", re.I)),
)
_WHO = re.compile(
    r"\b(?:(?:one|two|three|four|five|both|\d) (?:people )?(?:of )?)?(?:the )?(?:hiring manager|recruiters?|hr)\b",
    re.I,
)


def flow(sentence: Sentence) -> list[Slots]:
    """Which step, and who approves it, in the order in which they are named."""
    step = next((name for name, pattern in _STEP if pattern.search(sentence.text)), None)
    who = [m[0] for m in _WHO.finditer(sentence.text)]
    slots: Slots = {"step": step} if step else {}
    return [{**slots, **({"approvers": ", then ".join(who)} if who else {})}]
