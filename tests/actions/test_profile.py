"""One's profile, whose else's, and changing it: HR agrees to an address, the rest takes one's own yes."""

from __future__ import annotations

import pytest

from actions.dashboard import Dashboard
from actions.perform import NeedsApproval, NeedsDetails, Ready, prepare
from actions.profile import Profile
from domain.approvals import ApprovalStatus
from domain.employees import Contact
from domain.errors import BadInput, Refused
from domain.people import Person, Role
from tests.company import Company

MIRA = "Mira Tanaka"


async def shown(company: Company, asker: str, **given: str) -> Profile:
    prepared = await prepare("profile.show", given, await company.ctx(asker))
    assert isinstance(prepared, Ready)
    found = await prepared.run()
    assert isinstance(found, Profile)
    return found


async def changed(company: Company, detail: str, value: str) -> NeedsApproval:
    ctx = await company.ctx(MIRA)
    prepared = await prepare("profile.change", {"detail": detail, "value": value}, ctx)
    assert isinstance(prepared, NeedsApproval)
    return prepared


async def test_own_team_and_stranger(company: Company) -> None:
    assert (await shown(company, MIRA)).own
    assert (await shown(company, "Jonas Weber", person=MIRA)).card().title == "Profile of Mira Tanaka"
    assert (await shown(company, "Elena Petrova", person=MIRA)).person.name == MIRA
    for asker, person in ((MIRA, "Jonas Weber"), ("Jonas Weber", "Priya Nair"), ("Sam Okafor", MIRA)):
        with pytest.raises(Refused, match="Profiles are private"):
            await shown(company, asker, person=person)


async def test_an_address_waits_for_hr_and_never_for_oneself(company: Company) -> None:
    await company.appoint(MIRA, Role.hr)
    asked = await changed(company, "address", "Lindenweg 4, 10115 Berlin")
    assert asked.approvers.kind == "approve"
    approvers = [await company.records.get(Person, id) for id in asked.approvers.ids]
    assert all(Role.hr in a.roles and a.name != MIRA for a in approvers if a)


async def test_a_phone_number_takes_ones_own_yes_and_is_written_once(company: Company) -> None:
    asked = await changed(company, "phone", "+49 30 1234567")
    assert (asked.approvers.kind, asked.approvers.ids) == ("confirm", ("p-mira-tanaka",))
    approval = await asked.ask()
    assert await company.records.get(Contact, "p-mira-tanaka") is None
    yes = approval.model_copy(update={"status": ApprovalStatus.approved, "decided_by": "p-mira-tanaka"})
    for _ in range(2):
        done = await prepare("profile.change", approval.args, asked.ctx.under(yes))
        assert isinstance(done, Ready)
        await done.run()
    contact = await company.records.get(Contact, "p-mira-tanaka")
    assert (contact.phone, contact.rev) == ("+49 30 1234567", 2)
    assert "+49 30 1234567" in (await shown(company, MIRA)).card().model_dump_json()
    with pytest.raises(BadInput, match="already"):
        await changed(company, "phone", "+49 30 1234567")


@pytest.mark.parametrize("value", ["call me", "12", "+49 30 12345x", "1" * 40])
async def test_what_is_no_phone_number_is_refused(company: Company, value: str) -> None:
    with pytest.raises(BadInput, match="no phone number"):
        await changed(company, "phone", value)


@pytest.mark.parametrize("detail", ["salary", "roles", "manager_id", "email"])
async def test_nothing_else_can_be_changed(company: Company, detail: str) -> None:
    prepared = await prepare("profile.change", {"detail": detail, "value": "x"}, await company.ctx(MIRA))
    assert isinstance(prepared, NeedsDetails)


async def test_the_dashboard_counts_what_waits(company: Company) -> None:
    await (await changed(company, "address", "Lindenweg 4, 10115 Berlin")).ask()
    for asker, requests, waiting in ((MIRA, 1, 0), ("Elena Petrova", 0, 1)):
        prepared = await prepare("dashboard.show", {}, await company.ctx(asker))
        assert isinstance(prepared, Ready)
        found = await prepared.run()
        assert isinstance(found, Dashboard)
        assert (len(found.requests), found.waiting_for_me) == (requests, waiting)
        told = found.card().model_dump_json()
        assert "Next holiday" in told
        assert "Last payslip" in told
        assert found.leave
