"""Times for an interview: some are offered, the candidate takes one, and no time of an interviewer is taken twice."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from domain.errors import BadInput
from domain.ports import Moment, Record

FEWEST, MOST = 2, 5


class Slot(BaseModel):
    model_config = ConfigDict(frozen=True)

    start: Moment
    end: Moment


class SlotOffer(Record):
    """Times offered to a candidate. Which one was taken is the `ScheduledInterview` of the same offer."""

    collection: ClassVar[str] = "slot_offers"
    indexed: ClassVar[tuple[str, ...]] = ("application_id", "candidate_id", "host_id", "at")
    subjects: ClassVar[tuple[str, ...]] = ("candidate_id", "host_id")

    application_id: str
    candidate_id: str
    host_id: str
    slots: tuple[Slot, ...]
    place: str | None = None
    at: Moment
    withdrawn: bool = False


class ScheduledInterview(Record):
    """One an offer, because its id derives from the offer's; one a time, because `taken` is unique."""

    collection: ClassVar[str] = "interviews"
    indexed: ClassVar[tuple[str, ...]] = ("application_id", "candidate_id", "host_id", "taken", "start")
    unique: ClassVar[tuple[tuple[str, ...], ...]] = (("taken",),)
    subjects: ClassVar[tuple[str, ...]] = ("candidate_id", "host_id")

    application_id: str
    candidate_id: str
    host_id: str
    start: Moment
    end: Moment
    place: str | None = None
    taken: str | None
    """Host and start; null once it is cancelled, so that the time is free again."""
    status: Literal["scheduled", "cancelled"] = "scheduled"
    booked_at: Moment


def interview_id(offer_id: str) -> str:
    return f"interview:{offer_id}"


def checked(slots: tuple[Slot, ...], now: datetime) -> tuple[Slot, ...]:
    """In order and without doubles. Raises `BadInput` unless there are two to five, all ahead and apart."""
    unique = tuple(sorted(set(slots), key=lambda s: s.start))
    if not FEWEST <= len(unique) <= MOST:
        raise BadInput(
            f"Please offer {FEWEST} to {MOST} times, such as “Monday 10:00, Tuesday 14:00, Wednesday 9:30”."
        )
    if past := [s for s in unique if s.start <= now]:
        raise BadInput(f"{past[0].start:%d %b %H:%M} is over already.")
    if any(a.end > b.start for a, b in pairwise(unique)):
        raise BadInput("Two of these times overlap.")
    return unique


def booked(offer: SlotOffer, number: int, now: datetime) -> ScheduledInterview:
    """The interview at slot `number` (from 0) of an offer. Raises `BadInput` for one that is over or not there."""
    if not 0 <= number < len(offer.slots):
        raise BadInput("That time was not offered.")
    slot = offer.slots[number]
    if slot.start <= now:
        raise BadInput("That time is over already. Please choose another one.")
    return ScheduledInterview(
        id=interview_id(offer.id),
        application_id=offer.application_id,
        candidate_id=offer.candidate_id,
        host_id=offer.host_id,
        start=slot.start,
        end=slot.end,
        place=offer.place,
        taken=f"{offer.host_id}@{slot.start.isoformat()}",
        booked_at=now,
    )
