"""The assistant: route → think → act, one LangGraph thread a turn.

`route` reads the sentence without a model. What it is sure of goes straight to `act`; the rest to `think`: one model
call with this person's tools, or an honest "I did not understand". `act` is one node run per call, so that a call that
waits for approval repeats nothing of the others.
"""

from __future__ import annotations

import logging
from typing import Any

from langchain_core.messages import AIMessage, AIMessageChunk
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.runtime import Runtime
from langgraph.types import Command, Send, interrupt

from actions.perform import NeedsApproval, NeedsDetails, Ready, Several, let_go, prepare
from actions.system import help_card
from actions.tool import Context, Result
from domain.approvals import Approval, ApprovalStatus, approval_id
from domain.conversations import Upload
from domain.errors import PeopledeskError, Refused
from domain.messages import Card
from domain.people import Person
from graphs import prompting, router, toolbox
from graphs.state import Call, State, TurnContext

log = logging.getLogger(__name__)
Assistant = CompiledStateGraph[State, TurnContext, State, State]


def build(checkpointer: BaseCheckpointSaver[Any] | None) -> Assistant:
    graph = StateGraph(State, context_schema=TurnContext)
    graph.add_node("route", route, destinations=("act", "think"))
    graph.add_node("think", think, destinations=("act", END))
    graph.add_node("act", act, input_schema=Call, destinations=("act", END))
    graph.add_conditional_edges(START, _entry, ["route", "act"])
    return graph.compile(checkpointer=checkpointer)


def _entry(state: State) -> list[Send] | str:
    return _sends(state["calls"]) if state.get("calls") else "route"


def _sends(calls: list[Call]) -> list[Send]:
    return [Send("act", call) for call in calls]


def turn_of(runtime: Runtime[TurnContext]) -> str:
    return runtime.context.asker.call_id


async def route(state: State, runtime: Runtime[TurnContext]) -> Command[Any]:
    context = runtime.context
    found = [await context.asker.ports.records.get(Upload, id) for id in state.get("uploads", [])]
    uploads = [u for u in found if u and u.owner_id == context.asker.actor.id]
    calls = router.plan(state["text"], uploads, turn_of(runtime), context.asker, context.understanding)
    return Command(goto=_sends(calls) if calls else "think")


# --- think ---------------------------------------------------------------------------------------------------


async def think(state: State, runtime: Runtime[TurnContext]) -> Command[Any]:
    context, turn_id = runtime.context, turn_of(runtime)
    if context.model is None:
        await context.voice.say(f"{turn_id}/0", help_card(context.asker.actor, "I did not understand that"))
        return Command(goto=END)
    try:
        answer = await _answer(state["text"], runtime)
    except Exception:  # a model that fails, whatever its library raises, must not silence the assistant
        log.exception("the language model failed")
        card = help_card(context.asker.actor, "I cannot think that through right now")
        await context.voice.say(f"{turn_id}/0", card)
        return Command(goto=END)
    if calls := toolbox.calls(answer, turn_id, context.asker.actor):
        return Command(goto=_sends(list(calls)))
    text = answer.text or "I am not sure how to help with that."
    await context.voice.say(f"{turn_id}/0", text=text)
    return Command(goto=END)


async def _answer(text: str, runtime: Runtime[TurnContext]) -> AIMessage:
    """One model call, its text shown while it is written."""
    context = runtime.context
    assert context.model is not None  # noqa: S101 - checked by think()
    bound = context.model.bind_tools(toolbox.schemas(context.asker.actor))
    whole: AIMessageChunk | None = None
    async for piece in bound.astream(prompting.prompt(context.asker, context.window, text)):
        assert isinstance(piece, AIMessageChunk)  # noqa: S101 - what astream yields
        whole = piece if whole is None else whole + piece
        if piece.text:
            await context.voice.delta(f"{turn_of(runtime)}/0", piece.text)
    return AIMessage("") if whole is None else whole


# --- act -----------------------------------------------------------------------------------------------------


Next = dict[str, Any] | Command[Any]
"""What a node leaves: the state's news, or where to go on."""


