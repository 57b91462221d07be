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
    country: str
    start: date
    locale: str

    def card(self) -> Card:
        source = Source(label=f"Holiday calendar of {self.country}")
        if not self.days:
            return Card(title="There is no public holiday in that time", source=source)
        first, name = self.days[0]
        title = f"{'The next' if len(self.days) > 1 else 'The'} holiday is {name}, {day(first, self.locale)}"
        rows = tuple((day(d, self.locale), n) for d, n in self.days)
        return Card(title=title, table=Table(columns=("Day", "Holiday"), rows=rows), source=source)


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
    end = asked.end if asked.end and asked.end > start else start + timedelta(400)
    found = await books.holidays(ctx.ports.records, person, start, end)
    days = tuple(found.items())
    place = f"{person.country}-{person.subdivision}" if person.subdivision else person.country
    return FreeDays(
        days=days if asked.end else days[:SHOWN],
        country=place,
        start=start,
        locale=person.text_locale,
    )
