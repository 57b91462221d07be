"""Interview times: the hiring team offers two to five, the candidate takes one, both are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_time
from pydantic import Field

from actions import references
from actions.hiring import slot_times
from actions.hiring.commit import SOURCE, reachable
from actions.tool import Approved, Approvers, Args, Context, Result, tool
from domain.errors import BadInput, Conflict, NotFound
from domain.hiring import Candidate, Job
from domain.interviews import ScheduledInterview, Slot, SlotOffer, checked, interview_id
from domain.messages import Button, Card, Fact, Item
from domain.people import Person
from domain.permissions import Permission


class Offer(Args):
    candidate: str = Field(title="Candidate", max_length=200)
    times: str = Field(
        title="Times",
        description="Two to five, such as: Monday 10:00, Tuesday 14:00 or 12 March 9:30",
        max_length=500,
    )
    place: str | None = Field(None, title="Place or link", max_length=300)
    job: str | None = Field(None, title="Job", max_length=200)
    resolved_candidate_id: str | None = None
    resolved_application_id: str | None = None
    resolved_job_id: str | None = None
    resolved_slots: tuple[Slot, ...] = ()


class Offered(Result):
    offer: SlotOffer
    candidate: str
    person: Person
    host: Person
    job: Job

    def card(self) -> Card:
        return Card(
            title=f"{self.candidate} can choose",
            facts=(Fact(label="Job", value=self.job.title),),
            items=tuple(Item(title=slot_text(s, self.host)) for s in self.offer.slots),
            tone="success",
            source=SOURCE,
        )

    def notices(self) -> Sequence[tuple[str, Card]]:
        zone = self.person.time_zone.replace("_", " ")
        facts = [Fact(label="Job", value=self.job.title), Fact(label="With", value=self.host.name)]
        if self.offer.place:
            facts.append(Fact(label="Where", value=self.offer.place))
        card = Card(
            title="Please choose a time for your interview",
            text=f"Times are in your time zone ({zone}). The first choice counts.",
            facts=tuple(facts),
            buttons=tuple(
                Button(label=slot_text(s, self.person), action="interview.choose", ref=f"{self.offer.id}#{n}")
                for n, s in enumerate(self.offer.slots)
            ),
            source=SOURCE,
        )
        return [(self.person.id, card)]


def slot_text(slot: Slot | ScheduledInterview, reader: Person) -> str:
    """ "Mon 9 Mar, 10:00 – 11:00" in the reader's time zone."""
    zone = ZoneInfo(reader.time_zone)
    start = format_datetime(_in(slot.start, zone), "EEE d MMM, HH:mm", locale=reader.text_locale)
    return f"{start} – {format_time(_in(slot.end, zone), 'HH:mm', locale=reader.text_locale)}"


def _in(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


async def _resolved(asked: Offer, ctx: Context) -> Offer:
    candidate = await references.candidate(asked.candidate, ctx)
    application, job = await references.application(candidate, asked.job, ctx)
    if application.status != "active":
        raise BadInput(f"{candidate.name}'s application is over ({application.status}).")
    reachable(candidate)
    person = ctx.actor.person
    read = slot_times.slots(
        asked.times, ctx.today, person.time_zone, month_first=person.locale.endswith("US")
    )
    slots = checked(read, ctx.now)
    for slot in slots:
        if await _busy(ctx.actor.id, slot, ctx):
            raise BadInput(f"You have an interview at {slot_text(slot, person)} already.")
    return asked.model_copy(
        update={
            "resolved_candidate_id": candidate.id,
            "resolved_application_id": application.id,
            "resolved_job_id": job.id,
            "resolved_slots": slots,
        }
    )


async def _busy(host_id: str, slot: Slot, ctx: Context) -> bool:
    booked = await ctx.ports.records.find(ScheduledInterview, {"host_id": host_id})
    return any(b.taken and b.start < slot.end and slot.start < b.end for b in booked)


async def _own(asked: Offer, ctx: Context) -> Approvers:
    return Approvers("confirm", (ctx.actor.id,))


async def _parts(asked: Offer, ctx: Context) -> tuple[Candidate, Job]:
    candidate = await ctx.ports.records.get(Candidate, asked.resolved_candidate_id or "")
    job = await ctx.ports.records.get(Job, asked.resolved_job_id or "")
    if candidate is None or job is None:
        raise NotFound("That application is gone.")
    return candidate, job


async def _shown(asked: Offer, ctx: Context) -> Card:
    candidate, job = await _parts(asked, ctx)
    facts = [Fact(label="Job", value=job.title)]
    if asked.place:
        facts.append(Fact(label="Where", value=asked.place))
    zone = ctx.actor.person.time_zone.replace("_", " ")
    return Card(
        title=f"Offer {candidate.name} these {len(asked.resolved_slots)} times?",
        text=f"In your time zone ({zone}). {candidate.name} chooses one.",
        facts=tuple(facts),
        items=tuple(Item(title=slot_text(s, ctx.actor.person)) for s in asked.resolved_slots),
        source=SOURCE,
    )


@tool(
    "interview.offer",
    args=Offer,
    permission=Permission.candidate_contact,
    phrases=("Offer Leo Martins interview times Monday 10:00, Tuesday 14:00 or Wednesday 9:30",),
    approval=Approved(by=_own, shown=_shown),
    resolve=_resolved,
)
async def interview_offer(asked: Offer, ctx: Context) -> Offered:
    """Offer a candidate two to five interview times to choose from."""
    candidate, job = await _parts(asked, ctx)
    person = await ctx.ports.records.get(Person, reachable(candidate))
    if person is None:
        raise NotFound(f"{candidate.name} no longer has an account.")
    offer = SlotOffer(
        id=f"slots:{ctx.call_id}",
        application_id=asked.resolved_application_id or "",
        candidate_id=candidate.id,
        host_id=ctx.actor.id,
        slots=asked.resolved_slots,
        place=asked.place,
        at=ctx.now,
    )
    await ctx.ports.records.insert_all([offer])
    return Offered(offer=offer, candidate=candidate.name, person=person, host=ctx.actor.person, job=job)


async def cancelled(application_id: str, ctx: Context) -> None:
    """Whatever was offered or booked for an application that is over: the interviewer's times are free again."""
    where = {"application_id": application_id}
    for offer in await ctx.ports.records.find(SlotOffer, where):
        if not offer.withdrawn:
            await ctx.ports.records.replace(offer.model_copy(update={"withdrawn": True}))
        booked = await ctx.ports.records.get(ScheduledInterview, interview_id(offer.id))
        if booked and booked.status == "scheduled":
            free = booked.model_copy(update={"status": "cancelled", "taken": None})
            try:
                await ctx.ports.records.replace(free)
            except Conflict:
                continue  # cancelled by somebody else just now
