"""The one road to a tool: right, arguments, references, approval, then the act; audited on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from actions import catalogue, trail
from actions.forms import RESOLVED, asked, form, problems
from actions.tool import Approvers, Args, Context, Result, Tool, Unclear, Undo
from domain.approvals import LIFETIME, Approval, approval_id, completable
from domain.errors import BadInput, NotFound, Refused
from domain.messages import Form
from domain.permissions import require
from domain.undoing import Reversible, reversible_id

SUBJECT = "resolved_person_id"
"""The argument of tools that act on somebody else's rows: whose."""
CANDIDATE, JOB = "resolved_candidate_id", "resolved_job_id"
"""The arguments of tools that act on a candidate, and within a job."""


@dataclass(frozen=True)
class NeedsDetails:
    """Arguments are missing, wrong or ambiguous: one form asks for all of them."""

    tool: Tool[Any]
    args: dict[str, Any]
    form: Form
    sentence: str


@dataclass(frozen=True)
class NeedsApproval:
    tool: Tool[Any]
    args: Args
    approvers: Approvers
    ctx: Context

    async def ask(self) -> Approval:
        """Store the question (once a call) and do what belongs before the answer; returns it as stored."""
        records = self.ctx.ports.records
        rule = self.tool.approval
        assert rule is not None  # noqa: S101 - made by prepare() only for tools that have one
        by = self.approvers
        approval = Approval(
            id=approval_id(self.ctx.call_id),
            tool=self.tool.name,
            args=self.args.model_dump(mode="json"),
            asker_id=self.ctx.actor.id,
            kind=by.kind,
            groups=by.groups,
            reason_for=by.reason_for,
            step_up=by.step_up,
            words=rule.words,
            card=await rule.shown(self.args, self.ctx),
            turn_id=self.ctx.call_id.rsplit("/", 1)[0],
            call_id=self.ctx.call_id,
            address=self.ctx.address,
            asked_at=self.ctx.now,
            expires_at=self.ctx.now + LIFETIME,
        )
        if not completable(approval):
            raise BadInput("There are not enough people who may approve this: please ask an administrator.")
        if rule.before:
            await rule.before(self.args, self.ctx)
        await records.insert_all([approval])
        await _audit(self.tool, self.args, self.ctx, "approval asked", suffix="asked")
        return await records.get(Approval, approval.id) or approval


@dataclass(frozen=True)
class Ready:
    tool: Tool[Any]
    args: Args
    ctx: Context

    async def run(self) -> Result:
        """Do it. Raises the tool's own errors; safe to repeat after a crash."""
        result: Result = await self.tool.run(self.args, self.ctx)
        if self.tool.undo:
            await self.ctx.ports.records.insert_all([self._reversible(self.tool.undo)])
        if self.tool.audited:
            await _audit(self.tool, self.args, self.ctx, "done", suffix="done", more=result.accounts())
        return result

    def _reversible(self, undo: Undo[Any]) -> Reversible:
        return Reversible(
            id=reversible_id(self.ctx.call_id),
            tool=self.tool.name,
            args=self.args.model_dump(mode="json"),
            call_id=self.ctx.call_id,
            actor_id=self.ctx.actor.id,
            at=self.ctx.now,
            until=self.ctx.now + undo.within,
        )


@dataclass(frozen=True)
class Several:
    """A call about several rows, parted into one call a row."""

    tool: Tool[Any]
    parts: tuple[Args, ...]

    def given(self) -> list[dict[str, Any]]:
        """The arguments of each part, as a caller gives them."""
        return [part.model_dump(mode="json", include=set(asked(self.tool.args))) for part in self.parts]


Prepared = NeedsDetails | NeedsApproval | Ready | Several


async def prepare(name: str, given: Mapping[str, Any], ctx: Context) -> Prepared:
    """Check everything about a call before anything happens.

    Raises `NotFound` for no such tool, `Refused` (audited) when the asker may not, `BadInput` when it cannot be.
    Under a given approval (`ctx.approval`) the arguments are those that were approved.
    """
    tool = catalogue.tools().get(name)
    if tool is None:
        raise NotFound("There is no such action.")
    await permit(tool, ctx)
    try:
        args = tool.args.model_validate(_known(tool, given, ctx))
        if tool.resolve and ctx.approval is None:
            args = await tool.resolve(args, ctx)
    except ValidationError as error:
        return await _details(tool, given, ctx, problems(error))
    except Unclear as unclear:
        offered = {unclear.field: unclear.options} if unclear.options else {}
        return await _details(tool, given, ctx, {unclear.field: unclear.sentence}, offered)
    except Refused:
        await _audit_refusal(tool, ctx)
        raise
    if tool.each and ctx.approval is None and len(parts := await tool.each(args, ctx)) > 1:
        return Several(tool, parts)
    if tool.approval and ctx.approval is None:
        return NeedsApproval(tool, args, await tool.approval.by(args, ctx), ctx)
    return Ready(tool, args, ctx)


