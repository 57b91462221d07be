"""The demo company as records: Brindlewick Rail, which does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from deploy.demo.attendance import attendance
from deploy.demo.jobs import jobs
from deploy.demo.leave import ledger
from deploy.demo.leave_types import POLICIES, TYPES
from deploy.demo.pay import payslips, tax_documents
from deploy.demo.people import candidates, employees
from deploy.demo.shifts import SHIFTS
from domain.attendance import Attendance, Shift
from domain.hiring import Job
from domain.leave import LeavePolicy, LeaveRequest, LeaveType, LedgerEntry
from domain.pay import Payslip, TaxDocument
from domain.people import Person

DEMO_PASSWORD = "all-aboard-2go"
"""Of every demo account. Public: the demo holds nothing but invented people."""


@dataclass(frozen=True)
class Demo:
    employees: tuple[Person, ...]
    candidates: tuple[Person, ...]
    leave_types: tuple[LeaveType, ...]
    leave_policies: tuple[LeavePolicy, ...]
    leave_requests: tuple[LeaveRequest, ...]
    leave_ledger: tuple[LedgerEntry, ...]
    payslips: tuple[Payslip, ...]
    tax_documents: tuple[TaxDocument, ...]
    shifts: tuple[Shift, ...]
    attendance: tuple[Attendance, ...]
    jobs: tuple[Job, ...]

    @property
    def people(self) -> tuple[Person, ...]:
        return self.employees + self.candidates

    @property
    def emails(self) -> tuple[str, ...]:
        """Who can sign in with `DEMO_PASSWORD`."""
        return tuple(person.email for person in self.people)


def build(today: date) -> Demo:
    """The company as of `today`: equal for equal days."""
    staff = employees(today)
    people = tuple(employee.person for employee in staff)
    requests, entries = ledger(people, today)
    slips = payslips(staff, requests, today)
    return Demo(
        employees=people,
        candidates=candidates(),
        leave_types=TYPES,
        leave_policies=POLICIES,
        leave_requests=requests,
        leave_ledger=entries,
        payslips=slips,
        tax_documents=tax_documents(staff, slips),
        shifts=SHIFTS,
        attendance=attendance(people, requests, today),
        jobs=jobs(),
    )
