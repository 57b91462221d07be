"""What the dates of a resume add up to: where a skill was used and for how long, and where months are not accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.profiles import Employment, Gap, Skill, SkillUse
from knowledge.dates import months_of

LEAST_GAP = 3
"""Months. Shorter ones lie between most jobs, and years without months cannot show them."""


def with_uses(skills: Sequence[Skill], employments: Sequence[Employment], today: date) -> tuple[Skill, ...]:
    """The skills, each with the dated employments whose own words name it."""
    return tuple(
        skill.model_copy(update={"uses": tuple(_uses(skill, employments, today))}) for skill in skills
    )


def _uses(skill: Skill, employments: Sequence[Employment], today: date) -> list[SkillUse]:
    found = []
    for number, held in enumerate(employments):
        inside = any(held.span.start <= span.start < held.span.end for span in skill.spans)
        months = months_of(held.start, held.end, today) if held.start and inside else range(0)
        if months:
            found.append(SkillUse(employment=number, months=len(months), last=_named(months[-1])))
    return found


def gaps(employments: Sequence[Employment], today: date) -> tuple[Gap, ...]:
    """Stretches of at least `LEAST_GAP` months between the first and the last month worked, in which none was. An
    employment dated by years alone may have filled the rest of them, so none touches such a year."""
    held = {month for e in employments if e.start for month in months_of(e.start, e.end, today)}
    if not held:
        return ()
    vague = {int(at) for e in employments for at in (e.start, e.end) if at and len(at) == 4}
    free = [m for m in range(min(held), max(held)) if m not in held and m // 12 not in vague]
    found: list[list[int]] = []
    for month in free:
        if found and month == found[-1][-1] + 1:
            found[-1].append(month)
        else:
            found.append([month])
    return tuple(
        Gap(start=_named(run[0]), end=_named(run[-1]), months=len(run))
        for run in found
        if len(run) >= LEAST_GAP
    )


def _named(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02d}"