async def approvers_now(approval: Approval, ctx: Context) -> Approvers:
    """Whose yes counts at this moment: roles and reporting lines may have changed since it was asked."""
    tool = catalogue.tools()[approval.tool]
    if tool.approval is None:
        raise NotFound("This no longer needs a decision.")
    args = tool.args.model_validate(approval.args)
    now = await tool.approval.by(args, ctx)
    if approval.escalated_at and tool.approval.above and approval.turn_of < len(now.groups):
        return _joined(now, approval.turn_of, await tool.approval.above(args, ctx))
    return now


def _joined(now: Approvers, group: int, above: tuple[str, ...]) -> Approvers:
    """Whoever stands above decides with the group whose yes is awaited."""
    if group == 0:
        return replace(now, ids=tuple(dict.fromkeys((*now.ids, *above))))
    then = list(now.then)
    ids = tuple(dict.fromkeys((*then[group - 1].approver_ids, *above)))
    then[group - 1] = then[group - 1].model_copy(update={"approver_ids": ids})
    return replace(now, then=tuple(then))


async def check_still(approval: Approval, ctx: Context) -> None:
    """Raises `Conflict` when what was asked about has changed since it was asked."""
    tool = catalogue.tools()[approval.tool]
    if tool.approval and tool.approval.still:
        await tool.approval.still(tool.args.model_validate(approval.args), ctx)


async def let_go(approval: Approval, ctx: Context, outcome: str) -> None:
    """Undo what was held while waiting, and write down why. Safe to repeat."""
    tool = catalogue.tools()[approval.tool]
    args = tool.args.model_validate(approval.args)
    if tool.approval and tool.approval.declined:
        await tool.approval.declined(args, ctx)
    await _audit(tool, args, ctx, outcome, suffix="declined")


async def permit(tool: Tool[Any], ctx: Context) -> None:
    """Raises `Refused` (audited) when the asker may not use the tool at all."""
    try:
        require(ctx.actor, tool.permission)
    except Refused:
        await _audit_refusal(tool, ctx)
        raise


def _known(tool: Tool[Any], given: Mapping[str, Any], ctx: Context) -> dict[str, Any]:
    """Arguments that the tool has; what only `resolve` may fill is taken from an approval alone."""
    names = tool.args.model_fields if ctx.approval else asked(tool.args)
    return {k: v for k, v in given.items() if k in names and not _blank(v)}


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


async def _details(
    tool: Tool[Any],
    given: Mapping[str, Any],
    ctx: Context,
    wrong: Mapping[str, str],
    options: Mapping[str, Any] | None = None,
) -> NeedsDetails:
    choices = {**(await tool.options(ctx) if tool.options else {}), **(options or {})}
    kept = {k: v for k, v in _known(tool, given, ctx).items() if not k.startswith(RESOLVED)}
    explained = {name: sentence for name, sentence in wrong.items() if sentence}
    return NeedsDetails(
        tool=tool,
        args=kept,
        form=form(tool, ctx.call_id, kept, choices, explained),
        sentence=" ".join(explained.values())
        or ("One detail is" if len(wrong) == 1 else "A few details are") + " missing.",
    )


async def _audit(
    tool: Tool[Any],
    args: Args,
    ctx: Context,
    outcome: str,
    suffix: str,
    more: Mapping[str, object] | None = None,
) -> None:
    approval = ctx.approval
    await trail.append(
        ctx.ports.records,
        effect_id=f"{ctx.call_id}:{suffix}",
        at=ctx.now,
        actor_id=approval.decided_by if approval and approval.decided_by else ctx.actor.id,
        on_behalf_of=ctx.actor.id if approval else None,
        action=tool.name,
        subject_id=_subject(args),
        job_id=getattr(args, JOB, None),
        outcome=outcome,
        details={
            "channel": ctx.address.channel,
            "roles": sorted(ctx.actor.roles),
            "approval": approval.id if approval else None,
            "references": _references(args),
            **(more or {}),
        },
    )


async def _audit_refusal(tool: Tool[Any], ctx: Context) -> None:
    await trail.append(
        ctx.ports.records,
        effect_id=f"{ctx.call_id}:refused",
        at=ctx.now,
        actor_id=ctx.actor.id,
        action=tool.name,
        outcome="refused",
        details={"channel": ctx.address.channel, "roles": sorted(ctx.actor.roles)},
    )


def _subject(args: Args) -> str | None:
    """Whom a call is about: a colleague, or a candidate."""
    subject: str | None = getattr(args, SUBJECT, None) or getattr(args, CANDIDATE, None)
    return subject


def _references(args: Args) -> dict[str, str]:
    """Ids that `resolve` found; free words of people stay out of the trail, and a person stands there as its subject."""
    found = args.model_dump(mode="json").items()
    return {k: v for k, v in found if k.startswith(RESOLVED) and k not in (SUBJECT, CANDIDATE) and v}
