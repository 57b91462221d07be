"""What every checkpoint saver promises: a paused graph goes on after a restart, and a removed one is gone."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
from pathlib import Path
from typing import Any, TypedDict
from uuid import uuid4

import pytest
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.types import Command, interrupt

from adapters import checkpoints
from adapters.checkpoints import checkpointer
from domain.errors import BadInput, Unavailable
from domain.messages import Fact


class State(TypedDict, total=False):
    asked: str
    approved: bool
    done: str
    anything: Any


def ask(state: State) -> State:
    return {"approved": interrupt({"question": f"May I {state['asked']}?"})}


def act(state: State) -> State:
    return {"done": f"{state['asked']}: {'yes' if state['approved'] else 'no'}"}


def graph(saver: BaseCheckpointSaver[Any]) -> CompiledStateGraph[State, None, State, State]:
    builder = StateGraph(State)
    builder.add_node("ask", ask)
    builder.add_node("act", act)
    builder.add_edge(START, "ask")
    builder.add_edge("ask", "act")
    builder.add_edge("act", END)
    return builder.compile(checkpointer=saver)


def thread(id: str) -> RunnableConfig:
    return {"configurable": {"thread_id": id}}


@pytest.fixture(params=["sqlite", "mongodb"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new' / 'checkpoints.db'}"
    server: str = request.getfixturevalue("mongo_url")
    return f"{server.rstrip('/')}/checkpoints_{uuid4().hex[:12]}"


async def pause(url: str, id: str) -> None:
    async with checkpointer(url) as saver:
        paused = await graph(saver).ainvoke({"asked": "go"}, thread(id), durability="exit")
        assert paused["__interrupt__"][0].value == {"question": "May I go?"}


async def test_resumed_by_a_new_instance(url: str) -> None:
    await pause(url, "turn1")
    async with checkpointer(url) as saver:
        state = await graph(saver).aget_state(thread("turn1"))
        assert (state.next, len(state.interrupts)) == (("ask",), 1)
        result = await graph(saver).ainvoke(Command(resume=True), thread("turn1"))
        assert result == {"asked": "go", "approved": True, "done": "go: yes"}
    async with checkpointer(url) as saver:
        state = await graph(saver).aget_state(thread("turn1"))
        assert (state.next, state.values["done"]) == ((), "go: yes")


async def test_threads_do_not_meet(url: str) -> None:
    await pause(url, "a")
    await pause(url, "b")
    async with checkpointer(url) as saver:
        await graph(saver).ainvoke(Command(resume=False), thread("a"))
        assert (await graph(saver).aget_state(thread("a"))).values["done"] == "go: no"
        assert (await graph(saver).aget_state(thread("b"))).next == ("ask",)


async def test_a_deleted_thread_is_gone(url: str) -> None:
    await pause(url, "kept")
    await pause(url, "gone")
    async with checkpointer(url) as saver:
        await saver.adelete_thread("gone")
    async with checkpointer(url) as saver:
        assert await saver.aget_tuple(thread("gone")) is None
        assert [t async for t in saver.alist(thread("gone"))] == []
        assert await saver.aget_tuple(thread("kept")) is not None
        again = await graph(saver).ainvoke({"asked": "stay"}, thread("gone"))
        assert again["__interrupt__"][0].value == {"question": "May I stay?"}


async def test_many_threads_at_once(url: str) -> None:
    async with checkpointer(url) as saver:
        compiled = graph(saver)
        await asyncio.gather(*(compiled.ainvoke({"asked": f"{n}"}, thread(f"t{n}")) for n in range(12)))
        ended = await asyncio.gather(
            *(compiled.ainvoke(Command(resume=True), thread(f"t{n}")) for n in range(12))
        )
        assert [state["done"] for state in ended] == [f"{n}: yes" for n in range(12)]


async def test_opened_by_several_at_once(url: str) -> None:
    await asyncio.gather(*(pause(url, f"t{n}") for n in range(4)))


async def test_only_declared_types_are_revived(url: str) -> None:
    """A checkpoint that names a class of ours, which no state declares, comes back as plain data."""
    async with checkpointer(url) as saver:
        compiled = graph(saver)
        await compiled.ainvoke({"asked": "go", "anything": Fact(label="a", value="b")}, thread("t"))
        revived = (await compiled.aget_state(thread("t"))).values["anything"]
        assert not isinstance(revived, Fact)


@pytest.mark.parametrize("url", ["", "postgres://host/db", "/a/path", "redis://x"])
def test_other_urls_are_refused(url: str) -> None:
    with pytest.raises(BadInput, match="sqlite:///path"):
        checkpointer(url)


async def test_absent_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "ANSWER_WITHIN", 200)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        absent = f"mongodb://127.0.0.1:{closed.getsockname()[1]}/x"
        with pytest.raises(Unavailable, match="does not answer"):
            async with checkpointer(absent):
                pass


async def test_not_a_database(tmp_path: Path) -> None:
    (tmp_path / "c.db").write_text("this is no SQLite file, and long enough to be told apart" * 20)
    with pytest.raises(Unavailable, match="does not answer"):
        async with checkpointer(f"sqlite:///{tmp_path / 'c.db'}"):
            pass


async def test_deleted_words_leave_the_file(tmp_path: Path) -> None:
    url, path = f"sqlite:///{tmp_path / 'c.db'}", tmp_path / "c.db"
    async with checkpointer(url) as saver:
        await graph(saver).ainvoke({"asked": "unforgettable"}, thread("t"))
        await saver.adelete_thread("t")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"unforgettable" not in path.read_bytes()
