"""Jobs over HTTP: made and listed, candidates matched and scored. The same tools, rights and audit as in the
conversation; a match runs in the background unless the last answer still holds."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from actions.analytics import Analytics
from actions.funnel import By
from actions.jobs import Jobs, ShownJob
from actions.jobs_create import NewJob
from actions.matching import Matched, Matches
from actions.scores import Explained
from api.auth import Limited, SignedIn, Wired
from api.calls import called
from domain.hiring import Job, JobStatus
from domain.origins import Origin
from domain.rubric import Criterion, Verdict, Weights

router = APIRouter(tags=["jobs"], dependencies=[Limited])
LONGEST_PAGE = 100


class JobOut(BaseModel):
    job_id: str
    title: str
    department: str
    location: str
    status: JobStatus
    active_applications: int
    must_have: list[str]
    nice_to_have: list[str]
    min_years: int


class JobPage(BaseModel):
    items: list[JobOut]
    next_cursor: str | None = Field(
        None, description="Pass it as `cursor` for the next page; null on the last"
    )


class Created(JobOut):
    criteria_version: int
    criteria: list[Criterion]
    weights: Weights
    warnings: list[str]


class AskedNumbers(BaseModel):
    job_id: str | None = Field(None, max_length=200)
    since: date | None = Field(None, description="Applied from, included")
    until: date | None = Field(None, description="Applied to, included")
    source: Origin | None = None
    stage: str | None = Field(
        None, max_length=60, description="Name or kind of a stage that they have been in"
    )
    recruiter: str | None = Field(
        None, max_length=100, description="Whose jobs: a person's id or name, or `me`"
    )
    by: By | None = Field(None, description="What `groups` are")


class MatchOut(BaseModel):
    candidate_id: str
    rank: int
    name: str
    verdicts: list[Verdict]
    overridden: bool
    score: float = Field(description="0 to 100, computed by code from the verdicts")
    model: str
    input_hash: str


class MatchPage(BaseModel):
    job_id: str
    match_id: str
    cached: bool
    at: str
    criteria_version: int
    considered: int = Field(description="Candidates in records when it was made")
    model: str
    tokens_in: int
    tokens_out: int
    items: list[MatchOut]
    next_cursor: str | None = None


class Started(BaseModel):
    job_id: str
    ticket: str = Field(
        description="Follow it at `/resume/status/{ticket}`; then read `/job/matches/{job_id}`"
    )
    cached: bool = False


class AskMatch(BaseModel):
    job_id: str = Field(max_length=200)
    limit: int = Field(10, ge=1, le=LONGEST_PAGE)


class AskScore(BaseModel):
    job_id: str = Field(max_length=200)


class ScoreOut(BaseModel):
    candidate_id: str
    job_id: str
    criteria_version: int
    criteria: list[Criterion]
    verdicts: list[Verdict]
    score: float
    parts: dict[str, float]
    model: str
    prompt_hash: str
    input_hash: str
    at: str
    note: str | None


def _out(job: Job, active: int) -> dict[str, Any]:
    return {
        "job_id": job.id,
        "title": job.title,
        "department": job.department,
        "location": job.location,
        "status": job.status,
        "active_applications": active,
        "must_have": list(job.must_have),
        "nice_to_have": list(job.nice_to_have),
        "min_years": job.min_years,
    }


@router.post("/job/create", status_code=201)
async def create(given: NewJob, actor: SignedIn, wired: Wired) -> Created:
    """Create a job; its criteria are drafted from the description. It is a draft until it is opened."""
    made = await called(ShownJob, "jobs.create", given.model_dump(), actor, wired)
    return Created(
        **_out(made.job, made.active),
        criteria_version=made.criteria.version,
        criteria=list(made.criteria.criteria),
        weights=made.criteria.weights,
        warnings=list(made.warnings),
    )


@router.get("/job/list")
@router.get("/jobs/list", name="jobs_list_too")
async def listed(
    actor: SignedIn, wired: Wired, status: JobStatus | None = None, limit: int = 50, cursor: str | None = None
) -> JobPage:
    """Jobs by title, by status where one is given."""
    found = await called(Jobs, "jobs.list", {"status": status}, actor, wired)
    jobs = sorted(found.jobs, key=lambda j: (j.title, j.id))
    start = next((n + 1 for n, j in enumerate(jobs) if j.id == cursor), 0)
    limit = max(1, min(limit, LONGEST_PAGE))
    page = jobs[start : start + limit]
    more = start + limit < len(jobs)
    return JobPage(
        items=[JobOut(**_out(j, found.counts.get(j.id, 0))) for j in page],
        next_cursor=page[-1].id if more else None,
    )


@router.post("/job/match", responses={202: {"model": Started}})
async def match(given: AskMatch, actor: SignedIn, wired: Wired, response: Response) -> MatchPage | Started:
    """Match a job: 200 with the answer that still holds, or 202 with a ticket."""
    return await _matched(given.job_id, given.limit, actor, wired, response)


@router.post("/job/match/{job_id}", responses={202: {"model": Started}})
async def match_one(
    job_id: str, actor: SignedIn, wired: Wired, response: Response, limit: int = 10
) -> MatchPage | Started:
    """Match a job: 200 with the answer that still holds, or 202 with a ticket."""
    return await _matched(job_id, limit, actor, wired, response)


async def _matched(
    job_id: str, limit: int, actor: Any, wired: Any, response: Response
) -> MatchPage | Started:
    found = await called(Matched, "jobs.match", {"job": job_id}, actor, wired)
    if found.ticket is not None:
        response.status_code = 202
        return Started(job_id=found.job.id, ticket=found.ticket.id)
    assert found.kept is not None  # noqa: S101 - what there is without a ticket
    return _page(found.kept, cursor=0, limit=max(1, min(limit, LONGEST_PAGE)))


@router.get("/job/matches/{job_id}")
async def matches(job_id: str, actor: SignedIn, wired: Wired, limit: int = 10, cursor: int = 0) -> MatchPage:
    """The newest match of a job, best first, each with the verdicts and the words that show them. 404 before there is
    one; `cached` tells whether it still holds."""
    limit = max(1, min(limit, LONGEST_PAGE))
    kept = await called(Matches, "jobs.matches", {"job": job_id, "limit": LONGEST_PAGE}, actor, wired)
    return _page(kept, cursor=max(cursor, 0), limit=limit)


def _page(kept: Matches, *, cursor: int, limit: int) -> MatchPage:
    rows = kept.rows[cursor : cursor + limit]
    more = cursor + limit < len(kept.rows)
    return MatchPage(
        job_id=kept.job.id,
        match_id=kept.match.id,
        cached=kept.holds,
        at=kept.match.at.isoformat(),
        criteria_version=kept.match.criteria_version,
        considered=kept.match.considered,
        model=kept.match.model,
        tokens_in=kept.match.tokens_in,
        tokens_out=kept.match.tokens_out,
        items=[
            MatchOut(
                candidate_id=row.candidate.id,
                rank=row.rank,
                name=row.candidate.name,
                verdicts=list(row.verdicts),
                overridden=any(v.overridden for v in row.verdicts),
                score=row.total,
                model=row.score.model,
                input_hash=row.score.input_hash,
            )
            for row in rows
        ],
        next_cursor=str(cursor + limit) if more else None,
    )


@router.get("/job/matches/{job_id}/matches.csv", response_class=Response)
async def matches_csv(job_id: str, actor: SignedIn, wired: Wired) -> Response:
    """The newest match as CSV: a row a candidate, a column a criterion, the number last."""
    kept = await called(Matches, "jobs.matches", {"job": job_id, "limit": LONGEST_PAGE}, actor, wired)
    out = io.StringIO()
    writer = csv.writer(out)
    labels = [c.label for c in kept.criteria.criteria]
    writer.writerow(
        ["Rank", "Candidate", "E-mail", *map(_cell, labels), "Score", "Judged by", "Criteria version"]
    )
    for row in kept.rows:
        findings = [v.finding + (" (recruiter)" if v.overridden else "") for v in row.verdicts]
        who = [_cell(row.candidate.name), _cell(row.candidate.email or "")]
        writer.writerow([row.rank, *who, *findings, row.total, row.score.model, row.score.criteria_version])
    return Response(
        out.getvalue(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="matches.csv"', "Cache-Control": "no-store"},
    )


def _cell(text: str) -> str:
    """Text that a spreadsheet takes for a formula is made text."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


