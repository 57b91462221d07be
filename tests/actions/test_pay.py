"""Pay is private: one's own, and nobody else's, however it is asked for."""

from __future__ import annotations

import pytest

from actions.pay import ShownPayslip
from actions.pay_change import PayChange
from actions.pay_year import Salary, TaxDocuments, YearToDate
from actions.perform import NeedsDetails, Ready, prepare
from actions.tool import Result
from actions.trail import pseudonym
from domain.audit import AuditEvent
from domain.errors import NotFound, Refused
from domain.pay import Payslip, PayslipStatus
from domain.paychange import Cause
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


async def test_hr_reads_it_and_the_trail_says_whose_without_a_name(company: Company) -> None:
    shown = await of(company, "Elena Petrova", "Mira Tanaka")
    assert shown.slip.employee_id == "p-mira-tanaka"
    assert "Mira Tanaka" in (shown.card().title or "")
    (row,) = await company.records.find(AuditEvent, {"action": "pay.of"})
    assert (row.outcome, row.subject) == ("done", await pseudonym(company.records, "p-mira-tanaka"))
    assert "mira" not in row.model_dump_json().casefold()


# --- why it changed, to date, and the rest ---------------------------------------------------------------------


async def found(company: Company, tool: str, asker: str = "Mira Tanaka", **given: object) -> Result:
    prepared = await prepare(tool, given, await company.ctx(asker))
    assert isinstance(prepared, Ready)
    return await prepared.run()


@pytest.mark.parametrize("month", ["2025-06", "2025-07", "2026-01", "2026-02"])
async def test_the_change_is_told_line_by_line_and_sums_up(company: Company, month: str) -> None:
    told = await found(company, "pay.change", month=month)
    assert isinstance(told, PayChange)
    card = told.card()
    assert sum(c.effect for c in told.comparison.changes) == told.comparison.difference
    assert len(card.table.rows if card.table else ()) == len(told.comparison.changes) + bool(card.table)
    causes = {c.cause for c in told.comparison.changes}
    assert (
        causes
        == {
            "2025-06": {Cause.one_off, Cause.follows_gross},
            "2025-07": {Cause.one_off, Cause.follows_gross},
            "2026-01": {Cause.tax_rate},
            "2026-02": set(),
        }[month]
    )


async def test_why_somebody_elses_pay_changed_is_for_who_may_read_it(company: Company) -> None:
    told = await found(company, "pay.change_of", "Elena Petrova", person="Mira Tanaka", month="2026-01")
    assert "The net pay of Mira Tanaka is" in (told.card().title or "")
    assert isinstance(told, PayChange)
    assert {c.cause for c in told.comparison.changes} == {Cause.tax_rate}
    with pytest.raises(Refused, match="Pay is private"):
        await found(company, "pay.change_of", "Jonas Weber", person="Mira Tanaka")


async def test_the_first_slip_has_nothing_before_it(company: Company) -> None:
    first = (await company.records.find(Payslip, {"employee_id": "p-mira-tanaka"}, order="end_date"))[0]
    with pytest.raises(NotFound, match="first payslip"):
        await found(company, "pay.change", month=f"{first.end_date:%Y-%m}")


async def test_tax_so_far_is_the_sum_of_the_years_slips(company: Company) -> None:
    told = await found(company, "pay.year")
    assert isinstance(told, YearToDate)
    mine = await company.records.find(Payslip, {"employee_id": "p-mira-tanaka"})
    this_year = [s for s in mine if s.end_date.year == 2026]
    paid = sum(line.amount for s in this_year for line in s.deductions if line.income_tax)
    assert told.totals.tax_year == paid > 0
    assert told.totals.net_year == sum(s.net_pay for s in this_year)
    assert "Income tax paid" in told.card().model_dump_json()


async def test_payday_salary_and_tax_documents(company: Company) -> None:
    assert "31 Mar 2026, in 29 days" in ((await found(company, "pay.payday")).card().title or "")
    salary = await found(company, "pay.salary")
    mine = await company.records.find(Payslip, {"employee_id": "p-mira-tanaka"}, order="end_date")
    assert isinstance(salary, Salary)
    assert salary.earnings == (("Basic salary", mine[-1].gross_pay),)
    documents = await found(company, "pay.tax_documents")
    assert isinstance(documents, TaxDocuments)
    assert [d.year for d in documents.documents] == [2025]
    assert documents.card().links[0].path == "/employee/payroll/p-mira-tanaka/tax-2025.pdf"
    with pytest.raises(NotFound, match="end of the following January"):
        await found(company, "pay.tax_documents", year=2026)


@pytest.mark.parametrize(
    "document", ["tax-2026", "ps-p-jonas-weber-2026-02", "ps-p-mira-tanaka-1999-01", "tax-", ".."]
)
async def test_a_document_that_is_not_ones_own_is_not_there(company: Company, document: str) -> None:
    with pytest.raises(NotFound, match="could not find"):
        await found(company, "pay.document", person="p-mira-tanaka", document=document)
