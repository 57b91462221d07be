"""Long work as the asker sees it: a claimed ticket, its steps on one card, and a word at the end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from actions import batches, matching, privacy, resumes
from bot import weekly
from bot.outbox import Outbox
from domain.conversations import Conversation, Focus
from domain.errors import BadInput, Conflict, PeopledeskError, Refused
from domain.messages import Card, Finished, Message, Turn
from domain.people import Actor, Person
from domain.permissions import Permission, scope_of
from domain.ports import OneOf, Ports
from domain.tickets import LEASE, MAX_ATTEMPTS, Ticket, TicketStatus
from graphs import erasure, intake, screening

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Work:
    """What a kind of ticket is: how it is done, who may have it done, and how a batch of them is told."""

    run: Callable[[Ticket, Ports, intake.Report], Awaitable[dict[str, Any]]]
    """Returns the ticket's `result`."""
    rights: tuple[Permission, ...]
    """One of them is needed still when the work begins; with none, it goes on even when the asker is gone."""
    card: Callable[[Sequence[Ticket]], Card]
    ending: Callable[[Sequence[Ticket]], str]
    """One sentence when the whole batch is over."""
    focus: Callable[[Ticket, Focus], Focus] = lambda ticket, before: before
    """What follow-ups in the asker's conversation refer to from then on."""


WORK: dict[str, Work] = {
    resumes.KIND: Work(
        run=intake.take_in,
        rights=(Permission.candidate_add, Permission.resume_upload),
        card=batches.batch_card,
        ending=batches.ending,
    ),
    matching.KIND: Work(
        run=screening.match,
        rights=(Permission.score_read,),
        card=matching.batch_card,
        ending=matching.ending,
        focus=matching.focus_after,
    ),
    privacy.KIND: Work(
        run=erasure.erase,
        rights=(),
        card=privacy.erasing,
        ending=erasure.batch_ending,
    ),
    weekly.KIND: Work(
        run=weekly.report,
        rights=(Permission.fairness_read,),
        card=lambda batch: Card(title=batch[0].label),
        ending=lambda batch: f"{batch[0].label} is ready.",
    ),
}
OPEN = OneOf((TicketStatus.enqueued.value, TicketStatus.running.value))
SHOWN_EVERY = 0.7
"""Seconds between two redraws of a batch's card by one process."""
BATCHES = 100
"""Whose last redrawing a process remembers."""
BACKOFF = timedelta(seconds=4)
GIVEN_UP: dict[str, Any] = {
    "status": TicketStatus.failed,
    "error": "It could not be done, and the fault is ours; it was tried several times.",
    "dead": True,
}


