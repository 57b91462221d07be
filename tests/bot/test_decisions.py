"""Decisions: whose yes counts at the moment it is given, one decision, one effect, and every kill in between."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from actions import trail
from domain.approvals import LIFETIME, Approval, ApprovalStatus
from domain.audit import AuditEvent, first_break
from domain.hiring import StageTransition
from domain.leave import LeaveRequest, LeaveStatus, LedgerEntry, TransactionType
from domain.messages import Chose, Message, Turn
from domain.people import Person, Role
from domain.ports import Record
from tests.bot.office import AT_ONCE, Office

MIRA, JONAS = "Mira Tanaka", "Jonas Weber"
ELENA, BEATRIX, PRIYA = "Elena Petrova", "Beatrix Lang", "Priya Nair"
LEAVE = "book vacation on 6 March 2026"


async def leave_asked(office: Office, who: str = MIRA) -> Approval:
    await office.says(who, LEAVE)
    return await office.question()


async def rejection_asked(office: Office, who: str = PRIYA) -> Approval:
    turn = await office.says(who, "Reject Leo Martins")
    await office.fills(who, f"{turn.id}/0", reason="Moved abroad")
    return await office.question()


async def leave(office: Office) -> tuple[LeaveStatus, list[Decimal]]:
    """What became of the only new request: its status, and what it took from the ledger."""
    (request,) = [r for r in await office.records.find(LeaveRequest) if r.id.startswith("leave:")]
    entries = await office.records.find(LedgerEntry, {"transaction_id": request.id})
    return request.status, [e.days for e in entries]


async def outcomes(office: Office, tool: str) -> list[str]:
    rows = await office.records.find(AuditEvent, {"action": tool}, order="id")
    assert first_break(await office.records.find(AuditEvent)) is None
    return [row.outcome for row in rows]


async def buttons(office: Office) -> list[str]:
    messages = await office.records.find(Message)
    return [b.label for m in messages if m.card for b in m.card.buttons]


# --- the road as it should be --------------------------------------------------------------------------------------


async def test_a_yes_is_carried_out_once_told_and_written_down(office: Office) -> None:
    question = await leave_asked(office)
    assert await buttons(office) == ["Approve", "Decline"]
    assert await office.waiting_threads() == {question.turn_id}
    turn = await office.chooses(JONAS, "approve", question.id)
    assert await leave(office) == (LeaveStatus.approved, [Decimal(-1)])
    assert len([a for a in await office.said_to(MIRA) if "Your leave is approved" in a]) == 1
    assert "Mira Tanaka is told" in " ".join(await office.answers(turn))
    assert await buttons(office) == []
    assert (await office.question()).applied
    assert await office.waiting_threads() == set()
    assert await outcomes(office, "leave.request") == ["approval asked", "decision: approved", "done"]


async def test_a_no_gives_the_days_back_with_the_reason(office: Office) -> None:
    question = await leave_asked(office)
    await office.chooses(JONAS, "decline", question.id, reason="We ship that week")
    assert await leave(office) == (LeaveStatus.declined, [])
    assert [a for a in await office.said_to(MIRA) if "Jonas Weber declined" in a and "We ship that week" in a]


async def test_who_asked_may_take_it_back(office: Office) -> None:
    question = await leave_asked(office)
    await office.chooses(MIRA, "decline", question.id)
    assert await leave(office) == (LeaveStatus.declined, [])
    assert await buttons(office) == []


# --- whose yes counts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["Lukas Brandt", ELENA, "Sam Okafor", "Rafael Duarte"])
@pytest.mark.parametrize("action", ["approve", "decline"])
async def test_whom_it_does_not_concern_learns_nothing(office: Office, who: str, action: str) -> None:
    """A colleague, HR, the administrator and the manager's manager were not asked."""
    question = await leave_asked(office)
    told = [
        await office.answers(await office.chooses(who, action, id))
        for id in (question.id, "no-such-approval")
    ]
    assert told[0] == told[1]
    assert (await office.question()).status is ApprovalStatus.pending


async def test_nobody_approves_their_own_request(office: Office) -> None:
    question = await rejection_asked(office, PRIYA)
    turn = await office.chooses(PRIYA, "approve", question.id)
    assert "Nobody approves their own request" in " ".join(await office.answers(turn))
    assert (await office.question()).status is ApprovalStatus.pending
    assert (await office.company.application("Leo Martins")).stage_id == "review"


async def test_hr_that_asks_for_a_rejection_does_not_approve_it_either(office: Office) -> None:
    question = await rejection_asked(office, ELENA)
    await office.chooses(ELENA, "approve", question.id)
    assert (await office.question()).status is ApprovalStatus.pending
    await office.chooses(BEATRIX, "approve", question.id, reason="Read it, and agree")
    assert (await office.company.application("Leo Martins")).stage_id == "rejected"


