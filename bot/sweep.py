"""Finishing what a crash left undone. Everything here is found in records and safe to repeat."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from datetime import datetime, timedelta

from actions import trail
from actions.hr_tables.imports import finish
from bot.conversation import Engine
from bot.nightly import Nightly
from bot.reminders import Reminders
from bot.retention import Retention
from bot.weekly import Weekly
from domain.approvals import Approval, ApprovalStatus
from domain.errors import PeopledeskError
from domain.imports import Import
from domain.messages import Message, Turn
from domain.notices import Notice
from domain.people import Person
from domain.ports import OneOf, Where
from domain.tickets import Ticket, TicketStatus

log = logging.getLogger(__name__)
EVERY = 5.0
PATIENCE = timedelta(seconds=60)
"""How long a turn or a message may be under way before the sweep looks after it."""
DECIDED = OneOf(tuple(s.value for s in ApprovalStatus if s is not ApprovalStatus.pending))


class Sweep:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._records = engine.ports.records
        self._reminders = Reminders(engine)
        self._nightly = Nightly(engine.ports)
        self._weekly = Weekly(engine.ports)
        self._retention = Retention(engine.ports)

    async def run(self) -> None:
        """Sweep for ever; the first time everything that is open, since whoever was at it is gone."""
        patience = timedelta(0)
        while True:
            await self.once(patience)
            patience = PATIENCE
            await asyncio.sleep(EVERY)

    async def once(self, patience: timedelta = PATIENCE) -> None:
        now = self._engine.ports.clock()
        for chore in (
            self._turns,
            self._approvals,
            self._expiries,
            self._tickets,
            self._endings,
            self._messages,
            self._notices,
            self._imports,
            self._seal,
            self._reminders.run,
            self._nightly.run,
            self._weekly.run,
            self._retention.run,
        ):
            try:
                await chore(now, patience)
            except Exception:  # one chore that fails must not keep the others from being done
                log.exception("the sweep of %s failed", chore.__qualname__)

    async def _turns(self, now: datetime, patience: timedelta) -> None:
        for turn in await self._records.find(Turn, {"status": "accepted"}, order="at", limit=100):
            if turn.at <= now - patience:
                await _quietly(self._engine.run(turn))

    async def _approvals(self, now: datetime, patience: timedelta) -> None:
        """A decision that was stored but not carried out; a moment is left to whoever is carrying it out."""
        for approval in await self._records.find(Approval, {"applied": False, "status": DECIDED}, limit=100):
            if approval.decided_by is None or approval.spoken_at <= now - min(
                patience, timedelta(seconds=10)
            ):
                await _quietly(self._engine.decisions.settle(approval.id))
        untold: Where = {"told": False, "status": ApprovalStatus.pending.value}
        for approval in await self._records.find(Approval, untold, limit=100):
            if approval.spoken_at <= now - min(patience, timedelta(seconds=10)):
                await _quietly(self._engine.decisions.settle(approval.id))

    async def _expiries(self, now: datetime, patience: timedelta) -> None:
        pending = {"status": ApprovalStatus.pending.value}
        for approval in await self._records.find(Approval, pending, order="expires_at", limit=100):
            if approval.expires_at <= now:
                await _quietly(self._engine.decisions.expire(approval))

    async def _tickets(self, now: datetime, patience: timedelta) -> None:
        """Tickets that nobody is at: never enqueued, due for another try, or left by a dead worker. While as many
        wait in the queue as are open, none is added, so that a queue without workers does not grow for ever; and while
        all that are to wait do, those of a thousand files are not read every few seconds."""
        running = {"status": TicketStatus.running.value}
        enqueued = {"status": TicketStatus.enqueued.value}
        waiting = sum((await self._engine.ports.queue.lengths()).values())
        tickets = await self._records.find(Ticket, running, order="created_at", limit=5000)
        to_wait = await self._records.count(Ticket, enqueued)
        if waiting >= to_wait + len(tickets):
            return
        if waiting < to_wait:
            tickets += await self._records.find(Ticket, enqueued, order="created_at", limit=5000)
        for ticket in tickets:
            due = ticket.lease_until is not None or (
                not waiting and ticket.created_at <= now - timedelta(seconds=5)
            )
            if due and ticket.claimable(now):
                await self._engine.ports.queue.enqueue(ticket.id, queue=ticket.queue)

    async def _endings(self, now: datetime, patience: timedelta) -> None:
        over = OneOf((TicketStatus.completed.value, TicketStatus.failed.value))
        for ticket in await self._records.find(Ticket, {"told": False, "status": over}, limit=1000):
            turn = self._engine.tickets.ended(ticket)
            if (
                turn
                and ticket.finished_at
                and ticket.finished_at <= now - min(patience, timedelta(seconds=10))
            ):
                await _quietly(self._engine.handle(turn))

    async def _messages(self, now: datetime, patience: timedelta) -> None:
        for message in await self._records.find(Message, {"delivered": False}, order="at", limit=100):
            if message.at <= now - min(patience, timedelta(seconds=20)):
                await self._engine.outbox.show(message)

    async def _notices(self, now: datetime, patience: timedelta) -> None:
        """What tools left to be told; the message's id derives from the notice, so it is told once."""
        for notice in await self._records.find(Notice, {"told": False}, order="at", limit=100):
            if notice.at > now:
                break
            person = await self._records.get(Person, notice.person_id)
            if person:
                await self._engine.outbox.tell(person, notice.id, notice.id, notice.card)
            await self._records.replace(notice.model_copy(update={"told": True}))

    async def _imports(self, now: datetime, patience: timedelta) -> None:
        """Tables that were found good and not wholly added."""
        for decided in await self._records.find(Import, {"status": "decided"}, limit=100):
            if decided.at <= now - patience:
                await _quietly(finish(decided, self._engine.ports))

    async def _seal(self, now: datetime, patience: timedelta) -> None:
        """Where the audit trail ends, noted outside the records."""
        await trail.seal(self._records, self._engine.ports.files)


async def _quietly(work: Awaitable[None]) -> None:
    try:
        await work
    except PeopledeskError as error:
        log.warning("the sweep will try again: %s", error)
