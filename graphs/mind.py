"""What the assistant thinks with, and the two ways to run its graph."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.types import Command

from domain.approvals import Approval
from domain.understanding import Understanding
from graphs import assistant
from graphs.state import Call, State, TurnContext

IN_ORDER: RunnableConfig = {"max_concurrency": 1}
"""Several questions are answered one after the other, in the order in which they were asked."""


class Mind:
    """The graph is compiled twice. Most turns run to their end at once and need no checkpoint; calls that turn out to
    need a decision are handed to the checkpointed graph, where they pause on the turn's own thread."""

    def __init__(
        self,
        understanding: Understanding,
        model: BaseChatModel | None,
        checkpointer: BaseCheckpointSaver[Any],
    ) -> None:
        self.understanding = understanding
        self.model = model
        self._checkpointer = checkpointer
        self._quick = assistant.build(None)
        self._patient = assistant.build(checkpointer)

    async def run(self, turn_id: str, state: State, context: TurnContext) -> None:
        """Answer a turn; calls that need a decision are left waiting."""
        result = await self._quick.ainvoke(state, IN_ORDER, context=context)
        if calls := result.get("waiting"):
            await self._wait(turn_id, State(calls=calls), context)

    async def resume(self, approval: Approval, context: TurnContext) -> None:
        """Go on with the call that waited for this decision. Where no checkpoint waits for it (a crash came before
        the pause), the call is run from its record: the decision stands there."""
        state = await self._patient.aget_state(_thread(approval.turn_id))
        waiting = {i.id: True for i in state.interrupts if i.value == {"approval": approval.id}}
        call = Call(id=approval.call_id, tool=approval.tool, args={})
        await self._wait(
            approval.turn_id, Command(resume=waiting) if waiting else State(calls=[call]), context
        )

    async def _wait(self, thread_id: str, given: State | Command[Any], context: TurnContext) -> None:
        """The thread is dropped once nothing waits in it."""
        patient = replace(context, may_wait=True)
        result = await self._patient.ainvoke(given, _thread(thread_id), context=patient, durability="exit")
        if "__interrupt__" not in result:
            await self._checkpointer.adelete_thread(thread_id)


def _thread(id: str) -> RunnableConfig:
    return {"configurable": {"thread_id": id}, **IN_ORDER}