async def test_an_approver_who_lost_the_role_since_is_refused(office: Office) -> None:
    question = await rejection_asked(office)
    await office.company.appoint(ELENA, Role.employee)
    turn = await office.chooses(ELENA, "approve", question.id)
    assert "not yours to make" in " ".join(await office.answers(turn))
    assert (await office.question()).status is ApprovalStatus.pending


async def test_a_manager_who_lost_the_role_is_refused_and_hr_can_decide_instead(office: Office) -> None:
    question = await leave_asked(office)
    await office.company.appoint(JONAS, Role.employee)
    turn = await office.chooses(JONAS, "approve", question.id)
    assert "not yours to make" in " ".join(await office.answers(turn))
    assert await leave(office) == (LeaveStatus.open, [])
    await office.chooses(BEATRIX, "approve", question.id)
    assert await leave(office) == (LeaveStatus.approved, [Decimal(-1)])


async def test_an_asker_who_lost_the_right_since_gets_nothing_and_nothing_stays_held(office: Office) -> None:
    question = await leave_asked(office)
    await office.company.appoint(MIRA, Role.candidate)
    await office.chooses(JONAS, "approve", question.id)
    assert await leave(office) == (LeaveStatus.declined, [])
    assert not [a for a in await office.said_to(MIRA) if "is approved" in a]
    assert [a for a in await office.said_to(MIRA) if "Not permitted" in a]
    assert (await office.question()).applied


async def test_a_recruiter_who_lost_the_right_since_moves_nobody(office: Office) -> None:
    question = await rejection_asked(office)
    await office.company.appoint(PRIYA, Role.employee)
    await office.chooses(ELENA, "approve", question.id, reason="Read it, and agree")
    assert (await office.company.application("Leo Martins")).stage_id == "review"
    assert [a for a in await office.said_to(PRIYA) if "for the hiring team" in a]
    assert await outcomes(office, "pipeline.reject") == [
        "approval asked",
        "decision: approved",
        "refused",
        "not done",
    ]


async def test_who_left_since_is_no_reason_to_try_for_ever(office: Office) -> None:
    question = await leave_asked(office)
    await office.records.delete(Person, "p-mira-tanaka")
    turn = await office.chooses(JONAS, "approve", question.id)
    assert "no longer in the directory" in " ".join(await office.answers(turn))
    office.company.clock.forward(LIFETIME)
    await office.sweep.once(AT_ONCE)
    closed = await office.question()
    assert (closed.status, closed.applied) == (ApprovalStatus.expired, True)
    assert await buttons(office) == []


# --- one decision ------------------------------------------------------------------------------------------------------


async def test_of_two_approvers_at_once_exactly_one_decides(office: Office) -> None:
    question = await rejection_asked(office)
    yes = await office.turn(ELENA, Chose(action="approve", ref=question.id, reason="Read it, and agree"))
    no = await office.turn(BEATRIX, Chose(action="decline", ref=question.id, reason="Let us talk first"))
    await asyncio.gather(office.engine.handle(yes), office.engine.handle(no))
    decided = await office.question()
    approved = decided.status is ApprovalStatus.approved
    application = await office.company.application("Leo Martins")
    steps = await office.records.find(StageTransition, {"application_id": application.id})
    assert (application.stage_id, len(steps)) == (("rejected", 1) if approved else ("review", 0))
    late = " ".join(await office.answers(no if approved else yes))
    assert "already" in late or "just decided" in late
    ends = [o for o in await outcomes(office, "pipeline.reject") if o.startswith("decision")]
    assert ends == [f"decision: {decided.status}"]


@pytest.mark.parametrize(("first", "then"), [("approve", "decline"), ("decline", "approve")])
async def test_a_decision_cannot_be_turned_round(office: Office, first: str, then: str) -> None:
    """Not after it was carried out, and not in the moment before."""
    question = await leave_asked(office)
    jonas = await office.company.actor(JONAS)
    await office.engine.decisions.store(question.id, jonas, first == "approve", None)
    turns = [await office.chooses(JONAS, then, question.id) for _ in range(2)]
    await office.sweep.once(AT_ONCE)
    turns.append(await office.chooses(JONAS, then, question.id))
    expected = LeaveStatus.approved if first == "approve" else LeaveStatus.declined
    assert (await leave(office))[0] is expected
    for turn in turns:
        assert "This was already" in " ".join(await office.answers(turn))