@router.post("/job/score/{candidate_id}")
async def score(candidate_id: str, given: AskScore, actor: SignedIn, wired: Wired) -> ScoreOut:
    """One candidate held against a job: a verdict a criterion with its words, then the number."""
    asked = {"candidate": candidate_id, "job": given.job_id}
    found = await called(Explained, "scores.explain", asked, actor, wired)
    return ScoreOut(
        candidate_id=found.candidate.id,
        job_id=found.job.id,
        criteria_version=found.score.criteria_version,
        criteria=list(found.criteria.criteria),
        verdicts=list(found.verdicts),
        score=found.total,
        parts=found.parts,
        model=found.score.model,
        prompt_hash=found.score.prompt_hash,
        input_hash=found.score.input_hash,
        at=found.score.at.isoformat(),
        note=found.score.note,
    )


@router.get("/jobs/analytics")
async def analytics(asked: Annotated[AskedNumbers, Query()], actor: SignedIn, wired: Wired) -> Analytics:
    """Applicants by stage and source, days in stage, conversion, acceptance of matches, overrides: of a job or of all;
    of applications made in a period, from a source, that reached a stage, or for a recruiter's jobs."""
    given = asked.model_dump(exclude={"job_id"}) | {"job": asked.job_id}
    return await called(Analytics, "jobs.analytics", given, actor, wired)