async def act(state: Call, runtime: Runtime[TurnContext]) -> Next:
    """One call. Runs again from its top when resumed after a decision; every step before that is idempotent. A call
    about several rows goes on as one call a row."""
    call, context = state, runtime.context
    ctx = _context_of(call, context.asker)
    approval = await ctx.ports.records.get(Approval, approval_id(call["id"]))
    if approval is None:
        return await _begun(call, ctx, context)
    if approval.status is ApprovalStatus.pending:
        await context.voice.ask_approval(approval)  # a crash may have come between storing and telling
        if context.may_wait:
            interrupt({"approval": approval.id})
    elif context.may_wait:
        await _settle(call, approval, ctx, context)
    return {}


def _context_of(call: Call, asker: Context) -> Context:
    return Context(
        actor=asker.actor,
        ports=asker.ports,
        now=asker.now,
        address=asker.address,
        call_id=call["id"],
        focus=asker.focus,
    )


async def _begun(call: Call, ctx: Context, context: TurnContext) -> Next:
    """The call begun, or refused in words; left in `waiting` for a run that may wait."""
    try:
        return await _begin(call, ctx, context)
    except PeopledeskError as error:
        await context.voice.say(call["id"], _refusal(error))
        return {}


async def _begin(call: Call, ctx: Context, context: TurnContext) -> Next:
    prepared = await prepare(call["tool"], call["args"], ctx)
    match prepared:
        case NeedsDetails():
            card = Card(
                title=prepared.tool.description.rstrip("."), text=prepared.sentence, form=prepared.form
            )
            await context.voice.form(Call(id=call["id"], tool=call["tool"], args=prepared.args), card)
        case NeedsApproval():
            if not context.may_wait:
                return {"waiting": [call]}
            approval = await prepared.ask()
            await context.voice.ask_approval(approval)
            interrupt({"approval": approval.id})
        case Several():
            given = enumerate(prepared.given())
            parts = [Call(id=f"{call['id']}.{n}", tool=call["tool"], args=args) for n, args in given]
            return Command(goto=_sends(parts))
        case Ready():
            await context.voice.answered(call, await prepared.run())
    return {}


async def _settle(call: Call, approval: Approval, ctx: Context, context: TurnContext) -> None:
    """After the decision: do it under the approval, or let go of what was held. Raises when a part does not answer:
    the decision stands, and is carried out when it does."""
    decided, done = ctx.under(approval), f"{call['id']}:done"
    if approval.status is not ApprovalStatus.approved:
        await let_go(approval, decided, str(approval.status))
        return await context.voice.say(done, await _no(approval, ctx))
    try:
        result = await _carried_out(approval, decided)
    except PeopledeskError as error:
        if error.status >= 500:
            raise
        await let_go(approval, decided, "not done")
        return await context.voice.say(done, _refusal(error))
    await context.voice.answered(Call(id=done, tool=call["tool"], args={}), result)


async def _carried_out(approval: Approval, decided: Context) -> Result:
    prepared = await prepare(approval.tool, approval.args, decided)
    if not isinstance(prepared, Ready):
        raise Refused("What was approved can no longer be done as it was asked. Please ask again.")
    return await prepared.run()


async def _no(approval: Approval, ctx: Context) -> Card:
    title = (approval.card.title or "Your request").rstrip("?")
    if approval.status is ApprovalStatus.expired:
        return Card(
            title=f"Nobody decided in time: {title}",
            tone="warning",
            text="Please ask again if you still want it.",
        )
    if approval.status is ApprovalStatus.outdated:
        return Card(title=f"Closed without a decision: {title}", tone="warning", text=approval.reason)
    decider = await ctx.ports.records.get(Person, approval.decided_by) if approval.decided_by else None
    if approval.decided_by == ctx.actor.id:
        return Card(title="Not done", text=title)
    by = decider.name if decider else "The approver"
    reason = f" “{approval.reason}”" if approval.reason else ""
    return Card(title=f"{by} declined: {title}", tone="warning", text=f"Reason:{reason}" if reason else None)


def _refusal(error: PeopledeskError) -> Card:
    return Card(
        title=error.title, text=error.sentence, tone="refusal" if isinstance(error, Refused) else "warning"
    )