async def test_pressing_the_same_button_again_is_no_conflict(office: Office) -> None:
    question = await leave_asked(office)
    for _ in range(3):
        turn = await office.chooses(JONAS, "approve", question.id)
        assert "Approved" in " ".join(await office.answers(turn))
    assert await leave(office) == (LeaveStatus.approved, [Decimal(-1)])


async def test_a_question_that_expired_is_closed_told_and_cannot_be_answered(office: Office) -> None:
    question = await leave_asked(office)
    office.company.clock.forward(LIFETIME)
    late = await office.chooses(JONAS, "approve", question.id)
    assert "expired" in " ".join(await office.answers(late))
    assert await leave(office) == (LeaveStatus.open, [])
    for _ in range(2):
        await office.sweep.once()
    assert await leave(office) == (LeaveStatus.declined, [])
    assert len([a for a in await office.said_to(MIRA) if "Nobody decided in time" in a]) == 1
    assert await buttons(office) == []
    later = await office.chooses(JONAS, "approve", question.id)
    assert "already expired" in " ".join(await office.answers(later))


async def test_what_was_moved_between_asking_and_approving_is_told_and_stays(office: Office) -> None:
    question = await rejection_asked(office)
    application = await office.company.application("Leo Martins")
    await office.records.replace(application.model_copy(update={"stage_id": "interview"}))
    await office.chooses(ELENA, "approve", question.id, reason="Read it, and agree")
    assert (await office.company.application("Leo Martins")).stage_id == "interview"
    told = [a for a in await office.said_to(PRIYA) if "now in Interview" in a]
    assert len([a for a in told if a.startswith("Closed without a decision")]) == 1
    assert await office.records.find(StageTransition) == []
    assert (await office.question()).applied


async def test_two_questions_of_one_turn_are_decided_apart(office: Office) -> None:
    turn = await office.says(MIRA, "book vacation on 6 March 2026. And book sick leave on 9 March 2026.")
    questions = await office.records.find(Approval)
    assert len(questions) == 2, await office.answers(turn)
    await office.chooses(JONAS, "decline", questions[0].id)
    await office.chooses(JONAS, "approve", questions[1].id)
    after = {a.id: (a.status, a.applied) for a in await office.records.find(Approval)}
    assert after == {
        questions[0].id: (ApprovalStatus.declined, True),
        questions[1].id: (ApprovalStatus.approved, True),
    }
    new = [r for r in await office.records.find(LeaveRequest) if r.id.startswith("leave:")]
    assert sorted(r.status for r in new) == [LeaveStatus.approved, LeaveStatus.declined]


# --- killed in between: each state below is what a kill leaves behind ---------------------------------------------------

Left = Callable[[Office, Approval], Awaitable[None]]


async def decision(office: Office, question: Approval) -> Approval:
    """The yes is stored: the commit point."""
    return await office.engine.decisions.store(question.id, await office.company.actor(JONAS), True, None)


async def only_the_decision(office: Office, question: Approval) -> None:
    await decision(office, question)


async def the_turn_that_decided_too(office: Office, question: Approval) -> None:
    """The decider's own turn was not brought to its end either."""
    turn = await office.turn(JONAS, Chose(action="approve", ref=question.id))
    await office.engine.accept(turn)
    await decision(office, question)


async def the_turn_that_asked_too(office: Office, question: Approval) -> None:
    """The yes came before the asker's turn was marked as done."""
    await office.reopened(await office.records.get(Turn, question.turn_id))
    await decision(office, question)


async def the_audit_row(office: Office, question: Approval) -> None:
    decided = await decision(office, question)
    await trail.append(
        office.records,
        effect_id=f"{question.id}:decided",
        at=office.company.clock(),
        actor_id=decided.decided_by or "",
        on_behalf_of=question.asker_id,
        action=question.tool,
        outcome="decision: approved",
    )


async def one_of_the_cards(office: Office, question: Approval) -> None:
    await the_audit_row(office, question)
    await office.outbox.update(
        question.call_id, lambda card: card.model_copy(update={"text": "Approved by Jonas Weber"})
    )


async def the_request_without_its_entry(office: Office, question: Approval) -> None:
    await one_of_the_cards(office, question)
    held = await office.records.get(LeaveRequest, f"leave:{question.call_id}")
    decided = {"status": LeaveStatus.approved, "decided_by": "p-jonas-weber"}
    await office.records.replace(held.model_copy(update=decided))


async def the_entry_without_a_word(office: Office, question: Approval) -> None:
    await the_request_without_its_entry(office, question)
    held = await office.records.get(LeaveRequest, f"leave:{question.call_id}")
    entry = LedgerEntry(
        id=f"ledger:{held.id}",
        employee_id=held.employee_id,
        leave_type_id=held.leave_type_id,
        transaction_type=TransactionType.application,
        transaction_id=held.id,
        days=-held.days,
        from_date=held.from_date,
        to_date=held.to_date,
        posted_at=office.company.clock(),
    )
    await office.records.insert(entry)


