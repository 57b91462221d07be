"""Who is in: a manager's own team, HR everybody, each on their own clock; nobody else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from actions.attendance_team import Presence, Team
from actions.leave.team_calendar import refresh
from actions.perform import Ready, prepare
from domain.errors import BadInput, Refused
from domain.leave import CompanyHoliday, LeaveRequest, LeaveStatus
from domain.people import Person, Role
from tests.company import Company

JONAS, HR = "Jonas Weber", "Elena Petrova"


async def team(company: Company, asker: str = JONAS, **given: Any) -> Team:
    prepared = await prepare("attendance.team", given, await company.ctx(asker))
    assert isinstance(prepared, Ready)
    found = await prepared.run()
    assert isinstance(found, Team)
    return found


async def presses(company: Company, who: str, tool: str = "attendance.check_in") -> None:
    prepared = await prepare(tool, {}, await company.ctx(who))
    assert isinstance(prepared, Ready)
    await prepared.run()


def seen(found: Team) -> dict[str, Presence]:
    return {p.name: p.presence for p in found.people}


async def reports(company: Company) -> list[str]:
    jonas = await company.person(JONAS)
    return [p.name for p in await company.records.find(Person, {"manager_id": jonas.id}, order="name")]


async def test_a_manager_sees_exactly_who_reports_to_them(company: Company) -> None:
    company.clock.forward(timedelta(hours=-1, minutes=-5))  # 08:55 in Berlin
    await presses(company, "Mira Tanaka")
    found = await team(company)
    assert sorted(seen(found)) == await reports(company)
    assert seen(found)["Mira Tanaka"] is Presence.here
    assert f"In today: 1 of {len(found.people)}, your team" == found.card().title
    company.clock.forward(timedelta(minutes=30))  # 09:25
    assert seen(await team(company))["Lukas Brandt"] is Presence.missing
    company.clock.forward(timedelta(hours=8))
    await presses(company, "Mira Tanaka", "attendance.check_out")
    assert seen(await team(company))["Mira Tanaka"] is Presence.gone


async def test_late_is_who_came_late_and_who_has_not_come(company: Company) -> None:
    await presses(company, "Mira Tanaka")  # 10:00 in Berlin, due at nine
    found = await team(company, show="late")
    late = {p.name for p in found.people if found.wanted(p)}
    assert "Mira Tanaka" in late
    table = found.card().table
    assert table
    rows = {row[0]: row for row in table.rows}
    assert set(rows) == late
    assert rows["Mira Tanaka"][-1] == "Late by 1 h 00 min"
    assert rows["Lukas Brandt"][1:] == ("Not in", "–", "–", "Due at 09:00")


async def test_who_is_on_leave_or_has_a_free_day_is_not_missing(company: Company) -> None:
    lukas = await company.person("Lukas Brandt")
    today = date(2026, 3, 2)
    request = LeaveRequest(
        id="away",
        employee_id=lukas.id,
        leave_type_id="sick",
        from_date=today,
        to_date=today,
        days=1,
        status=LeaveStatus.approved,
        asked_at=company.clock(),
    )
    await company.records.insert(request)
    await refresh(company.records, request)
    assert seen(await team(company))["Lukas Brandt"] is Presence.away
    assert seen(await team(company, day=date(2026, 3, 1)))["Mira Tanaka"] is Presence.free
    await company.records.insert(CompanyHoliday(id="h", day=today, name="Founders' Day", country="DE"))
    assert seen(await team(company))["Mira Tanaka"] is Presence.free


async def test_each_is_held_against_their_own_clock(company: Company) -> None:
    """At ten in Berlin it is half past two in Bengaluru and one in the morning in San Francisco."""
    found = await team(company, HR)
    people = {p.id: p for p in await company.records.find(Person, limit=1000)}
    countries = {country: set() for country in ("DE", "IN", "US")}
    for one in found.people:
        country = people[one.employee_id].country
        if country in countries and one.presence is not Presence.away:
            countries[country].add(one.presence)
    assert countries["US"] == {Presence.ahead}
    assert Presence.missing in countries["IN"]


async def test_hr_sees_everybody_or_a_department_or_one(company: Company) -> None:
    everybody = await team(company, HR)
    employed = [
        p for p in await company.records.find(Person, limit=1000) if p.roles != frozenset({Role.candidate})
    ]
    assert len(everybody.people) == len(employed)
    assert (await team(company, HR, group="everyone")).people == everybody.people
    engineering = await team(company, HR, group="engineering")
    assert {p.name for p in engineering.people} >= set(await reports(company))
    assert engineering.group == "Engineering"
    assert list(seen(await team(company, HR, group="Mira Tanaka"))) == ["Mira Tanaka"]


async def test_nobody_else_sees_anybody(company: Company) -> None:
    for asker in ("Mira Tanaka", "Priya Nair", "Sam Okafor", "Leo Martins"):
        with pytest.raises(Refused):
            await team(company, asker)
    for stranger in ("Priya Nair", "sales"):
        with pytest.raises(Refused, match="who report to them"):
            await team(company, JONAS, group=stranger)
    assert list(seen(await team(company, JONAS, group="Mira Tanaka"))) == ["Mira Tanaka"]
    with pytest.raises(BadInput, match="still to come"):
        await team(company, day=date(2026, 3, 3))
