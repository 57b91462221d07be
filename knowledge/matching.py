"""A resume held against a job's criteria by rules: what was found, where it stands, and how far it goes.

The same words always give the same verdicts; who the person is cannot be seen here (see `knowledge.sheet`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from domain.hiring import Candidate
from domain.profiles import Employment, Skill, Span
from domain.rubric import UNCLEAR, Criterion, Evidence, Finding, Kind, Verdict
from knowledge import skills as taxonomy
from knowledge.behaviours import PATTERNS
from knowledge.degrees import level_of
from knowledge.evidence import quote, telling, unwrapped
from knowledge.fit import mention, title_match
from knowledge.seniority import rank_of
from knowledge.sheet import Sheet, sheet

VERSION = "rules:2026-11-25.2"
"""Changes whenever the same resume could get other verdicts."""
NAMED = 0.6
"""Degree of a skill that is named and in no dated position; positions that use it add the rest, in proportion."""
FULL = 24
"""Months of dated use from which a skill counts in full, where the job asks for no years of it."""
LONG = 36
"""Months in a like position from which it counts in full."""
ALIKE = 0.5
"""Title match from which a position is like the one wanted."""


def asks_school(criteria: Sequence[Criterion]) -> bool:
    return any(c.kind == "institution" for c in criteria)


def judged(criteria: Sequence[Criterion], candidate: Candidate) -> tuple[tuple[Verdict, ...], str]:
    """A verdict a criterion, in their order, and the hash of what was judged."""
    seen = sheet(candidate, institutions=asks_school(criteria))
    return verdicts(criteria, seen, candidate.text), seen.input_hash


def verdicts(criteria: Sequence[Criterion], seen: Sheet, text: str) -> tuple[Verdict, ...]:
    """`text` is the resume's own, for the quotes; it has the same length as the sheet's."""
    return tuple(_JUDGES[criterion.kind](criterion, seen, text) for criterion in criteria)


def degree_at(criterion: Criterion, seen: Sheet, start: int) -> tuple[float, str]:
    """How far a skill goes that stands at `start`: by the dated position around it, with a note in words."""
    return _depth(criterion, seen, [e for e in seen.employments if e.span.start <= start < e.span.end])


def _verdict(
    criterion: Criterion, finding: Finding, degree: float, note: str = "", evidence: Sequence[Evidence] = ()
) -> Verdict:
    return Verdict(
        criterion_id=criterion.id,
        finding=finding,
        degree=round(degree, 3),
        note=note,
        evidence=tuple(evidence),
    )


def evidence_at(text: str, start: int, end: int, page: int = 1) -> Evidence:
    """The line around a passage, as a quote."""
    return Evidence(quote=unwrapped(quote(text, start, end)), start=start, end=end, page=page)


# --- skills --------------------------------------------------------------------------------------------------


def _skill(criterion: Criterion, seen: Sheet, text: str) -> Verdict:
    held = seen.skills.get(criterion.name.lower())
    if held is None:
        # What the taxonomy knows was looked for when the resume was read; other skills are looked for here.
        found = None if taxonomy.canonical(criterion.name) else mention(seen.text, criterion.name)
        if found is None:
            return _verdict(criterion, "missing", 0, "not named in the resume")
        held = Skill(name=criterion.name, spans=(Span(start=found.start(), end=found.end()),))
    places = [e for e in seen.employments if any(e.span.start <= s.start < e.span.end for s in held.spans)]
    degree, note = _depth(criterion, seen, places)
    span = telling(text, held)
    finding: Finding = "found" if not criterion.years or degree >= 1 else "unclear"
    return _verdict(criterion, finding, degree, note, [evidence_at(text, span.start, span.end, span.page)])


def _depth(criterion: Criterion, seen: Sheet, places: list[Employment]) -> tuple[float, str]:
    months = seen.months(places)
    wanted = round(criterion.years * 12) if criterion.years else FULL
    degree = NAMED + (1 - NAMED) * min(months / wanted, 1) if wanted else 1.0
    if not months:
        return degree, "named, in no dated position"
    told = f"{_years(months)} in positions that name it"
    return degree, told + (f", {criterion.years:g} asked for" if criterion.years else "")


def _years(months: int) -> str:
    years = round(months / 12, 1)
    return f"{months} months" if months < 12 else "1 year" if years == 1 else f"{years:g} years"


def _language(criterion: Criterion, seen: Sheet, text: str) -> Verdict:
    for value, span in seen.languages:
        if mention(value, criterion.name):
            return _verdict(
                criterion, "found", 1, value, [evidence_at(text, span.start, span.end, span.page)]
            )
    if found := mention(seen.text, criterion.name):
        return _verdict(
            criterion,
            "unclear",
            UNCLEAR,
            "named, not as a language spoken",
            [evidence_at(text, *found.span())],
        )
    return _verdict(criterion, "missing", 0, "not named in the resume")


# --- experience ------------------------------------------------------------------------------------------------


def _length(criterion: Criterion, seen: Sheet, text: str) -> Verdict:
    wanted, held = criterion.years or 0, seen.total_years
    if held is None:
        return _verdict(criterion, "unclear", UNCLEAR, "positions without dates")
    note = f"{held:g} years, {wanted:g} asked for"
    evidence = [_first_line(text, e.span) for e in sorted(seen.employments, key=lambda e: e.start or "9")[:1]]
    if held >= wanted:
        return _verdict(criterion, "found", 1, note, evidence)
    return _verdict(criterion, "missing", held / wanted, note, evidence)


def _title(criterion: Criterion, seen: Sheet, text: str) -> Verdict:
    wanted = " ".join(re.findall(r"[\w+#]+", criterion.name.lower()))
    alike = [(title_match(wanted, e.title), e) for e in seen.employments if e.title] if wanted else []
    best = max((match for match, _ in alike), default=0.0)
    if not best:
        return _verdict(criterion, "missing", 0, "no like position")
    like = [e for match, e in alike if match >= ALIKE]
    months = seen.months(like)
    shown = next(e for match, e in alike if match == best)
    evidence = [_first_line(text, shown.span)]
    if not months:
        return _verdict(criterion, "unclear", UNCLEAR * best, "like positions without dates", evidence)
    note = f"{_years(months)} in like positions"
    return _verdict(criterion, "found", best * (0.5 + 0.5 * min(months / LONG, 1)), note, evidence)


def _first_line(text: str, span: Span) -> Evidence:
    line = re.search(r"\S[^\n]*", text[span.start : span.end])
    start, end = (span.start + line.start(), span.start + line.end()) if line else (span.start, span.end)
    return evidence_at(text, start, end, span.page)


# --- education -------------------------------------------------------------------------------------------------


def _degree(criterion: Criterion, seen: Sheet, text: str) -> Verdict:
    """Level first, then the subject where one is asked for."""
    wanted, subject = level_of(criterion.name) or 1, _subject(criterion.name)
    best: tuple[float, str, Evidence] | None = None
    for entry in seen.education:
        level = level_of(entry.degree or "")
        if level is None:
            continue
        degree = min(level / wanted, 1.0)
        if subject and not _shares(subject, entry.degree or ""):
            degree *= 0.7
        if best is None or degree > best[0]:
            best = degree, entry.degree or "", _first_line(text, entry.span)
    if best is None:
        if not seen.education:
            return _verdict(criterion, "missing", 0, "no degree in the resume")
        entry = seen.education[0]
        return _verdict(
            criterion,
            "unclear",
            UNCLEAR,
            "studies without a degree that was recognised",
            [_first_line(text, entry.span)],
        )
    degree, name, evidence = best
    finding: Finding = "found" if degree >= 1 else "unclear"
    return _verdict(criterion, finding, degree, name, [evidence])


_SMALL_WORDS = """in of or and a an the degree equivalent related field subject similar bachelor's master's bachelor master
doctorate phd bsc msc ba ma diploma university vocational"""
_SMALL = frozenset(_SMALL_WORDS.split())


def _subject(name: str) -> set[str]:
    words = set(re.findall(r"[\w']+", name.lower()))
    return set() if {"related", "similar", "professional"} & words else words - _SMALL


def _shares(subject: set[str], degree: str) -> bool:
    stems = {word[:6] for word in re.findall(r"\w+", degree.lower())}
    return any(word[:6] in stems for word in subject)


def _institution(criterion: Criterion, seen: Sheet, text: str) -> Verdict:
    for entry in seen.education:
        if entry.institution and mention(entry.institution, criterion.name):
            return _verdict(criterion, "found", 1, entry.institution, [_first_line(text, entry.span)])
    return _verdict(criterion, "missing", 0, "not named in the resume")


# --- soft skills and trajectory ----------------------------------------------------------------------------------


def _behaviour(criterion: Criterion, seen: Sheet, text: str) -> Verdict:
    """Sentences in which it was done. One sentence is a hint, two are a finding; a bare word in a list is none."""
    pattern = PATTERNS.get(criterion.name) or re.compile(rf"\b{re.escape(criterion.name)}", re.I)
    found: list[Evidence] = []
    for match in pattern.finditer(seen.text):
        said = evidence_at(text, match.start(), match.end())
        if len(said.quote.split()) >= 5 and said.quote not in {e.quote for e in found}:
            found.append(said)
        if len(found) == 3:
            break
    if len(found) >= 2:
        return _verdict(criterion, "found", 1.0 if len(found) == 3 else 0.85, "", found)
    if found or pattern.search(seen.text):
        return _verdict(
            criterion, "unclear", UNCLEAR, "one sentence only" if found else "named, not shown", found
        )
    return _verdict(criterion, "missing", 0, "no sentence shows it")


def _trajectory(criterion: Criterion, seen: Sheet, text: str) -> Verdict:
    """Whether responsibility grew. Where it did not, or cannot be told, nothing is held against anybody."""
    steps = sorted((e for e in seen.employments if e.title and e.start), key=lambda e: e.start or "")
    levels = [rank_of(e.title or "") for e in steps]
    if len(steps) >= 2 and levels[-1] > levels[0]:
        evidence = [_first_line(text, steps[0].span), _first_line(text, steps[-1].span)]
        return _verdict(criterion, "found", 1, f"from {steps[0].title} to {steps[-1].title}", evidence)
    return _verdict(criterion, "unclear", UNCLEAR, "positions of one level, or too few to tell")


Judge = Callable[[Criterion, Sheet, str], Verdict]
_JUDGES: Mapping[Kind, Judge] = {
    "skill": _skill,
    "language": _language,
    "years": _length,
    "title": _title,
    "degree": _degree,
    "institution": _institution,
    "behaviour": _behaviour,
    "trajectory": _trajectory,
}