class Tickets:
    def __init__(self, ports: Ports, outbox: Outbox) -> None:
        self._ports = ports
        self._outbox = outbox
        self._shown: OrderedDict[str, float] = OrderedDict()
        self._last: Ticket | None = None
        """The one that this process changed last, as it left it: most changes are of that again, and read nothing."""

    async def work(self, ticket_id: str) -> Turn | None:
        """Claim a ticket and do its work; returns the turn that tells of its end.

        None when there is nothing to do (claimed by another, already over) or when it will be tried again.
        """
        ticket = await self._claim(ticket_id)
        if ticket is None:
            return None
        if ticket.attempts > MAX_ATTEMPTS:  # whoever was at it died before it could give up
            outcome = GIVEN_UP
        else:
            async with self._held(ticket):
                outcome = await self._outcome(ticket)
        try:
            worked = await self._change(ticket.id, ticket.attempts, **outcome)
        except Conflict as lost:
            log.warning("ticket %s: %s", ticket.id, lost)
            return None
        return self.ended(worked) if worked.over else None

    async def _outcome(self, ticket: Ticket) -> dict[str, Any]:
        """Do the work; returns what becomes of the ticket: completed, failed with a sentence, or to be tried again."""

        async def report(step: str, percent: int) -> None:
            await self._step(ticket, step, percent)

        try:
            await self._entitled(ticket)
            result = await WORK[ticket.kind].run(ticket, self._ports, report)
            return {"status": TicketStatus.completed, "result": result, "step": "done", "percent": 100}
        except PeopledeskError as error:
            if error.status < 500:
                return {"status": TicketStatus.failed, "error": error.sentence}
            log.warning("ticket %s, attempt %d: %s", ticket.id, ticket.attempts, error)
            given_up = GIVEN_UP | {"error": f"{error.sentence} It was tried several times."}
        except Exception:  # whatever a file or a library does, the ticket must reach an end
            log.exception("ticket %s failed, attempt %d", ticket.id, ticket.attempts)
            given_up = GIVEN_UP
        return self._again(ticket) if ticket.attempts < MAX_ATTEMPTS else given_up

    async def retry(self, ticket_id: str) -> Ticket:
        """Put a failed ticket back into its queue with all attempts before it. Raises `BadInput` when it did not fail."""
        ticket = await self._ports.records.get(Ticket, ticket_id)
        if ticket is None or ticket.status not in (TicketStatus.failed, TicketStatus.stopped):
            raise BadInput("Only a ticket that failed can be tried again.")
        if ticket.kind == resumes.KIND and "key" not in ticket.args:
            raise BadInput("Its file is not kept any more. Please upload the resume again.")
        changed = await self._ports.records.replace(ticket.again())
        await self._ports.queue.enqueue(ticket_id, queue=changed.queue)
        await self.show(changed, now=True)
        return changed

    def ended(self, ticket: Ticket) -> Turn | None:
        """The turn that a ticket's end is; the same however often it is made."""
        if ticket.address is None:
            return None
        return Turn(
            id=f"{ticket.id}:finished" + (f":{ticket.retries}" if ticket.retries else ""),
            address=ticket.address,
            address_key=ticket.address.key,
            speaker_id=ticket.actor_id,
            content=Finished(ticket_id=ticket.id),
            at=self._ports.clock(),
        )

    async def finished(self, ticket_id: str) -> None:
        """Show a ticket's end; when it was the last of its batch, say so in a message of its own."""
        ticket = await self._change(ticket_id, told=True)
        last = not await self._open(ticket)
        batch = await self.show(ticket, now=last)
        if batch and all(t.over for t in batch) and ticket.address and ticket.message_id:
            rounds = max(t.retries for t in batch)
            new = await self._outbox.post(
                Message(
                    id=f"{ticket.message_id}:done" + (f":{rounds}" if rounds else ""),
                    address=ticket.address,
                    address_key=ticket.address.key,
                    turn_id=ticket.turn_id or ticket.id,
                    owner_id=ticket.actor_id,
                    author="assistant",
                    text=WORK[ticket.kind].ending(batch),
                    at=self._ports.clock(),
                )
            )
            if new:
                await self._outbox.touch(ticket.address.key, unread=True)
                await self._refocused(ticket, ticket.address.key)

    async def _refocused(self, ticket: Ticket, address_key: str) -> None:
        conversation = await self._ports.records.get(Conversation, address_key)
        if (
            conversation
            and (after := WORK[ticket.kind].focus(ticket, conversation.focus)) != conversation.focus
        ):
            await self._outbox.touch(address_key, focus=after)

    async def show(self, ticket: Ticket, *, now: bool = False) -> list[Ticket]:
        """Redraw the batch's card, at most every so often unless `now`: of a thousand files each would else cost a
        look at all of them."""
        last = self._shown.get(ticket.batch_id, 0.0)
        if ticket.message_id is None or (not now and time.monotonic() - last < SHOWN_EVERY):
            return []
        self._shown[ticket.batch_id] = time.monotonic()
        self._shown.move_to_end(ticket.batch_id)
        if len(self._shown) > BATCHES:
            self._shown.popitem(last=False)
        batch = await self._redrawn(ticket)
        while now and sum(t.status.value in OPEN.values for t in batch) != await self._open(ticket):
            # another worker ended one and may have drawn the newer state before us
            batch = await self._redrawn(ticket)
        return batch

    async def _open(self, ticket: Ticket) -> int:
        """How many of its batch are still to be done, those kept back apart."""
        return await self._ports.records.count(Ticket, {"batch_id": ticket.batch_id, "status": OPEN})

    async def _redrawn(self, ticket: Ticket) -> list[Ticket]:
        batch = await self._ports.records.find(Ticket, {"batch_id": ticket.batch_id}, order="id", limit=5000)
        if ticket.message_id:
            await self._outbox.update(ticket.message_id, lambda card: WORK[ticket.kind].card(batch))
        return batch

    # --- one ticket ------------------------------------------------------------------------------------------

    async def _claim(self, ticket_id: str) -> Ticket | None:
        now = self._ports.clock()
        ticket = await self._ports.records.get(Ticket, ticket_id)
        if ticket is None or not ticket.claimable(now):
            return None
        claim = {"status": TicketStatus.running, "lease_until": now + LEASE, "attempts": ticket.attempts + 1}
        try:
            self._last = await self._ports.records.replace(ticket.model_copy(update=claim))
        except Conflict:
            return None
        return self._last

    @contextlib.asynccontextmanager
    async def _held(self, ticket: Ticket) -> AsyncIterator[None]:
        """Renew the lease for as long as the work goes on."""

        async def renew() -> None:
            while True:
                await asyncio.sleep(LEASE.total_seconds() / 3)
                await self._change(ticket.id, ticket.attempts, lease_until=self._ports.clock() + LEASE)

        renewing = asyncio.create_task(renew())
        try:
            yield
        finally:
            renewing.cancel()

    async def _entitled(self, ticket: Ticket) -> None:
        """Rights may have changed since the ticket was written."""
        person = await self._ports.records.get(Person, ticket.actor_id)
        rights = WORK[ticket.kind].rights
        if not rights:
            return
        if person is None or not any(scope_of(Actor(person=person), r) for r in rights):
            raise Refused("The person who asked for this may no longer do so.")

    async def _step(self, ticket: Ticket, step: str, percent: int) -> None:
        until = self._ports.clock() + LEASE
        await self.show(
            await self._change(ticket.id, ticket.attempts, step=step, percent=percent, lease_until=until)
        )

    def _again(self, ticket: Ticket) -> dict[str, Any]:
        """Back in the queue after exponential backoff with jitter; the sweep enqueues it when its time has come."""
        wait = BACKOFF * 2 ** (ticket.attempts - 1) * random.uniform(0.5, 1.5)
        return {
            "status": TicketStatus.enqueued,
            "step": "trying again",
            "lease_until": self._ports.clock() + wait,
        }

    async def _change(self, ticket_id: str, attempt: int | None = None, /, **update: Any) -> Ticket:
        """The ticket with the update. Raises `Conflict` when it is gone, or no longer held by the attempt given."""
        ticket = self._last if self._last and self._last.id == ticket_id else None
        while True:
            ticket = ticket or await self._ports.records.get(Ticket, ticket_id)
            if ticket is None:
                raise Conflict("The ticket is gone.")
            if attempt is not None and (ticket.over or ticket.attempts != attempt):
                raise Conflict("Another worker is at this ticket now.")
            changed = ticket.model_copy(update=update)
            if changed.over and changed.finished_at is None:
                changed = changed.model_copy(update={"finished_at": self._ports.clock()})
            try:
                self._last = await self._ports.records.replace(changed)
            except Conflict:
                ticket = None
            else:
                return self._last
