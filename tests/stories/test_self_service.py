"""An employee and those who decide: leave beside a colleague's, pay compared, a new address, a table of payslips."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from domain.employees import Contact
from domain.pay import Payslip
from domain.people import Person
from tests.stories.people import PATIENCE, Somebody, on_web
from tests.stories.world import World, workday

pytestmark = pytest.mark.asyncio(loop_scope="session")
Enter = Callable[[str], Awaitable[Somebody]]


async def test_from_the_request_beside_a_colleagues_leave_to_two_payslips_compared(
    world: World, enter: Enter, door: str
) -> None:
    mira, jonas = await enter("Mira Tanaka"), await enter("Jonas Weber")
    team = await world.records.find(Person, {"manager_id": jonas.person.id}, order="name")
    colleague = next(p for p in team if p.id != mira.person.id and p.country == "DE")
    day = workday(110 if door == "web" else 125)
    theirs = await on_web(world, colleague.name)
    await theirs.says(f"book vacation on {day:%d %B %Y}")
    await jonas.reads(f"Leave for {colleague.name}")
    await jonas.presses("Approve")
    await theirs.reads("Your leave is approved")
    await mira.says(f"book vacation on {day:%d %B %Y}")
    await mira.reads("Jonas Weber")
    seen = await jonas.reads("Leave for Mira Tanaka")
    asked = seen[seen.rindex("Leave for Mira Tanaka") :]
    assert f"{colleague.name} (" in asked
    await jonas.presses("Approve")
    await mira.reads("Your leave is approved")
    await mira.says(f"who is away on {day:%d %B %Y}?")
    seen = await mira.reads("Away: your team")
    assert colleague.name in seen[seen.rindex("Away: your team") :]
    slips = await world.records.find(
        Payslip, {"employee_id": mira.person.id, "status": "submitted"}, order="end_date", descending=True
    )
    later, earlier = slips[0], slips[5]
    await mira.says(f"compare {earlier.end_date:%B %Y} and {later.end_date:%B %Y}")
    seen = await mira.reads("Difference")
    assert f"{earlier.end_date:%B %Y}" in seen
    await theirs.leave()


async def test_a_new_address_waits_for_hr_and_a_phone_number_for_oneself(
    world: World, enter: Enter, door: str
) -> None:
    mira, elena = await enter("Mira Tanaka"), await enter("Elena Petrova")
    number = "+49 30 1234567" if door == "web" else "+49 30 7654321"
    await mira.says(f"change my phone number to {number}")
    await mira.reads("change of phone")
    await mira.presses("Yes, do it")
    await mira.reads("Your profile is changed")
    street = f"Hauptstrasse {5 if door == 'web' else 6}, 10827 Berlin"
    await mira.says("change my address")
    await mira.fills(detail="address", value=street)
    await mira.reads("Elena Petrova")
    before = await world.records.get(Contact, mira.person.id)
    assert before is not None
    assert (before.phone, before.address == street) == (number, False)
    await elena.reads(f"New: {street}" if door == "slack" else street)
    await elena.presses("Approve")
    await elena.reads("Approved by Elena Petrova")
    async with asyncio.timeout(PATIENCE):
        while (after := await world.records.get(Contact, mira.person.id)) and after.address != street:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert after is not None
    assert (after.phone, after.address) == (number, street)


async def test_hr_attaches_payslips_mends_the_bad_row_and_adds_them(
    world: World, enter: Enter, door: str, tmp_path: Path
) -> None:
    elena = await enter("Elena Petrova")
    year = 2023 if door == "web" else 2024
    header = (
        "employee_id;start_date;end_date;posting_date;status;currency;total_working_days;payment_days;"
        "gross_pay;net_pay;earning: Basic salary;tax: Income tax\n"
    )
    row = (
        f"p-mira-tanaka;01.05.{year};31.05.{year};31.05.{year};submitted;EUR;21;21;"
        "4.000,00;3.000,00;4.000,00;1.000,00\n"
    )
    table = tmp_path / "may.csv"
    table.write_text(header + row.replace("mira-tanaka", "nobody"))
    await elena.says("import these payslips", table)
    await elena.reads("there is no person p-nobody")
    table.write_text(header + row)
    await elena.says("import these payslips", table)
    await elena.reads("The row is fine")
    assert not await world.records.get(Payslip, f"ps-p-mira-tanaka-{year}-05")
    await elena.presses("Add 1 row")
    await elena.reads("1 row added to payslips")
    assert await world.records.get(Payslip, f"ps-p-mira-tanaka-{year}-05")
    await elena.says("export payslips as Excel")
    await elena.reads("Download as Excel")
