"""The cards of a question, wherever they hang: told to whoever is asked, and the same everywhere after each word."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from actions.approvals import decision_buttons, waiting_for
from actions.standing_in import stand_ins, stands_in_for
from bot.outbox import Outbox
from domain.approvals import Approval, ApprovalStatus, Shown, Vote
from domain.messages import Button, Card, Message
from domain.people import Person

ENDED = {
    ApprovalStatus.approved: "Approved by",
    ApprovalStatus.declined: "Declined by",
    ApprovalStatus.expired: "Expired without a decision",
    ApprovalStatus.outdated: "Closed without a decision",
}
CONFIRMED = {ApprovalStatus.approved: "Confirmed.", ApprovalStatus.declined: "Called off."}
"""When it was the asker's own yes or no."""


class DecisionCards:
    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._records = outbox.ports.records

    async def tell(self, approval: Approval) -> list[str]:
        """Put the question into the inbox of whoever is asked now, once; returns the approvers' names, three at most."""
        card = asked_card(approval, await self._so_far(approval))
        for person in await self._people(await self.asked(approval)):
            await self._outbox.tell(person, approval.id, approval.turn_id, card)
        await self._pages(await self.asked(approval))
        names = [p.name for p in await self._people(approval.approver_ids)]
        return names[:3] or ["an approver"]

    async def asked(self, approval: Approval) -> list[str]:
        """Everybody whose word would count now: approvers, and who stands in for them."""
        holders = approval.approver_ids
        others = await stand_ins(self._records, holders, self._outbox.ports.clock())
        standing = [id for id in others.values() if id not in approval.heard and id != approval.asker_id]
        return list(dict.fromkeys((*holders, *standing)))

    async def refresh(self, approval: Approval) -> None:
        """Everybody's card shows how it stands; only who is asked now can still press something."""
        asked = await self.asked(approval)
        so_far = await self._so_far(approval)
        pending = approval.status is ApprovalStatus.pending
        others = " ".join((so_far, await self.waiting(approval))).strip() if pending else so_far
        reached: set[str] = set()
        for message in await self._records.find(Message, {"turn_id": approval.turn_id}):
            own = message.id == approval.call_id
            if not own and not message.id.startswith((f"{approval.id}@", f"{approval.id}:reminder@")):
                continue
            reached.add(message.owner_id)
            mine = pending and message.owner_id in asked
            text = _below(approval.card.text, so_far if mine else others)
            buttons = decision_buttons(approval) if mine else ()
            await self._outbox.update(message.id, partial(_showing, buttons=buttons, text=text))
        for shown in await self._records.find(Shown, {"approval_id": approval.id}):
            if (listing := await self._records.get(Message, shown.message_id)) is None:
                continue
            if not (pending and listing.owner_id in asked):
                await self._outbox.update(listing.id, partial(_done_in, approval=approval, text=others))

        await self._pages({*approval.concerned, *asked, *reached})

    async def _pages(self, ids: Iterable[str]) -> None:
        """What waits for these people, shown anew in channels that have a page for it."""
        for person in await self._people(ids):
            standing = await stands_in_for(self._records, person.id, self._outbox.ports.clock())
            waits = await waiting_for(self._records, person.id, standing)
            for channel in self._outbox.channels.values():
                await channel.waiting(person, waits)

    async def waiting(self, approval: Approval) -> str:
        """Whose word the asker is waiting for."""
        people = await self._people(approval.approver_ids)
        return f"Waiting for {either([p.name for p in people][:3] or ['an approver'])} to decide."

    async def _so_far(self, approval: Approval) -> str:
        """What has been said, in one or two sentences; empty before the first word."""
        if approval.kind == "confirm" and approval.status in CONFIRMED:
            return CONFIRMED[approval.status] + (f" “{approval.reason}”" if approval.reason else "")
        names = {p.id: p.name for p in await self._people(i for v in approval.votes for i in (v.by, v.seat))}
        reason = f": “{approval.reason}”" if approval.reason else ""
        if approval.status is ApprovalStatus.declined:
            return f"{ENDED[approval.status]} {_speaker(approval.votes[-1], names)}{reason}"
        if approval.status in (ApprovalStatus.expired, ApprovalStatus.outdated):
            return f"{ENDED[approval.status]}{reason}"
        if not approval.votes:
            return ""
        told = f"Approved by {_listed([_speaker(v, names) for v in approval.votes])}"
        if approval.status is ApprovalStatus.approved:
            return told + reason
        group = approval.groups[approval.turn_of]
        done, of = approval.yeses(approval.turn_of), group.needed
        return f"{told}." + (f" {done} of {of} needed." if of > 1 else "")

    async def _people(self, ids: Iterable[str]) -> list[Person]:
        found = [await self._records.get(Person, id) for id in dict.fromkeys(ids)]
        return [p for p in found if p]


def asked_card(approval: Approval, so_far: str = "") -> Card:
    """What whoever is asked sees."""
    return approval.card.model_copy(
        update={"buttons": decision_buttons(approval), "text": _below(approval.card.text, so_far)}
    )


def _showing(card: Card, *, buttons: tuple[Button, ...], text: str | None) -> Card:
    return card.model_copy(update={"buttons": buttons, "text": text})


def _done_in(card: Card, *, approval: Approval, text: str) -> Card:
    """A list without the buttons of this question."""
    items = tuple(
        item.model_copy(update={"buttons": (), "subtitle": text})
        if any(b.ref == approval.id for b in item.buttons)
        else item
        for item in card.items
    )
    return card.model_copy(update={"items": items})


def either(names: list[str]) -> str:
    """ "A", "A or B", "A, B or C"."""
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def _listed(names: list[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _below(evidence: str | None, told: str | None) -> str | None:
    return "\n\n".join(t for t in (evidence, told) if t) or None


def _speaker(vote: Vote, names: dict[str, str]) -> str:
    by = names.get(vote.by, "somebody who has left")
    return by if vote.seat == vote.by else f"{by} for {names.get(vote.seat, 'somebody who has left')}"
