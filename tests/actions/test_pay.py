"""Pay is private: one's own, and nobody else's, however it is asked for."""

from __future__ import annotations

import pytest

from actions.pay import ShownPayslip
from actions.perform import NeedsDetails, Ready, prepare
from domain.audit import AuditEvent
from domain.errors import NotFound, Refused
from domain.pay import Payslip, PayslipStatus
from tests.company import Company


async def of(company: Company, asker: str, person: str, **more: str) -> ShownPayslip:
    prepared = await prepare("pay.of", {"person": person} | more, await company.ctx(asker))
    assert isinstance(prepared, Ready)
    shown = await prepared.run()
    assert isinstance(shown, ShownPayslip)
    return shown


async def test_ones_own_name_shows_ones_own_slip(company: Company) -> None:
    assert (await of(company, "Mira Tanaka", "Mira Tanaka")).slip.employee_id == "p-mira-tanaka"


@pytest.mark.parametrize(
    ("asker", "person"),
    [
        ("Mira Tanaka", "Lukas Brandt"),  # a colleague
        ("Mira Tanaka", "Jonas Weber"),  # the own manager
        ("Jonas Weber", "Mira Tanaka"),  # of the own team
        ("Ingrid Solheim", "Rafael Duarte"),  # of the own team, by the head of the company
        ("Elena Petrova", "Mira Tanaka"),  # by HR
        ("Sam Okafor", "Mira Tanaka"),  # by the administrator
        ("Priya Nair", "Leo Martins"),  # a candidate
    ],
)
async def test_somebody_elses_is_refused_and_audited(company: Company, asker: str, person: str) -> None:
    with pytest.raises(Refused, match="Pay is private"):
        await of(company, asker, person)
    (row,) = await company.records.find(AuditEvent, {"action": "pay.of"})
    assert row.outcome == "refused"


async def test_the_refusal_does_not_tell_whether_there_is_such_a_person(company: Company) -> None:
    told = []
    for person in ("Lukas Brandt", "Nobody Whosoever", "p-lukas-brandt", "brandt", "' OR 1=1 --", "%"):
        with pytest.raises(Refused) as refused:
            await of(company, "Mira Tanaka", person)
        told.append(refused.value.sentence)
    assert len(set(told)) == 1


async def test_an_id_smuggled_in_changes_nothing(company: Company) -> None:
    shown = await of(company, "Mira Tanaka", "Mira Tanaka", resolved_person_id="p-jonas-weber")
    assert shown.slip.employee_id == "p-mira-tanaka"


async def test_only_submitted_slips_are_shown(company: Company) -> None:
    mine = await company.records.find(Payslip, {"employee_id": "p-mira-tanaka"}, order="end_date")
    last = next(s for s in reversed(mine) if s.status is PayslipStatus.submitted)
    for status in (PayslipStatus.draft, PayslipStatus.withheld, PayslipStatus.cancelled):
        stored = await company.records.get(Payslip, last.id)
        await company.records.replace(stored.model_copy(update={"status": status}))
        prepared = await prepare(
            "pay.payslip", {"month": f"{last.end_date:%Y-%m}"}, await company.ctx("Mira Tanaka")
        )
        assert isinstance(prepared, Ready)
        with pytest.raises(NotFound, match="no payslip for"):
            await prepared.run()


async def test_a_month_that_is_none_is_asked_for_again(company: Company) -> None:
    for month in ("March", "2026-13", "0", "2026-3-1", "x2026-03", "2026-03x"):
        prepared = await prepare("pay.payslip", {"month": month}, await company.ctx("Mira Tanaka"))
        assert isinstance(prepared, NeedsDetails), month
        assert [f.name for f in prepared.form.fields if f.help] == ["month"]


async def test_who_has_no_payslip_is_told_so(company: Company) -> None:
    await company.appoint("Leo Martins", *(await company.person("Mira Tanaka")).roles)
    prepared = await prepare("pay.payslip", {}, await company.ctx("Leo Martins"))
    assert isinstance(prepared, Ready)
    with pytest.raises(NotFound, match="no payslip yet"):
        await prepared.run()
