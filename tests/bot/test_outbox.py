"""What several processes show of one message."""

from __future__ import annotations

import asyncio
import uuid
from datetime import UTC, datetime

from bot.outbox import Outbox
from bot.slack.channel import SlackChannel, connect
from bot.slack.wire import inbox
from domain.messages import Card, Message, Progress
from tests.bot.office import Office
from tests.servers.slack import BOT_TOKEN, SlackServer


async def test_a_card_changed_by_a_worker_while_it_is_being_posted_is_one_message(office: Office) -> None:
    async with SlackServer() as slack:
        slack.add_user("UADA")
        web, worker = (
            Outbox(office.company.ports, [SlackChannel(connect(BOT_TOKEN, slack.api))]) for _ in range(2)
        )
        address = inbox("UADA").address
        card = Card(title="Reading 12 resumes", progress=Progress(percent=0, step="waiting", state="waiting"))
        message = Message(
            id=uuid.uuid4().hex,
            address=address,
            address_key=address.key,
            turn_id="t",
            owner_id="ada",
            author="assistant",
            card=card,
            at=datetime.now(UTC),
        )
        slack.limit("chat.postMessage")  # which the first of the two waits for
        posting = asyncio.create_task(web.post(message))
        while await office.records.get(Message, message.id) is None:  # noqa: ASYNC110 - as the worker would find it
            await asyncio.sleep(0.005)
        await worker.put(message.id, Card(title="Read 12 resumes"))
        await posting
        (post,) = slack.posts
        assert "Read 12 resumes" in post.words
        stored = await office.records.get(Message, message.id)
        assert stored is not None
        assert (stored.delivered, stored.external_ref) == (True, post.ts)
