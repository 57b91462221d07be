"""Public and company holidays of the asker's own country."""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import Field

from actions.leave import books
from actions.leave.words import day
from actions.tool import Args, Context, Result, tool
from domain.messages import Card, Source, Table
from domain.permissions import Permission

SHOWN = 5


class AskHolidays(Args):
    start: date | None = Field(None, title="From", description="Today when left out")
    end: date | None = Field(None, title="Until", description="The next five holidays when left out")


class FreeDays(Result):
    days: tuple[tuple[date, str], ...]
    optional: tuple[tuple[date, str], ...] = ()
    """Days of the optional holiday list, which each person picks theirs from."""
    country: str
    start: date
    end: date
    asked: date | None = None
    """The one day asked about."""
    locale: str

    def card(self) -> Card:
        source = Source(label=f"Holiday calendar of {self.country}")
        if self.asked and (self.asked, self.asked) == (self.start, self.end):
            return self._whether(self.asked, source)
        if not self.days:
            return Card(title="There is no public holiday in that time", source=source)
        first, name = self.days[0]
        title = f"{'The next' if len(self.days) > 1 else 'The'} holiday is {name}, {day(first, self.locale)}"
        rows = tuple((day(d, self.locale), n) for d, n in self.days) + tuple(
            (day(d, self.locale), f"{n} (optional: ask for it as leave)") for d, n in self.optional
        )
        table = Table(columns=("Day", "Holiday"), rows=rows)
        return Card(title=title, text=self._on_a_weekend(first), table=table, source=source)

    def _on_a_weekend(self, first: date) -> str | None:
        """Which one gives a day off, when the first does not."""
        off = next(((d, n) for d, n in self.days if d.weekday() < 5), None)
        if first.weekday() < 5 or off is None:
            return None
        return f"That is a weekend. The next one on a working day is {off[1]}, {day(off[0], self.locale)}."

    def _whether(self, when: date, source: Source) -> Card:
        told, names = day(when, self.locale), dict(self.days)
        if when in names:
            return Card(title=f"Yes: {told} is a holiday, {names[when]}", source=source)
        if when in dict(self.optional):
            title = f"{told} is an optional holiday, {dict(self.optional)[when]}"
            return Card(title=title, text="It is free for you if you take it as leave.", source=source)
        if when.weekday() >= 5:
            return Card(title=f"{told} is a weekend, and no holiday", source=source)
        following = next(((d, n) for d, n in self.days if d > when), None)
        text = f"The next one is {following[1]}, {day(following[0], self.locale)}." if following else None
        return Card(title=f"No, {told} is no holiday", text=text, source=source)


@tool(
    "leave.holidays",
    args=AskHolidays,
    permission=Permission.leave_read,
    phrases=("When is the next public holiday?",),
    audited=False,
)
async def leave_holidays(asked: AskHolidays, ctx: Context) -> FreeDays:
    """Public holidays where I work."""
    person = ctx.actor.person
    start = asked.start or ctx.today
    one = start if asked.start and asked.end == start else None
    end = asked.end if asked.end and asked.end > start else start + timedelta(400)
    found = await books.holidays(ctx.ports.records, person, start, end)
    days = tuple(found.items())
    optional = tuple((await books.optional_days(ctx.ports.records, person, start, end)).items())
    place = f"{person.country}-{person.subdivision}" if person.subdivision else person.country
    return FreeDays(
        days=days if asked.end else days[:SHOWN],
        optional=optional,
        country=place,
        start=start,
        end=one or end,
        asked=one,
        locale=person.text_locale,
    )