async def everything_but_the_mark(office: Office, question: Approval) -> None:
    await decision(office, question)
    await office.engine.decisions.settle(question.id)
    done = await office.question()
    await office.records.replace(done.model_copy(update={"applied": False}))


async def the_pause_was_never_stored(office: Office, question: Approval) -> None:
    await office.saver.adelete_thread(question.turn_id)
    await decision(office, question)


@pytest.mark.parametrize(
    "left",
    [
        only_the_decision,
        the_turn_that_decided_too,
        the_turn_that_asked_too,
        the_audit_row,
        one_of_the_cards,
        the_request_without_its_entry,
        the_entry_without_a_word,
        everything_but_the_mark,
        the_pause_was_never_stored,
    ],
)
async def test_a_decision_that_was_cut_off_is_carried_out_once(office: Office, left: Left) -> None:
    await left(office, await leave_asked(office))
    await asyncio.gather(office.sweep.once(AT_ONCE), office.sweep.once(AT_ONCE))  # two servers that start
    await office.sweep.once(AT_ONCE)
    assert await leave(office) == (LeaveStatus.approved, [Decimal(-1)])
    assert (await office.question()).applied
    assert len([a for a in await office.said_to(MIRA) if "Your leave is approved" in a]) == 1
    assert await buttons(office) == []
    assert await outcomes(office, "leave.request") == ["approval asked", "decision: approved", "done"]
    assert await office.waiting_threads() == set()
    assert not await office.records.find(Turn, {"status": "accepted"})
    told = "\n".join(await office.said_to(JONAS))
    assert "already approved" not in told


@pytest.mark.parametrize("broken", [LedgerEntry, LeaveRequest, AuditEvent, Message])
async def test_a_decision_that_a_failing_part_kept_from_its_effect_has_it_later(
    office: Office, broken: type[Record]
) -> None:
    question = await leave_asked(office)
    yes = await office.turn(JONAS, Chose(action="approve", ref=question.id))
    await office.engine.accept(yes)
    await decision(office, question)
    office.company.breaks(broken)
    for _ in range(2):
        await office.sweep.once(AT_ONCE)
    assert not (await office.question()).applied
    assert not [a for a in await office.said_to(MIRA) if "is approved" in a]
    office.company.breaks(None)
    await office.sweep.once(AT_ONCE)
    assert await leave(office) == (LeaveStatus.approved, [Decimal(-1)])
    assert len([a for a in await office.said_to(MIRA) if "Your leave is approved" in a]) == 1
    assert await outcomes(office, "leave.request") == ["approval asked", "decision: approved", "done"]
    assert await office.waiting_threads() == set()


async def test_a_decision_of_this_very_moment_is_left_to_whoever_carries_it_out(office: Office) -> None:
    await only_the_decision(office, await leave_asked(office))
    await office.sweep.once()
    assert not (await office.question()).applied
    office.company.clock.forward(timedelta(seconds=11))
    await office.sweep.once()
    assert (await office.question()).applied


async def test_a_decider_whose_turn_is_run_again_after_the_sweep_hears_no_conflict(office: Office) -> None:
    """Another server's sweep carried the decision out before the decider's own turn was picked up again."""
    question = await leave_asked(office)
    turn = await office.turn(JONAS, Chose(action="approve", ref=question.id))
    await office.engine.accept(turn)
    await decision(office, question)
    await office.engine.decisions.settle(question.id)
    await office.sweep.once(AT_ONCE)
    assert "Mira Tanaka is told" in " ".join(await office.answers(turn))


async def test_a_stage_change_that_was_cut_off_between_move_and_history_gets_its_history(
    office: Office,
) -> None:
    question = await rejection_asked(office)
    elena = await office.company.actor(ELENA)
    await office.engine.decisions.store(question.id, elena, True, "Read it, and agree")
    application = await office.company.application("Leo Martins")
    update = {
        "stage_id": "rejected",
        "status": "rejected",
        "last_transition_id": f"transition:{question.call_id}",
    }
    await office.records.replace(application.model_validate(application.model_dump() | update))
    await office.sweep.once(AT_ONCE)
    (step,) = await office.records.find(StageTransition, {"application_id": application.id})
    assert (step.from_stage_id, step.to_stage_id, step.approved_by) == (
        "review",
        "rejected",
        "p-elena-petrova",
    )
    assert [a for a in await office.said_to(PRIYA) if "Leo Martins is now in Rejected" in a]
