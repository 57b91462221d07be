"""Where a candidate stands in the newest match of a job, and what parts them from their neighbour."""

from __future__ import annotations

from collections.abc import Sequence

from actions.match_rows import Row, newest_match, rows_of
from domain.hiring import Job
from domain.ports import Records
from domain.rubric import JobCriteria, points

MOST = 2
"""Criteria that are named as the difference."""


async def told(candidate_id: str, job: Job, criteria: JobCriteria, records: Records) -> str | None:
    """ "Number 1 of 50 matches, 2.3 points ahead of Yara Nasser: SQL, Go." None for who is not in the newest match, or
    when the criteria have changed since."""
    match = await newest_match(job, records)
    if match is None or match.criteria_version != criteria.version:
        return None
    rows = await rows_of(match, criteria, records)
    at = next((n for n, row in enumerate(rows) if row.candidate.id == candidate_id), None)
    return None if at is None else _sentence(rows, at, criteria)


def _sentence(rows: Sequence[Row], at: int, criteria: JobCriteria) -> str:
    own, place = rows[at], f"Number {rows[at].rank} of {len(rows)} matches"
    if len(rows) == 1:
        return f"{place}."
    ahead = at + 1 < len(rows)
    other = rows[at + 1] if ahead else rows[at - 1]
    apart = round(abs(own.total - other.total), 1)
    if not apart:
        return f"{place}; {other.candidate.name} fits equally well: the order of equals means nothing."
    by = _difference(own, other, criteria) if ahead else _difference(other, own, criteria)
    side = "ahead of" if ahead else "behind"
    points_ = "point" if apart == 1 else "points"
    return f"{place}, {apart:g} {points_} {side} {other.candidate.name}" + (
        f": {', '.join(by)}." if by else "."
    )


def _difference(better: Row, worse: Row, criteria: JobCriteria) -> list[str]:
    """The criteria that one has more of, the most telling first."""
    worth, labels = points(criteria), {c.id: c.label for c in criteria.criteria}
    less = {v.criterion_id: v.degree for v in worse.verdicts}
    more = sorted(
        (worth[v.criterion_id] * (v.degree - less.get(v.criterion_id, 0)), v.criterion_id)
        for v in better.verdicts
        if v.criterion_id in worth
    )
    return [labels[id] for gain, id in reversed(more) if gain > 0][:MOST]
