"""Choosing one of the interview times that were offered to me."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from actions.candidacy.status import calendar_link
from actions.hiring.commit import SOURCE
from actions.hiring.interviewing import slot_text
from actions.tool import Args, Context, Result, tool
from domain.errors import AlreadyExists, Conflict, NotFound
from domain.hiring import Application, Candidate, Job
from domain.interviews import ScheduledInterview, SlotOffer, booked
from domain.messages import Card, Fact
from domain.people import Person
from domain.permissions import Permission, hidden


class Choose(Args):
    slot: str = Field(title="Time", max_length=300)


class Booked(Result):
    interview: ScheduledInterview
    candidate: Person
    host: Person
    job: str

    def card(self) -> Card:
        return Card(
            title="Your interview is booked",
            facts=self._facts(self.candidate, "With", self.host.name),
            links=(calendar_link(self.interview),),
            tone="success",
            source=SOURCE,
        )

    def notices(self) -> Sequence[tuple[str, Card]]:
        card = Card(
            title=f"{self.candidate.name} has chosen an interview time",
            facts=self._facts(self.host, "Candidate", self.candidate.name),
            links=(calendar_link(self.interview),),
            source=SOURCE,
        )
        return [(self.host.id, card)]

    def _facts(self, reader: Person, label: str, name: str) -> tuple[Fact, ...]:
        facts = [
            Fact(label="When", value=slot_text(self.interview, reader)),
            Fact(label="Job", value=self.job),
            Fact(label=label, value=name),
        ]
        if self.interview.place:
            facts.append(Fact(label="Where", value=self.interview.place))
        return tuple(facts)


@tool(
    "interview.choose",
    args=Choose,
    permission=Permission.application_act,
    phrases=("I take the first interview time",),
    offered=False,
)
async def interview_choose(asked: Choose, ctx: Context) -> Booked:
    """Take one of the interview times offered to me; the first choice counts."""
    records = ctx.ports.records
    offer_id, _, number = asked.slot.rpartition("#")
    offer = await records.get(SlotOffer, offer_id)
    candidate = offer and await records.get(Candidate, offer.candidate_id)
    if offer is None or not candidate or candidate.person_id != ctx.actor.id or not number.isdecimal():
        raise hidden("interview time")
    application = await records.get(Application, offer.application_id)
    if offer.withdrawn or application is None or application.status != "active":
        raise Conflict("These times are no longer offered.")
    wanted = booked(offer, int(number), ctx.now)
    try:
        await records.insert(wanted)
    except AlreadyExists:
        await _lost(wanted, ctx)
    host = await records.get(Person, offer.host_id)
    job = await records.get(Job, application.job_id)
    if host is None or job is None:
        raise NotFound("Who offered this time is no longer here. Please write to the hiring team.")
    return Booked(interview=wanted, candidate=ctx.actor.person, host=host, job=job.title)


async def _lost(wanted: ScheduledInterview, ctx: Context) -> None:
    """Nothing when this very choice was stored before a crash; else `Conflict` with what stands instead."""
    mine = await ctx.ports.records.get(ScheduledInterview, wanted.id)
    if mine is None:
        raise Conflict("That time has just been taken by somebody else. Please choose another one.")
    if mine.start != wanted.start:
        raise Conflict(
            f"You have chosen {slot_text(mine, ctx.actor.person)} already. To change it, write to the hiring team."
        )
