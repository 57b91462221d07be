"""Applications over HTTP, for programs: the same tools, rights, approvals and audit as in the conversation.

A change is a proposal: it answers 202 with the approval that waits. `from_stage_id` is where the caller believes the
application to be; when it is elsewhere by now, the answer is 409 and tells who moved it, when, and to where.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field
from ulid import ULID

from actions.candidacy.status import Timeline
from actions.hiring.commit import still_there
from actions.hiring.history import Entry, History
from actions.perform import NeedsApproval, NeedsDetails, prepare
from actions.tool import Context
from api import calendar_file
from api.auth import Limited, SignedIn, Wired
from api.calls import called
from api.wiring import Product
from bot.web.channel import inbox_id
from domain.conversations import PendingForm
from domain.correspondence import ApplicationPaper
from domain.errors import BadInput, Refused
from domain.hiring import Application, Candidate, Job
from domain.interviews import ScheduledInterview
from domain.messages import Address, Filled, Turn
from domain.people import Actor, Person
from domain.permissions import Permission, hidden, may, require
from domain.ports import Moment
from domain.transitions import Seen

router = APIRouter(tags=["applications"])
PAGE = 50


class Stage(BaseModel):
    id: str
    name: str


class Row(BaseModel):
    """`current_stage` is null once somebody is hired."""

    id: str
    version: int
    candidate_id: str
    candidate_name: str
    job_id: str
    status: str
    current_stage: Stage | None
    needs_human_review: bool
    applied_at: Moment
    last_activity_at: Moment


class Page(BaseModel):
    items: list[Row]
    next_cursor: str | None
    """Pass as `cursor` for the next page; null on the last."""


class Detail(Row):
    history: list[Entry]


@router.get("/applications")
async def applications(
    actor: SignedIn,
    wired: Wired,
    job_id: str | None = None,
    stage_id: str | None = None,
    status: Literal["active", "rejected", "hired", "withdrawn"] | None = None,
    cursor: str | None = None,
    limit: int = Query(PAGE, ge=1, le=200),
) -> Page:
    """Applications in order of their ids: the hiring team's all, a candidate's own."""
    where = {"job_id": job_id, "stage_id": stage_id, "status": status}
    asked = {k: v for k, v in where.items() if v is not None} | await _own(actor, wired)
    skip = _read(cursor)
    found = await wired.ports.records.find(Application, asked, limit=limit + 1, skip=skip)
    rows = [await _row(a, wired) for a in found[:limit]]
    more = len(found) > limit
    return Page(items=rows, next_cursor=f"after-{skip + limit}" if more else None)


async def _own(actor: Actor, wired: Product) -> dict[str, str]:
    """What narrows the list to the asker's own; empty for who may see all. Raises `Refused` for everybody else."""
    require(actor, Permission.application_read)
    if may(actor, Permission.candidate_read):
        return {}
    mine = await wired.ports.records.find(Candidate, {"person_id": actor.id}, limit=1)
    return {"candidate_id": mine[0].id if mine else ""}


def _read(cursor: str | None) -> int:
    number = (cursor or "after-0").removeprefix("after-")
    if not number.isdecimal() or len(number) > 9:
        raise BadInput("That cursor is none of ours. Please begin without one.")
    return int(number)


async def _row(application: Application, wired: Product) -> Row:
    job = await wired.ports.records.get(Job, application.job_id)
    candidate = await wired.ports.records.get(Candidate, application.candidate_id)
    stage = job.stage(application.stage_id) if job else None
    return Row(
        id=application.id,
        version=application.rev,
        candidate_id=application.candidate_id,
        candidate_name=candidate.name if candidate else "",
        job_id=application.job_id,
        status=application.status,
        current_stage=Stage(id=stage.id, name=stage.name)
        if stage and application.status != "hired"
        else None,
        needs_human_review=application.needs_human_review,
        applied_at=application.applied_at,
        last_activity_at=application.updated_at,
    )


async def _application(application_id: str, actor: Actor, wired: Product) -> Application:
    """Raises `NotFound` for one that is not there and for one that is not the asker's, in the same words."""
    own = await _own(actor, wired)
    found = await wired.ports.records.get(Application, application_id)
    if found is None or own.get("candidate_id", found.candidate_id) != found.candidate_id:
        raise hidden("application")
    return found


class Move(BaseModel):
    from_stage_id: str
    to_stage_id: str


class Reject(BaseModel):
    from_stage_id: str
    reason: str = Field(min_length=1, max_length=500)
    rejection_reason_id: str | None = None


class Proposed(BaseModel):
    approval_id: str
    approver_ids: list[str]
    kind: Literal["confirm", "approve"]
    """`confirm`: the caller's own yes is needed, at `/approvals/{id}/decision`."""


@router.post("/applications/{application_id:path}/move", status_code=202, dependencies=[Limited])
async def move(application_id: str, given: Move, actor: SignedIn, wired: Wired) -> Proposed:
    """Propose another stage. An offer and a hire wait for those whom the job's flow names."""
    args = {"stage": given.to_stage_id}
    return await _proposed("pipeline.move", application_id, given.from_stage_id, args, actor, wired)


