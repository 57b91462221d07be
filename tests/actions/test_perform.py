"""Every tool and every role: refused exactly as the table of rights says, told and audited once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from actions import catalogue, criteria_books
from actions.perform import NeedsApproval, NeedsDetails, Ready, prepare
from actions.tool import Tool
from deploy.demo.jobs import STAGES
from domain.approvals import Approval, Group
from domain.attendance import Attendance, Checkin, attendance_id
from domain.audit import AuditEvent, first_break
from domain.cases import Case
from domain.conversations import Focus
from domain.delegations import Delegation
from domain.erasure import LegalHold
from domain.errors import NotFound, Refused
from domain.hiring import ApplicationStatus, Job, Opening
from domain.interviews import Slot, SlotOffer
from domain.leave import BlockedDates, LeaveRequest
from domain.messages import Address, Card
from domain.people import Person, Role
from domain.permissions import TABLE
from domain.ports import Record
from domain.questionnaires import Question, Questionnaire
from domain.rubric import Match
from domain.searches import Search
from domain.tickets import Ticket, TicketStatus
from domain.undoing import Reversible
from knowledge.search import entry
from tests.company import MONDAY, PYTHON_JOB, Company

ASKER = "Mira Tanaka"
COLLEAGUE = "Lukas Brandt"
ARGUMENTS: dict[str, dict[str, Any]] = {
    "application.attach": {"uploads": ["UPLOAD"]},
    "application.explain": {},
    "application.review": {"why": "My Kafka work was not seen"},
    "application.tell": {"text": "I am on holiday next week"},
    "application.timeline": {},
    "application.withdraw": {},
    "applications.history": {"candidate": "Leo Martins"},
    "ai.notice": {"job": "python", "published_on": "2026-02-02"},
    "ai.off": {"job": "python", "reason": "Under review"},
    "ai.on": {"job": "python"},
    "applications.list": {"job": "python", "stage": "review"},
    "applications.mine": {},
    "approvals.decide": {},
    "approvals.delegate": {"person": "Sam Okafor", "until": "2026-03-06"},
    "approvals.deputy": {},
    "approvals.end_delegation": {},
    "approvals.hand_over": {"which": "Lukas", "person": "Sam Okafor"},
    "approvals.list": {},
    "assistant.hello": {},
    "assistant.help": {},
    "attendance.check_in": {},
    "attendance.check_out": {},
    "attendance.correct": {"day": "2026-02-27", "came": "09:00", "left": "17:00", "reason": "Forgot it"},
    "attendance.month": {"month": "2026-02"},
    "attendance.of": {"person": ASKER, "month": "2026-02"},
    "attendance.team": {},
    "attendance.today": {},
    "candidate.message": {"candidate": "Leo Martins", "text": "Please bring your certificates"},
    "audit.export": {"person": "Leo Martins"},
    "audit.looks": {},
    "audit.verify": {},
    "candidates.add": {"uploads": ["UPLOAD"], "consent": True},
    "candidates.adjust": {"change": "SEARCH drop must_skills.0"},
    "candidates.compare": {"candidates": "Leo Martins and Yara Nasser"},
    "candidates.export": {"search": "SEARCH"},
    "candidates.like": {"candidate": "Leo Martins"},
    "candidates.refine": {"query": "only those with Kafka"},
    "candidates.search": {"query": "Python developers"},
    "candidates.show": {"candidate": "Leo Martins"},
    "candidates.why": {"candidate": "Leo Martins"},
    "candidates.unmerge": {"candidate": "c-yara.nasser"},
    "case.close": {"case": "CASE"},
    "case.list": {},
    "case.open": {"subject": "My contract"},
    "dashboard.show": {},
    "flow.manager": {"job": "python", "person": "Jonas Weber"},
    "flow.set": {"job": "python", "step": "hire", "approvers": "one of HR"},
    "flow.show": {"job": "python"},
    "interview.choose": {"slot": "slots:offered/0#0"},
    "interview.offer": {"candidate": "Leo Martins", "times": "tomorrow 10:00 or 14:00"},
    "jobs.finish": {"job": "python"},
    "fairness.report": {"job": "python"},
    "interview.answer": {"interview": "asked#0", "answer": "Once a week, with the whole team."},
    "interview.answers": {"candidate": "Leo Martins"},
    "interview.edit": {"candidate": "Leo Martins", "change": "change question 1 to how do you test?"},
    "interview.questions": {"candidate": "Leo Martins", "job": "python"},
    "interview.send": {"candidate": "Leo Martins"},
    "interview.stop": {"interview": "asked"},
    "jobs.analytics": {"job": "python"},
    "jobs.copy": {"job": PYTHON_JOB},
    "jobs.create": {"title": "Nurse", "location": "Berlin", "description": "You care for people at night."},
    "jobs.criteria": {"job": "python", "change": "weight education 5"},
    "jobs.list": {},
    "leave.add_holiday": {"day": "2026-12-24", "name": "Christmas Eve"},
    "leave.adjust": {
        "employee": COLLEAGUE,
        "leave_type": "vacation",
        "days": "2",
        "reason": "A long service",
    },
    "leave.assign": {"employee": COLLEAGUE, "policy": "GB", "start": "2026-04-01"},
    "jobs.match": {"job": "python"},
    "jobs.matches": {"job": "python"},
    "jobs.open": {"job": "python"},
    "jobs.show": {"job": "python"},
    "jobs.status": {"job": "python", "status": "on_hold"},
    "leave.away": {"group": "everyone"},
    "leave.balance": {"leave_type": "vacation"},
    "leave.block": {"start": "2026-12-20", "end": "2026-12-31", "reason": "Year-end closing"},
    "leave.blocked": {},
    "leave.cancel": {"request": "asked-before"},
    "leave.change": {"start": "2026-03-17"},
    "leave.compensatory": {"worked": "2026-03-01"},
    "leave.delegate": {"person": "Priya Nair", "of": COLLEAGUE},
    "leave.encash": {"days": "2"},
    "leave.holidays": {},
    "leave.mine": {},
    "leave.of": {"employee": ASKER},
    "leave.open_period": {"start": "2027-01-01", "end": "2027-03-31"},
    "leave.request": {"leave_type": "vacation", "start": "2026-03-06"},
    "openings.add": {"job": "python"},
    "openings.close": {"job": "python", "reason": "The budget was cut"},
    "openings.list": {"job": "python"},
    "leave.unblock": {"block": "blocked-before"},
    "pay.change": {},
    "pay.change_of": {"person": ASKER},
    "pay.document": {"person": ASKER, "document": "tax-2025"},
    "pay.of": {"person": ASKER},
    "pay.payday": {},
    "pay.payslip": {},
    "pay.payslips": {},
    "pay.salary": {},
    "pay.tax_documents": {},
    "pay.year": {},
    "payroll.inputs": {"month": "2026-02"},
    "pipeline.consider": {"candidates": "Leo Martins", "job": "Data Engineer"},
    "pipeline.move": {"candidate": "Leo Martins", "stage": "interview"},
    "pipeline.reject": {"candidate": "Leo Martins", "reason": "Asked for another place of work"},
    "pipeline.transfer": {"candidate": "Leo Martins", "to_job": "Data Engineer"},
    "pipeline.unreject": {"candidate": "Nora Lindqvist"},
    "pipeline.withdraw": {"candidate": "Leo Martins"},
    "policy.add": {"uploads": ["POLICY"], "title": "Dress", "version": "1", "effective_from": "2026-01-01"},
    "policy.ask": {"question": "Can I carry vacation days over?"},
    "privacy.erase": {"candidate": "Leo Martins", "reason": "Asked by letter"},
    "privacy.erase_me": {},
    "privacy.held": {},
    "privacy.hold": {"candidate": "Leo Martins", "reason": "A charge was filed"},
    "privacy.holds": {},
    "privacy.release": {"candidate": "Leo Martins"},
    "privacy.retention": {},
    "privacy.withdraw_consent": {},
    "profile.change": {"detail": "phone", "value": "+49 30 1234567"},
    "profile.show": {},
    "reasons.add": {"name": "Failed background check"},
    "reasons.list": {},
    "reasons.retire": {"name": "Took another job"},
    "resume.upload": {"uploads": ["UPLOAD"], "consent": True},
    "stages.add": {"job": "python", "name": "Phone screen", "after": "Review"},
    "stages.list": {"job": "python"},
    "stages.remove": {"job": "python", "stage": "Offer"},
    "stages.rename": {"job": "python", "stage": "Offer", "name": "Contract"},
    "undo.last": {},
    "shortlists.add": {"candidates": "Leo Martins", "job": "job-python-backend"},
    "shortlists.remove": {"entry": "job-python-backend c-leo.martins"},
    "shortlists.show": {"job": "job-python-backend"},
    "scores.compare": {"candidates": "Leo Martins and Yara Nasser", "job": "python"},
    "scores.explain": {"candidate": "Leo Martins", "job": "python"},
    "scores.override": {
        "candidate": "Leo Martins",
        "job": "python",
        "criterion": "Go",
        "finding": "found",
        "reason": "Showed his code",
    },
    "uploads.pause": {},
    "uploads.resume": {},
    "uploads.retry": {},
    "uploads.show": {},
    "uploads.stop": {},
    "table.check": {"uploads": ["TABLE"], "table": "people"},
    "table.export": {"table": "payslips"},
    "table.import": {"checked": "people/TABLE"},
    "selfid.answer": {"sex": "female", "race_ethnicity": "Asian"},
}
"""What a complete and right call of each tool looks like. A new tool needs a line here."""
WAITING = {
    "application.withdraw",
    "candidate.message",
    "flow.manager",
    "flow.set",
    "interview.offer",
    "pipeline.consider",
    "pipeline.transfer",
    "pipeline.unreject",
    "pipeline.withdraw",
    "approvals.delegate",
    "approvals.hand_over",
    "attendance.correct",
    "leave.add_holiday",
    "leave.adjust",
    "leave.assign",
    "leave.block",
    "interview.send",
    "leave.cancel",
    "leave.change",
    "leave.compensatory",
    "leave.delegate",
    "leave.encash",
    "leave.open_period",
    "leave.request",
    "leave.unblock",
    "pipeline.move",
    "pipeline.reject",
    "privacy.erase",
    "privacy.erase_me",
    "profile.change",
}
"""The tools that never act at once."""
CHANGING = {
    "application.attach",
    "application.review",
    "application.tell",
    "interview.choose",
    "jobs.finish",
    "openings.add",
    "openings.close",
    "reasons.add",
    "reasons.retire",
    "stages.add",
    "stages.remove",
    "stages.rename",
    "approvals.end_delegation",
    "undo.last",
    "ai.notice",
    "ai.off",
    "ai.on",
    "attendance.check_in",
    "attendance.check_out",
    "candidates.add",
    "candidates.unmerge",
    "case.close",
    "case.open",
    "interview.answer",
    "interview.edit",
    "interview.questions",
    "interview.stop",
    "jobs.copy",
    "jobs.create",
    "jobs.criteria",
    "jobs.match",
    "jobs.open",
    "jobs.status",
    "policy.add",
    "privacy.hold",
    "privacy.release",
    "privacy.withdraw_consent",
    "resume.upload",
    "shortlists.add",
    "shortlists.remove",
    "scores.compare",
    "scores.explain",
    "scores.override",
    "uploads.pause",
    "uploads.resume",
    "uploads.retry",
    "uploads.stop",
    "table.import",
    "selfid.answer",
}
"""The tools that act at once and change something."""


def test_every_tool_has_a_line_in_this_table() -> None:
    assert set(ARGUMENTS) == set(catalogue.tools())


def test_what_waits_for_a_decision_is_known_here() -> None:
    assert {t.name for t in catalogue.tools().values() if t.approval} == WAITING


@pytest.mark.parametrize("name", sorted(ARGUMENTS))
async def test_a_role_may_what_the_table_says(company: Company, name: str) -> None:
    tool = catalogue.tools()[name]
    for role in Role:
        await company.appoint(ASKER, role)
        before = await refusals(company, name)
        if tool.permission in TABLE[role]:
            await acts(company, tool)
            assert await refusals(company, name) == before
        else:
            for _ in range(2):  # the same call again, as after a crash
                with pytest.raises(Refused):
                    await prepare(
                        name, await arguments(company, name), await company.ctx(ASKER, f"{name}-{role}/0")
                    )
            assert await refusals(company, name) == before + 1


async def acts(company: Company, tool: Tool[Any]) -> None:
    """The call is prepared, done when nobody has to agree, and audited exactly when its declaration says so."""
    await brought_about(company, tool.name)
    ctx = await company.ctx(ASKER)
    if tool.name == "candidates.why":
        await company.ports.index.upsert(
            [entry(await company.candidate("Leo Martins"), company.ports.embedder)]
        )
        ctx = replace(ctx, focus=Focus(query={"must_skills": ["Python"]}))
    prepared = await prepare(tool.name, await arguments(company, tool.name), ctx)
    if tool.name in WAITING:
        assert isinstance(prepared, NeedsApproval)
        assert prepared.approvers.ids
        return
    assert isinstance(prepared, Ready)
    for _ in range(2):
        card = (await prepared.run()).card()
        assert card.title
    rows = await company.records.find(AuditEvent, {"effect_id": f"{ctx.call_id}:done"})
    assert len(rows) == (1 if tool.audited else 0)


async def brought_about(company: Company, name: str) -> None:
    """What must be so before a call: nobody comes twice, and nobody goes who has not come."""
    if name.startswith("attendance.check_"):
        company.clock.forward(timedelta(days=2))
    if name.startswith(("stages.", "openings.", "jobs.finish")):
        await as_seeded(company, filled=name == "jobs.finish")
    if name.startswith(("application.", "interview.choose")):
        await applied(company)
    if name == "pipeline.unreject":
        application = await company.application("Nora Lindqvist")
        over = {"status": ApplicationStatus.rejected, "stage_id": "rejected"}
        await company.records.replace(application.model_copy(update=over))
    if name.startswith("uploads."):
        await company.records.insert_all([handed_over(n, name) for n in range(100)])
    if name == "privacy.release":
        leo = await company.candidate("Leo Martins")
        held = {"subject_id": leo.id, "reason": "A claim", "placed_by": "p-elena-petrova"}
        id = f"hold:{await company.records.count(LegalHold)}"
        await company.records.insert(LegalHold(id=id, placed_at=company.clock(), **held))
    if name == "attendance.check_out":
        came = await prepare("attendance.check_in", {}, await company.ctx(ASKER))
        assert isinstance(came, Ready)
        await came.run()


async def as_seeded(company: Company, *, filled: bool) -> None:
    """The Python job as it was in the beginning, or with nothing left to fill."""
    job = await company.records.get(Job, PYTHON_JOB)
    openings = (Opening(id="1", status="closed" if filled else "open"),)
    update = {"stages": STAGES, "former_stages": (), "openings": openings}
    await company.records.replace(job.model_copy(update=update))


async def applied(company: Company) -> None:
    """Who asks has an application, with times to choose from."""
    yara = await company.candidate("Yara Nasser")
    mira = await company.person(ASKER)
    await company.records.replace(yara.model_copy(update={"person_id": mira.id}))
    tomorrow = company.clock() + timedelta(days=1)
    offer = SlotOffer(
        id="slots:offered/0",
        application_id=f"application:{yara.id}",
        candidate_id=yara.id,
        host_id="p-priya-nair",
        slots=(Slot(start=tomorrow, end=tomorrow + timedelta(hours=1)),),
        at=company.clock(),
    )
    await company.records.insert_all([offer])


def handed_over(number: int, tool: str) -> Ticket:
    """One of many uploads, in the state in which the tool has something to do; each repetition finds the next."""
    states = {"uploads.resume": TicketStatus.paused, "uploads.retry": TicketStatus.failed}
    return Ticket(
        id=f"ticket-{number}",
        kind="resume",
        queue="resume",
        args={"key": f"resumes/{number}"},
        actor_id="p-mira-tanaka",
        batch_id=f"batch-{number}",
        label="cv.txt",
        status=states.get(tool, TicketStatus.enqueued),
        created_at=MONDAY,
    )


async def arguments(company: Company, name: str) -> dict[str, Any]:
    given = ARGUMENTS[name]
    if name == "case.close":
        case = Case(
            id="case-1", person_id="p-mira-tanaka", subject="A", transcript=(), opened_at=company.clock()
        )
        await company.records.insert_all([case])
        return {"case": case.id}
    if name == "policy.add":
        upload = await company.upload(ASKER, b"1. Shoes\n\nShoes are worn at work at all times.\n")
        return given | {"uploads": [upload.id]}
    if "SEARCH" in str(given):
        search = Search(
            id="search-1", owner_id="p-mira-tanaka", query={"must_skills": ["Python"]}, at=company.clock()
        )
        await company.records.insert_all([search])
        return {key: value.replace("SEARCH", search.id) for key, value in given.items()}
    if name in ("table.check", "table.import"):
        number = await company.records.count(Person)
        table = f"id,name,email\np-new-{number},New {number},new-{number}@x.example\n".encode()
        upload = await company.upload(ASKER, table)
        await company.records.replace(upload.model_copy(update={"name": "people.csv"}))
        return given | (
            {"uploads": [upload.id]} if name == "table.check" else {"checked": f"people/{upload.id}"}
        )
    await company.records.insert_all([await asked_before(company)])
    await company.records.insert_all([await asked_before(company), *before(company)])
    await company.records.delete(Reversible, "reversible:earlier/0")  # taken back by the call before
    await company.records.insert_all([await asked_before(company), *await waiting(company)])
    if name.startswith("interview.") or name == "jobs.matches":
        await company.records.insert_all(await interviewed(company))
    return given | {"uploads": [(await company.upload(ASKER)).id]} if "uploads" in given else given


async def waiting(company: Company) -> tuple[Approval, Delegation, Reversible]:
    """A question to hand over, a stand-in to end, an act to take back."""
    mira, now = (await company.person(ASKER)).id, company.clock()
    question = Approval(
        id="approval:lukas/0",
        tool="leave.request",
        args={"leave_type": "vacation", "start": "2026-03-06"},
        asker_id="p-lukas-brandt",
        kind="approve",
        groups=(Group(approver_ids=(mira,)),),
        card=Card(title="Leave for Lukas Brandt"),
        turn_id="lukas",
        call_id="lukas/0",
        address=Address(channel="web", conversation="of-lukas"),
        asked_at=now,
        expires_at=now + timedelta(days=14),
    )
    stand_in = Delegation(
        id=f"delegation:{mira}",
        person_id=mira,
        to_id="p-sam-okafor",
        since=now,
        until=now + timedelta(days=3),
    )
    act = Reversible(
        id="reversible:earlier/0",
        tool="approvals.delegate",
        args={"person": "Sam Okafor", "until": "2026-03-05"},
        call_id="earlier/0",
        actor_id=mira,
        at=now,
        until=now + timedelta(minutes=10),
    )
    return question, stand_in, act


async def asked_before(company: Company) -> LeaveRequest:
    """Leave that there is to cancel and to change."""
    return LeaveRequest(
        id="asked-before",
        employee_id=(await company.person(ASKER)).id,
        leave_type_id="unpaid",
        from_date=date(2026, 3, 13),
        to_date=date(2026, 3, 13),
        days=Decimal(1),
        asked_at=company.clock(),
    )


def before(company: Company) -> list[Record]:
    """Blocked days that can be freed, and a Sunday that was worked."""
    sunday = date(2026, 3, 1)
    times = (datetime(2026, 3, 1, 8, tzinfo=UTC), datetime(2026, 3, 1, 14, tzinfo=UTC))
    checkins = tuple(
        Checkin(log_type=kind, at=at, call_id=f"call-{kind}")
        for kind, at in zip(("in", "out"), times, strict=True)
    )
    id = "p-mira-tanaka"
    return [
        BlockedDates(
            id="blocked-before", from_date=date(2026, 9, 1), to_date=date(2026, 9, 4), reason="Release"
        ),
        Attendance(id=attendance_id(id, sunday), employee_id=id, day=sunday, checkins=checkins),
    ]


async def interviewed(company: Company) -> list[Record]:
    """Questions drafted for a candidate, others sent to the asker, and a match to read."""
    drafted = Questionnaire(
        id="drafted",
        job_id=PYTHON_JOB,
        candidate_id=(await company.candidate("Leo Martins")).id,
        questions=(Question(text="How do you work?"),),
        drafted_by="rules",
        by="p-priya-nair",
        at=company.clock(),
    )
    asker = {"id": "asked", "person_id": (await company.person(ASKER)).id, "status": "sent"}
    match = Match(
        id="match", job_id=PYTHON_JOB, criteria_version=1, state="", considered=3, scored=3, model="rules", by_rules=3,
        seconds=0.1, asked_by="p-priya-nair", at=company.clock(),
    )  # fmt: skip
    job = await company.records.get(Job, PYTHON_JOB)
    await criteria_books.current(job, company.records, company.clock())
    return [drafted, drafted.model_copy(update=asker), match]


async def refusals(company: Company, name: str) -> int:
    rows = await company.records.find(AuditEvent, {"action": name}, limit=1000)
    return len([row for row in rows if row.outcome == "refused"])


async def test_the_trail_of_refusals_holds_no_names_and_its_chain_is_whole(company: Company) -> None:
    for name in ("candidates.show", "pay.of"):
        with pytest.raises(Refused):
            await prepare(
                name, {"candidate": "Leo Martins", "person": "Jonas Weber"}, await company.ctx(ASKER)
            )
    rows = await company.records.find(AuditEvent)
    assert len(rows) == 2
    assert first_break(rows) is None
    written = "".join(row.model_dump_json() for row in rows)
    assert not [name for name in ("Mira", "Tanaka", "Leo", "Jonas", "p-mira") if name in written]


async def test_a_person_without_any_role_may_nothing(company: Company) -> None:
    await company.appoint(ASKER)
    for name in ARGUMENTS:
        with pytest.raises(Refused):
            await prepare(name, await arguments(company, name), await company.ctx(ASKER))


async def test_there_are_no_tools_but_those_of_the_catalogue(company: Company) -> None:
    for name in ("", "leave", "leave.request ", "__class__", "pay_of", "assistant.help\0"):
        with pytest.raises(NotFound):
            await prepare(name, {}, await company.ctx(ASKER))


# --- forms -----------------------------------------------------------------------------------------------------


async def test_everything_that_is_missing_is_asked_for_in_one_form(company: Company) -> None:
    prepared = await prepare("leave.request", {}, await company.ctx(ASKER))
    assert isinstance(prepared, NeedsDetails)
    fields = {f.name: f for f in prepared.form.fields}
    assert {"leave_type", "start"} == {n for n, f in fields.items() if f.required}
    assert [o.value for o in fields["leave_type"].options].count("vacation") == 1
    assert fields["start"].kind == "date"


async def test_what_was_given_is_kept_beside_what_is_missing(company: Company) -> None:
    prepared = await prepare("leave.request", {"start": "2026-03-06", "note": "a"}, await company.ctx(ASKER))
    assert isinstance(prepared, NeedsDetails)
    assert {f.name: f.value for f in prepared.form.fields}["start"] == "2026-03-06"
    assert prepared.args == {"start": "2026-03-06", "note": "a"}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"leave_type": "sabbatical", "start": "2026-03-06"}, "leave_type"),
        ({"leave_type": "vacation", "start": "when the moon is full"}, "start"),
        ({"leave_type": "vacation", "start": "2026-02-30"}, "start"),
        ({"leave_type": "vacation", "start": "2026-03-06", "half_day": "evening"}, "half_day"),
        ({"leave_type": "vacation", "start": "2026-03-06", "note": "x" * 501}, "note"),
        ({"leave_type": ["vacation"], "start": "2026-03-06"}, "leave_type"),
        ({"leave_type": {"a": 1}, "start": {"$gt": ""}}, "start"),
    ],
)
async def test_a_wrong_value_is_explained_at_its_field(
    company: Company, given: dict[str, Any], field: str
) -> None:
    prepared = await prepare("leave.request", given, await company.ctx(ASKER))
    assert isinstance(prepared, NeedsDetails)
    helped = {f.name: f.help for f in prepared.form.fields}
    assert helped[field]
    assert helped[field] in prepared.sentence
    assert "Input should" not in prepared.sentence
    assert "pattern" not in prepared.sentence


async def test_what_only_the_tool_itself_may_fill_is_ignored_from_outside(company: Company) -> None:
    given = {"leave_type": "vacation", "start": "2026-03-06", "resolved_days": "0", "resolved_type_id": "x"}
    prepared = await prepare(
        "leave.request", given | {"employee_id": "p-jonas-weber"}, await company.ctx(ASKER)
    )
    assert isinstance(prepared, NeedsApproval)
    assert prepared.args.model_dump()["resolved_days"] == 1
    assert prepared.args.model_dump()["resolved_type_id"] == "vacation"
