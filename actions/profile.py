"""My profile, and changing what I may change of it; HR agrees to what payroll needs."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from pydantic import Field

from actions import references
from actions.holders import holding
from actions.pay import day_text
from actions.tool import Approved, Approvers, Args, Context, Result, tool
from domain.employees import Contact
from domain.errors import BadInput, NotFound
from domain.messages import Card, Fact, Source
from domain.people import Person
from domain.permissions import Permission

SOURCE = "Employee record"
PAYROLL_NEEDS = frozenset({"address"})
"""Tax and insurance hang on it, so HR looks at the change first."""
LABELS = {"preferred_name": "Preferred name", "phone": "Phone", "address": "Address"}
_PHONE = re.compile(r"\+?[\d ()/.-]{6,30}")


class AskProfile(Args):
    person: str | None = Field(None, title="Person", description="Oneself when left out")
    resolved_person_id: str | None = None


class Profile(Result):
    person: Person
    contact: Contact
    manager: str | None
    own: bool
    locale: str

    def card(self) -> Card:
        p, c = self.person, self.contact
        told = {
            "Preferred name": c.preferred_name,
            "Title": p.title,
            "Department": p.department,
            "Team": p.team,
            "Manager": self.manager,
            "E-mail": p.email,
            "Phone": c.phone or self._not_on_file,
            "Address": c.address or self._not_on_file,
            "Country": p.country,
            "Time zone": p.time_zone,
            "Joined": _joined(p.joined_on, self.locale),
        }
        return Card(
            title="Your profile" if self.own else f"Profile of {p.name}",
            facts=tuple(Fact(label=k, value=v) for k, v in {"Name": p.name, **told}.items() if v),
            source=Source(label=SOURCE),
            suggestions=("Change my phone number", "Change my address") if self.own else (),
        )

    @property
    def _not_on_file(self) -> str | None:
        return "none on file" if self.own else None


def _joined(when: date | None, locale: str) -> str | None:
    return day_text(when, locale) if when else None


async def contact_of(person_id: str, ctx: Context) -> Contact:
    return await ctx.ports.records.get(Contact, person_id) or Contact(id=person_id)


async def _permitted(asked: AskProfile, ctx: Context) -> AskProfile:
    person = await references.permitted(asked.person or ctx.actor.id, Permission.profile_read, ctx)
    return asked.model_copy(update={"resolved_person_id": person.id})


@tool(
    "profile.show",
    args=AskProfile,
    permission=Permission.profile_read,
    phrases=("Show my profile",),
    resolve=_permitted,
)
async def profile_show(asked: AskProfile, ctx: Context) -> Profile:
    """My profile: job, manager, contact details."""
    person = await ctx.ports.records.get(Person, asked.resolved_person_id or "")
    if person is None:
        raise NotFound("That person is no longer in the directory.")
    manager = await ctx.ports.records.get(Person, person.manager_id or "")
    return Profile(
        person=person,
        contact=await contact_of(person.id, ctx),
        manager=manager.name if manager else None,
        own=person.id == ctx.actor.id,
        locale=ctx.actor.person.text_locale,
    )


# --- changing it -------------------------------------------------------------------------------------------


class ChangeProfile(Args):
    detail: Literal["phone", "address", "preferred_name"] = Field(title="What to change")
    value: str = Field(title="New value", min_length=1, max_length=300)


class Changed(Result):
    detail: str
    value: str

    def card(self) -> Card:
        return Card(
            title="Your profile is changed",
            tone="success",
            facts=(Fact(label=LABELS[self.detail], value=self.value),),
            source=Source(label=SOURCE),
        )


async def _checked(asked: ChangeProfile, ctx: Context) -> ChangeProfile:
    if asked.detail == "phone" and not _PHONE.fullmatch(asked.value):
        raise BadInput("That is no phone number. Please write it as +49 30 1234567.")
    if asked.value == getattr(await contact_of(ctx.actor.id, ctx), asked.detail):
        raise BadInput(f"Your {LABELS[asked.detail].lower()} is already {asked.value}.")
    return asked


async def _approvers(asked: ChangeProfile, ctx: Context) -> Approvers:
    """HR, never oneself, for what payroll needs; otherwise one's own yes."""
    if asked.detail not in PAYROLL_NEEDS:
        return Approvers("confirm", (ctx.actor.id,))
    about = ctx.actor.person
    from_hr = await holding(Permission.profile_approve, ctx.ports.records, about=about, but=about.id)
    if not from_hr:
        raise BadInput("Nobody in HR can approve that yet. Please ask your administrator.")
    return Approvers("approve", tuple(person.id for person in from_hr))


async def _shown(asked: ChangeProfile, ctx: Context) -> Card:
    label = LABELS[asked.detail]
    before = getattr(await contact_of(ctx.actor.id, ctx), asked.detail)
    return Card(
        title=f"{ctx.actor.name}: change of {label.lower()}",
        facts=(Fact(label="Before", value=before or "–"), Fact(label="New", value=asked.value)),
        source=Source(label=SOURCE),
    )


@tool(
    "profile.change",
    args=ChangeProfile,
    permission=Permission.profile_change,
    phrases=("Change my phone number", "Change my address"),
    approval=Approved(by=_approvers, shown=_shown),
    resolve=_checked,
)
async def profile_change(asked: ChangeProfile, ctx: Context) -> Changed:
    """Change my phone number, address or preferred name; HR agrees to an address."""
    records = ctx.ports.records
    await records.insert_all([Contact(id=ctx.actor.id)])
    stored = await contact_of(ctx.actor.id, ctx)
    if getattr(stored, asked.detail) != asked.value:
        await records.replace(stored.model_copy(update={asked.detail: asked.value}))
    return Changed(detail=asked.detail, value=asked.value)
