"""How good the machine's advice was, as people's decisions show it, and where applicants come from."""

from __future__ import annotations

from collections.abc import Sequence

from actions.tool import Result
from domain.hiring import Application, ApplicationStatus, Candidate, Job, StageTransition, StageType
from domain.messages import Card
from domain.ports import OneOf, Records, Where
from domain.rubric import Match, Override, Score

TOP = 10
"""Of a match, whose fate tells how good it was."""
FORWARD = (StageType.interview, StageType.offer, StageType.hired)
"""Stages that a person let somebody into."""

Steps = dict[str, list[StageTransition]]
"""By application, in order of time."""


class Share(Result):
    """`part` of `whole`; nothing is said of a share of nothing."""

    part: int
    whole: int

    def card(self) -> Card:
        return Card(text=self.told)

    @property
    def told(self) -> str:
        return (
            f"{self.part} of {self.whole} ({round(100 * self.part / self.whole)} %)"
            if self.whole
            else "nobody yet"
        )


async def sources_of(applications: Sequence[Application], records: Records) -> dict[str, str]:
    """By application, where it comes from as somebody said; where nobody did, who handed in the resume: the candidate,
    who then has an account, or the hiring team."""
    ids = tuple({a.candidate_id for a in applications})
    people: dict[str, Candidate] = {}
    for start in range(0, len(ids), 200):
        found = await records.find(Candidate, {"id": OneOf(ids[start : start + 200])}, limit=200)
        people |= {c.id: c for c in found}
    return {a.id: a.source or _source(people.get(a.candidate_id)) for a in applications}


def _source(candidate: Candidate | None) -> str:
    if candidate and candidate.source:
        return candidate.source
    return "Applied themselves" if candidate and candidate.person_id else "Added by the hiring team"


async def accepted_of(
    applications: Sequence[Application], jobs: dict[str, Job], steps: Steps, records: Records
) -> Share:
    """A recommendation is accepted when a person let the candidate into an interview or further, and declined when they
    were turned down before; who waits says nothing yet."""
    part = whole = 0
    for job in jobs.values():
        newest = await records.find(Match, {"job_id": job.id}, order="at", descending=True, limit=1)
        if not newest:
            continue
        top = await records.find(Score, {"match_id": newest[0].id}, order="rank", limit=TOP)
        listed = {s.candidate_id for s in top}
        types = {s.id: s.type for s in (*job.former_stages, *job.stages)}
        for a in (a for a in applications if a.job_id == job.id and a.candidate_id in listed):
            been = {types.get(id) for id in (a.stage_id, *(s.to_stage_id for s in steps[a.id]))}
            went_on = any(t in been for t in FORWARD)
            if went_on or a.status is ApplicationStatus.rejected:
                part, whole = part + went_on, whole + 1
    return Share(part=part, whole=whole)


async def overridden_of(where: Where, records: Records) -> Share:
    scores = await records.find(Score, where, limit=10_000)
    words = await records.find(Override, where, limit=10_000)
    put_right = {(o.job_id, o.candidate_id, o.criterion_id) for o in words}
    judged = {(s.job_id, s.candidate_id, v.criterion_id) for s in scores for v in s.verdicts}
    return Share(part=len(put_right & judged), whole=len(judged))