@router.post("/applications/{application_id:path}/reject", status_code=202, dependencies=[Limited])
async def reject(application_id: str, given: Reject, actor: SignedIn, wired: Wired) -> Proposed:
    """Propose a rejection; another person always decides."""
    args = {"reason": given.reason, "category": given.rejection_reason_id}
    return await _proposed("pipeline.reject", application_id, given.from_stage_id, args, actor, wired)


async def _proposed(
    tool: str, application_id: str, from_stage_id: str, args: Mapping[str, Any], actor: Actor, wired: Product
) -> Proposed:
    """Ask in the caller's inbox, as a form that they have filled: the decision and its effects are told there."""
    require(actor, Permission.stage_change)
    application = await _application(application_id, actor, wired)
    turn = _turn(actor, wired)
    ctx = _context(actor, wired, turn)
    await still_there(application.id, Seen(from_stage_id, application.last_transition_id), ctx)
    whole = {"candidate": application.candidate_id, "job": application.job_id, **args}
    prepared = await prepare(tool, whole, ctx)
    if isinstance(prepared, NeedsDetails):
        raise BadInput(prepared.sentence)
    if not isinstance(prepared, NeedsApproval):
        raise Refused("That cannot be proposed here.")
    approval = await prepared.ask()
    form = PendingForm(id=f"{turn.id}/form", owner_id=actor.id, tool=tool, args=whole, asked_at=ctx.now)
    await wired.ports.records.insert_all([form])
    await wired.engine.outbox.open(turn.address, actor.id, "Inbox", kind="inbox")
    await wired.engine.handle(turn)
    return Proposed(approval_id=approval.id, approver_ids=list(approval.approver_ids), kind=approval.kind)


def _turn(actor: Actor, wired: Product) -> Turn:
    address = Address(channel="web", conversation=inbox_id(actor.id))
    id = f"http:{ULID()}"
    return Turn(
        id=id,
        address=address,
        address_key=address.key,
        speaker_id=actor.id,
        content=Filled(form_id=f"{id}/form", values={}),
        at=wired.ports.clock(),
    )


def _context(actor: Actor, wired: Product, turn: Turn) -> Context:
    return Context(
        actor=actor,
        ports=wired.ports,
        now=wired.ports.clock(),
        address=turn.address,
        call_id=f"{turn.id}/0",
    )


# --- files -------------------------------------------------------------------------------------------------------


@router.get("/applications/interviews/{interview_id:path}.ics", response_class=Response)
async def calendar(interview_id: str, actor: SignedIn, wired: Wired) -> Response:
    """A booked interview for one's calendar: for the candidate and for whoever leads it; 404 otherwise."""
    records = wired.ports.records
    interview = await records.get(ScheduledInterview, interview_id)
    candidate = interview and await records.get(Candidate, interview.candidate_id)
    if interview is None or not candidate or actor.id not in (candidate.person_id, interview.host_id):
        raise hidden("interview")
    application = await records.get(Application, interview.application_id)
    job = await records.get(Job, application.job_id) if application else None
    host = await records.get(Person, interview.host_id)
    content = calendar_file.interview(interview, candidate, host, job.title if job else "the job")
    return _file(content, "text/calendar; charset=utf-8", "interview.ics")


@router.get("/applications/{application_id:path}/papers/{paper_id:path}", response_class=Response)
async def paper(application_id: str, paper_id: str, actor: SignedIn, wired: Wired) -> Response:
    """A paper that a candidate added: for the hiring team and for themselves; 404 otherwise."""
    application = await _application(application_id, actor, wired)
    found = await wired.ports.records.get(ApplicationPaper, paper_id)
    if found is None or found.application_id != application.id:
        raise hidden("paper")
    if may(actor, Permission.candidate_read):
        await called(
            History, "applications.history", _of(application), actor, wired
        )  # a read that is audited
    content = await wired.ports.files.get(found.file_key)
    return _file(content, "application/octet-stream", found.name)


@router.get("/applications/{application_id:path}")
async def application(application_id: str, actor: SignedIn, wired: Wired) -> Detail:
    """An application with its history: for the hiring team, audited; a candidate's own without names and reasons."""
    found = await _application(application_id, actor, wired)
    row = await _row(found, wired)
    if not may(actor, Permission.candidate_read):
        return Detail(**row.model_dump(), history=await _timeline(found, actor, wired))
    history = await called(History, "applications.history", _of(found), actor, wired)
    return Detail(**row.model_dump(), history=list(history.entries))


async def _timeline(application: Application, actor: Actor, wired: Product) -> list[Entry]:
    told = await called(Timeline, "application.timeline", {"job": application.job_id}, actor, wired)
    return [
        Entry(at=h.at, what=h.what, who=h.by, details=(("Message", h.quote),) if h.quote else ())
        for h in told.happened
    ]


def _of(application: Application) -> dict[str, str]:
    return {"candidate": application.candidate_id, "job": application.job_id}


def _file(content: bytes, kind: str, name: str) -> Response:
    safe = name.encode("ascii", "ignore").decode().replace('"', "").replace("\\", "") or "file"
    headers = {"Content-Disposition": f'attachment; filename="{safe}"', "Cache-Control": "no-store"}
    return Response(content, media_type=kind, headers=headers)
