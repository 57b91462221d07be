"""Withdrawing my application: confirmed by myself, and final for it."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from actions.candidacy.own import one, team
from actions.hiring.commit import SOURCE, written
from actions.hiring.interviewing import cancelled
from actions.tool import Approved, Approvers, Args, Context, Result, tool
from domain.errors import NotFound
from domain.hiring import Application, Candidate, Job, StageTransition
from domain.messages import Card, Fact
from domain.permissions import Permission
from domain.transitions import withdrawn


class Withdraw(Args):
    job: str | None = Field(None, title="Which application", max_length=200)
    reason: str | None = Field(None, title="Why (if you like to say)", max_length=500)
    resolved_application_id: str | None = None


class Withdrawn(Result):
    job: str
    name: str
    reason: str | None
    team: tuple[str, ...]

    def card(self) -> Card:
        return Card(
            title=f"Your application for {self.job} is withdrawn",
            text="The hiring team is told. You may apply again at any time.",
            tone="success",
            source=SOURCE,
        )

    def notices(self) -> Sequence[tuple[str, Card]]:
        facts = (
            Fact(label="Job", value=self.job),
            *([Fact(label="Why", value=self.reason)] if self.reason else []),
        )
        card = Card(title=f"{self.name} has withdrawn", facts=facts, source=SOURCE)
        return [(id, card) for id in self.team]


async def _mine(asked: Withdraw, ctx: Context) -> Withdraw:
    own = await one(asked.job, ctx, active=True)
    return asked.model_copy(
        update={
            "job": own.job.id,
            "resolved_application_id": own.application.id,
        }
    )


async def _own(asked: Withdraw, ctx: Context) -> Approvers:
    return Approvers("confirm", (ctx.actor.id,))


async def _shown(asked: Withdraw, ctx: Context) -> Card:
    job = await ctx.ports.records.get(Job, asked.job or "")
    title = job.title if job else "this job"
    text = "It ends here and the hiring team is told; booked interviews are cancelled."
    return Card(title=f"Withdraw your application for {title}?", text=text, source=SOURCE)


@tool(
    "application.withdraw",
    args=Withdraw,
    permission=Permission.application_act,
    phrases=("I want to withdraw my application",),
    approval=Approved(by=_own, shown=_shown),
    resolve=_mine,
)
async def application_withdraw(asked: Withdraw, ctx: Context) -> Withdrawn:
    """Withdraw my own application."""
    records = ctx.ports.records
    application = await records.get(Application, asked.resolved_application_id or "")
    job = await records.get(Job, application.job_id) if application else None
    candidate = await records.get(Candidate, application.candidate_id) if application else None
    if application is None or job is None or candidate is None:
        raise NotFound("That application is gone.")
    step = StageTransition(
        id=f"transition:{ctx.call_id}",
        application_id=application.id,
        candidate_id=candidate.id,
        job_id=job.id,
        kind="withdraw",
        from_stage_id=application.stage_id,
        to_stage_id=application.stage_id,
        actor_id=ctx.actor.id,
        reason=asked.reason,
        at=ctx.now,
    )
    # A candidate may go from wherever they are by now: only that it is over already stands in the way.
    await written(step, lambda now: withdrawn(now, transition_id=step.id, now=step.at), ctx)
    await cancelled(application.id, ctx)
    people = await team(job, ctx)
    return Withdrawn(
        job=job.title, name=candidate.name, reason=asked.reason, team=tuple(p.id for p in people)
    )
