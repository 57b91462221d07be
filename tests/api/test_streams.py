"""A conversation as it happens: AG-UI events over a real connection, resumed without loss or repetition."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

import httpx
import pytest

from domain.messages import Message, Turn
from tests.api.served import Served, frames, ids, is_problem

pytestmark = pytest.mark.asyncio(loop_scope="session")
MIRA, JONAS = "Mira Tanaka", "Jonas Weber"
BALANCE = "How many vacation days do I have left?"
SSE = {"Accept": "text/event-stream"}
Frame = tuple[str, dict[str, Any]]


async def asked(http: httpx.AsyncClient, body: dict[str, Any]) -> list[Frame]:
    """The stream of one turn, to its end."""
    async with http.stream("POST", "/chat/query", json=body, headers=SSE) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        return [frame async for frame in frames(answer)]


async def followed(http: httpx.AsyncClient, conversation: str, after: str, until: int) -> list[Frame]:
    """So many events of a conversation later than one."""
    got: list[Frame] = []
    url = f"/chat/conversations/{conversation}/events"
    async with asyncio.timeout(10), http.stream("GET", url, headers={"Last-Event-ID": after}) as answer:
        assert answer.status_code == 200
        async for frame in frames(answer):
            got.append(frame)
            if len(got) == until:
                break
    return got


async def test_a_turn_is_streamed_from_its_start_to_its_end(server: Served) -> None:
    async with await server.socket(MIRA) as mira:
        body = ids() | {"message": BALANCE}
        got = await asked(mira, body)
    events = [event for _, event in got]
    run = {"threadId": body["conversation_id"], "runId": f"web:p-mira-tanaka:{body['client_message_id']}"}
    assert events[0] == {"type": "RUN_STARTED"} | run
    assert events[-1] == {"type": "RUN_FINISHED"} | run
    shown = [e["value"] for e in events if e.get("name") == "message"]
    assert [m["author"] for m in shown] == ["person", "assistant"]
    assert all(id for id, _ in got)
    assert [id for id, _ in got] == sorted({id for id, _ in got}, key=numbered)


def numbered(id: str) -> tuple[int, ...]:
    return tuple(map(int, id.split("-")))


async def test_the_same_message_streamed_again_is_the_same_turn(server: Served) -> None:
    """During the turn and after it."""
    async with await server.socket(MIRA) as mira:
        body = ids() | {"message": BALANCE}
        first, second = await asyncio.gather(asked(mira, body), asked(mira, body))
        third = await asyncio.wait_for(asked(mira, body), 10)
    assert first == third
    assert [e["type"] for _, e in second] == [e["type"] for _, e in first]
    assert len(await server.records.find(Turn, {"address_key": f"web:{body['conversation_id']}"})) == 1


async def test_a_resumed_stream_loses_nothing_and_repeats_nothing(server: Served) -> None:
    async with await server.socket(MIRA) as mira:
        conversation = str(uuid.uuid4())
        for _ in range(3):
            await asked(mira, ids(conversation) | {"message": BALANCE})
        whole = await followed(mira, conversation, "0", 12)
        assert [e["type"] for _, e in whole].count("RUN_FINISHED") == 3
        for cut in range(1, 12):
            rest = await followed(mira, conversation, whole[cut - 1][0], 12 - cut)
            assert rest == whole[cut:]


async def test_what_happens_while_one_is_away_is_there_afterwards(server: Served) -> None:
    """The event id that comes with the transcript is where to go on from."""
    async with await server.socket(MIRA) as mira:
        conversation = str(uuid.uuid4())
        await asked(mira, ids(conversation) | {"message": BALANCE})
        read = (await mira.get(f"/chat/conversations/{conversation}/messages")).json()
        await mira.post("/chat/query", json=ids(conversation) | {"message": "Show my last payslip"})
        missed = await followed(mira, conversation, read["last_event_id"], 4)
    shown = [e["value"] for _, e in missed if e.get("name") == "message"]
    assert {m["id"] for m in shown}.isdisjoint({m["id"] for m in read["items"]})
    assert len(shown) == 2


async def test_two_who_follow_hear_the_same(server: Served) -> None:
    """Two tabs of one person."""
    async with await server.socket(MIRA) as one, await server.socket(MIRA) as other:
        conversation = str(uuid.uuid4())
        await asked(one, ids(conversation) | {"message": BALANCE})
        listening = [asyncio.create_task(followed(h, conversation, "0", 8)) for h in (one, other)]
        await asked(one, ids(conversation) | {"message": BALANCE})
        first, second = await asyncio.gather(*listening)
    assert first == second


async def test_who_hangs_up_in_the_middle_does_not_stop_the_run(server: Served) -> None:
    async with await server.socket(MIRA) as mira:
        for hang_up_after in (0, 1):
            body = ids() | {"message": f"{BALANCE} And show my last payslip"}
            async with mira.stream("POST", "/chat/query", json=body, headers=SSE) as answer:
                events = frames(answer)
                for _ in range(hang_up_after):
                    await anext(events)
            await finished(server, body)


async def test_who_hangs_up_before_the_answer_does_not_stop_the_run(server: Served) -> None:
    async with await server.socket(MIRA) as mira:
        body = ids() | {"message": BALANCE}
        with pytest.raises(httpx.ReadTimeout):
            await mira.post("/chat/query", json=body, timeout=httpx.Timeout(5, read=0.002))
        await finished(server, body)


async def finished(server: Served, body: dict[str, str]) -> None:
    """The turn ran to its end and was answered."""
    turn_id = f"web:p-mira-tanaka:{body['client_message_id']}"
    async with asyncio.timeout(10):
        while (turn := await server.records.get(Turn, turn_id)) is None or turn.status == "accepted":  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert turn.status == "done"
    assert [m for m in await server.records.find(Message, {"turn_id": turn_id}) if m.author == "assistant"]


@pytest.mark.parametrize("id", ["x", "1-2-3", "$", ">", "-1", "0; FLUSHALL", "9" * 50, "+"])
async def test_an_event_id_that_is_none_is_told_before_the_stream_begins(server: Served, id: str) -> None:
    async with await server.socket(MIRA) as mira:
        for path in ("/chat/conversations/inbox-p-mira-tanaka/events", "/me/events"):
            is_problem(await mira.get(path, headers={"Last-Event-ID": id}), 422)


async def test_a_stream_that_is_refused_is_a_problem_and_no_stream(server: Served) -> None:
    async with await server.socket(JONAS) as jonas, await server.socket(MIRA) as mira:
        theirs = str(uuid.uuid4())
        await asked(mira, ids(theirs) | {"message": BALANCE})
        body = ids(theirs) | {"message": BALANCE}
        is_problem(await jonas.post("/chat/query", json=body, headers=SSE), 404)
        is_problem(await jonas.post("/chat/query", json=ids() | {"message": " "}, headers=SSE), 400)


async def test_an_inbox_rings_for_its_owner_alone(server: Served) -> None:
    """Jonas hears that Mira asks; Elena, who was not asked, hears nothing."""
    async with (
        await server.socket(MIRA) as mira,
        await server.socket(JONAS) as jonas,
        await server.socket("Elena Petrova") as elena,
        jonas.stream("GET", "/me/events") as for_jonas,
        elena.stream("GET", "/me/events") as for_elena,
    ):
        heard = asyncio.create_task(anext(frames(for_jonas)))
        silence = asyncio.create_task(anext(frames(for_elena)))
        await asyncio.sleep(0.1)
        body = ids() | {"action": "leave.request", "ref": "unpaid"}
        answer = (await mira.post("/chat/choose", json=body)).json()
        form = answer["messages"][0]["card"]["form"]["id"]
        values = {"leave_type": "unpaid", "start": "2027-06-01"}
        await mira.post("/chat/form", json=ids(body["conversation_id"]) | {"form_id": form, "values": values})
        _, event = await asyncio.wait_for(heard, 10)
        assert event["name"] == "unread"
        assert event["value"]["conversation_id"] == "inbox-p-jonas-weber"
        assert not silence.done()
        silence.cancel()
