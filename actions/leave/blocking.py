"""Days on which leave is not granted: HR blocks and frees them, and everybody can see those that concern them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from actions.leave import approvers, away, books, team_calendar
from actions.leave.words import REQUESTS, span
from actions.tool import Approved, Args, Context, Result, Unclear, tool
from domain.errors import BadInput
from domain.leave import BlockedDates
from domain.messages import Button, Card, Fact, Item, Option, Source
from domain.people import Person
from domain.permissions import Permission, hidden, may
from domain.ports import Between

SOURCE = "Block dates of leave"
LONGEST = 366


class BlockDates(Args):
    start: date = Field(title="First day")
    end: date | None = Field(None, title="Last day", description="Leave empty for a single day")
    reason: str = Field(title="Why", description="As employees will read it", min_length=3, max_length=200)
    department: str | None = Field(None, title="Department", description="Everybody when left out")
    leave_type: str | None = Field(None, title="Kind of leave", description="Every kind when left out")
    country: str | None = Field(
        None, title="Country", description="As DE; all when left out", pattern="^[A-Z]{2}$"
    )
    resolved_type_id: str | None = None


async def _checked(asked: BlockDates, ctx: Context) -> BlockDates:
    end = asked.end or asked.start
    if end < asked.start:
        raise BadInput("The last day is before the first. Please give the days the other way round.")
    if end < ctx.today:
        raise BadInput("Those days are over; only days from today on can be blocked.")
    if (end - asked.start).days >= LONGEST:
        raise BadInput("That is more than a year. Please block a shorter time.")
    kind = (
        books.named_type(asked.leave_type, await books.types(ctx.ports.records)) if asked.leave_type else None
    )
    department = await _department(asked.department, ctx) if asked.department else None
    return asked.model_copy(
        update={"end": end, "department": department, "resolved_type_id": kind.id if kind else None}
    )


async def _department(words: str, ctx: Context) -> str | None:
    if words.lower().strip() in away.EVERYBODY:
        return None
    people = await ctx.ports.records.find(Person, limit=books.MOST)
    departments = sorted({p.department for p in people if p.department})
    if (found := away.near(words.lower(), departments)) is None:
        options = tuple(Option(value=d, label=d) for d in departments)
        raise Unclear("department", f"I know no department called “{words}”. Which one?", options)
    return found


def _block(asked: BlockDates, ctx: Context) -> BlockedDates:
    return BlockedDates(
        id=f"block:{ctx.call_id}",
        from_date=asked.start,
        to_date=asked.end or asked.start,
        reason=asked.reason,
        country=asked.country,
        department=asked.department,
        leave_type_id=asked.resolved_type_id,
    )


async def _facts(block: BlockedDates, ctx: Context) -> tuple[Fact, ...]:
    names = {t.id: t.name for t in await books.types(ctx.ports.records)}
    return (
        Fact(label="When", value=span(block.from_date, block.to_date, ctx.actor.person.text_locale)),
        Fact(label="Why", value=block.reason),
        Fact(label="For", value=_whom(block, names)),
    )


def _whom(block: BlockedDates, names: Mapping[str, str]) -> str:
    told = [block.department or "everybody"]
    told += [f"in {block.country}"] if block.country else []
    told += [f"({names.get(block.leave_type_id, block.leave_type_id)} alone)"] if block.leave_type_id else []
    return " ".join(told)


async def _shown(asked: BlockDates, ctx: Context) -> Card:
    """With what is approved on those days already: it stays, and somebody has to talk to those people."""
    block, locale = _block(asked, ctx), ctx.actor.person.text_locale
    people = await ctx.ports.records.find(Person, order="name", limit=books.MOST)
    concerned = {
        p.id: p.name
        for p in people
        if block.department in (None, p.department) and block.country in (None, p.country)
    }
    found = await team_calendar.requests_on(ctx.ports.records, concerned, block.from_date, block.to_date)
    there = [
        f"{concerned[r.employee_id]} ({span(r.from_date, r.to_date, locale)})"
        for r in found
        if block.leave_type_id in (None, r.leave_type_id)
    ]
    told = "; ".join(there[:8]) + (f" and {len(there) - 8} more" if len(there) > 8 else "")
    already = Fact(label="Approved before, stays", value=told or "nothing")
    return Card(title="Block these days for leave?", facts=(*await _facts(block, ctx), already))


class Blocked(Result):
    facts: tuple[Fact, ...]
    title: str = "These days are blocked for leave"

    def card(self) -> Card:
        return Card(title=self.title, facts=self.facts, tone="success", source=Source(label=SOURCE))


@tool(
    "leave.block",
    args=BlockDates,
    permission=Permission.leave_manage,
    phrases=("Block 20 to 31 December for leave in Finance",),
    approval=Approved(by=approvers.confirm, shown=_shown, words=("Block them", "Do not")),
    resolve=_checked,
)
async def leave_block(asked: BlockDates, ctx: Context) -> Blocked:
    """Block days on which no leave is granted, for everybody or a department, a country, a kind of leave."""
    block = _block(asked, ctx)
    await ctx.ports.records.insert_all([block])
    return Blocked(facts=await _facts(block, ctx))


# --- seeing and freeing them -----------------------------------------------------------------------------------


class AskBlocked(Args):
    pass


class BlockedList(Result):
    blocks: tuple[BlockedDates, ...]
    names: dict[str, str]
    locale: str
    manages: bool

    def card(self) -> Card:
        if not self.blocks:
            return Card(title="No days are blocked for leave", source=Source(label=SOURCE))
        items = tuple(
            Item(
                title=span(b.from_date, b.to_date, self.locale),
                subtitle=f"{b.reason} · {_whom(b, self.names)}",
                buttons=(Button(label="Free them", action="leave.unblock", ref=b.id),)
                if self.manages
                else (),
            )
            for b in self.blocks
        )
        return Card(title="Days blocked for leave", items=items, source=Source(label=SOURCE))


@tool(
    "leave.blocked",
    args=AskBlocked,
    permission=Permission.leave_read,
    phrases=("Which days are blocked for leave?",),
    audited=False,
)
async def leave_blocked(asked: AskBlocked, ctx: Context) -> BlockedList:
    """Days on which I cannot take leave; for HR those of everybody."""
    manages = may(ctx.actor, Permission.leave_manage)
    blocks = (
        await _ahead(ctx) if manages else await books.blocked(ctx.ports.records, ctx.actor.person, ctx.today)
    )
    return BlockedList(
        blocks=tuple(sorted(blocks, key=lambda b: b.from_date)),
        names={t.id: t.name for t in await books.types(ctx.ports.records)},
        locale=ctx.actor.person.text_locale,
        manages=manages,
    )


async def _ahead(ctx: Context) -> list[BlockedDates]:
    where = {"to_date": Between(low=ctx.today.isoformat())}
    return await ctx.ports.records.find(BlockedDates, where, order="to_date", limit=books.MOST)


class UnblockDates(Args):
    block: str | None = Field(None, title="Which days")
    start: date | None = Field(None, title="From")
    end: date | None = Field(None, title="Until")
    resolved_block_id: str | None = None


async def _which(asked: UnblockDates, ctx: Context) -> UnblockDates:
    there = await _ahead(ctx)
    if asked.block:
        there = [b for b in there if b.id == asked.block]
    elif asked.start:
        end = asked.end or asked.start
        there = [b for b in there if b.from_date <= end and b.to_date >= asked.start]
    if not there:
        raise BadInput("No such days are blocked. Ask me which days are blocked to see them.")
    if len(there) > 1:
        locale = ctx.actor.person.text_locale
        options = tuple(
            Option(value=b.id, label=f"{span(b.from_date, b.to_date, locale)}, {b.reason}") for b in there
        )
        raise Unclear("block", "Several are blocked. Which ones shall be free again?", options)
    return asked.model_copy(update={"resolved_block_id": there[0].id})


async def _to_free(asked: UnblockDates, ctx: Context) -> BlockedDates:
    found = await ctx.ports.records.get(BlockedDates, asked.resolved_block_id or "")
    if found is None:
        raise hidden("block date")
    return found


async def _unblock_shown(asked: UnblockDates, ctx: Context) -> Card:
    facts = await _facts(await _to_free(asked, ctx), ctx)
    return Card(title="Free these days for leave again?", facts=facts, source=Source(label=REQUESTS))


@tool(
    "leave.unblock",
    args=UnblockDates,
    permission=Permission.leave_manage,
    phrases=("Free the blocked days in December again",),
    approval=Approved(by=approvers.confirm, shown=_unblock_shown, words=("Free them", "Keep blocked")),
    resolve=_which,
)
async def leave_unblock(asked: UnblockDates, ctx: Context) -> Blocked:
    """Free blocked days for leave again."""
    title = "These days are free for leave again"
    found = await ctx.ports.records.get(BlockedDates, asked.resolved_block_id or "")
    if found is None:  # repeated after a crash
        return Blocked(facts=(), title=title)
    facts = await _facts(found, ctx)
    await ctx.ports.records.delete(BlockedDates, found.id)
    return Blocked(facts=facts, title=title)
