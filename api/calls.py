"""A tool called over HTTP: there is no conversation, so nothing is asked back and nobody is waited for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from ulid import ULID

from actions.perform import NeedsApproval, NeedsDetails, Ready, Several, prepare
from actions.tool import Context, Result
from api.wiring import Product
from bot.web.channel import upload_log_id
from domain.approvals import approval_id
from domain.errors import BadInput
from domain.messages import Address
from domain.people import Actor

R = TypeVar("R", bound=Result)


def context(actor: Actor, wired: Product) -> Context:
    return Context(
        actor=actor,
        ports=wired.ports,
        now=wired.ports.clock(),
        address=Address(channel="web", conversation=upload_log_id(actor.id)),
        call_id=f"http:{ULID()}/0",
    )


async def called(result: type[R], name: str, given: Mapping[str, Any], actor: Actor, wired: Product) -> R:
    """What the tool `name` found or did. Raises its own errors, `BadInput` for arguments that are wrong."""
    prepared = await prepare(name, given, context(actor, wired))
    if isinstance(prepared, NeedsDetails):
        raise BadInput(prepared.sentence)
    if isinstance(prepared, NeedsApproval):
        raise BadInput("That needs somebody's approval. Please ask for it in the chat.")
    if isinstance(prepared, Several):
        raise BadInput("That is about several at once. Please ask for one after the other.")
    found = await prepared.run()
    assert isinstance(found, result)  # noqa: S101 - what the tool returns
    return found


async def confirmed(result: type[R], name: str, given: Mapping[str, Any], actor: Actor, wired: Product) -> R:
    """The same for a tool that asks its caller to confirm: the request itself is the confirmation, kept like one."""
    ctx = context(actor, wired)
    prepared = await prepare(name, given, ctx)
    if isinstance(prepared, NeedsDetails):
        raise BadInput(prepared.sentence)
    if isinstance(prepared, NeedsApproval):
        if prepared.approvers.kind != "confirm":
            raise BadInput("That needs somebody else's approval. Please ask for it in the chat.")
        question = await prepared.ask()
        yes = await wired.engine.decisions.store(question.id, actor, True, None)
        prepared = await prepare(name, yes.args, ctx.under(yes))
    if not isinstance(prepared, Ready):
        raise BadInput("That can no longer be done as it was asked. Please ask again.")
    found = await prepared.run()
    await wired.engine.decisions.settle(approval_id(ctx.call_id))
    assert isinstance(found, result)  # noqa: S101 - what the tool returns
    return found
