"""Whose applications, and who decides about them."""

from __future__ import annotations

from typing import Any

import pytest

from actions.perform import NeedsApproval, NeedsDetails, Prepared, Ready, prepare
from actions.pipeline import Moved
from domain.approvals import ApprovalStatus
from domain.conversations import Focus
from domain.errors import BadInput, Conflict, NotFound
from domain.hiring import Application, ApplicationStatus, StageTransition
from domain.people import Role
from tests.company import Company

PRIYA, LEO = "Priya Nair", "Leo Martins"
HR = {"p-elena-petrova", "p-beatrix-lang", "p-neha-banerjee"}


async def move(company: Company, to: str, asker: str = PRIYA, who: str = LEO) -> Prepared:
    return await prepare("pipeline.move", {"candidate": who, "stage": to}, await company.ctx(asker))


async def under_yes(company: Company, waiting: NeedsApproval, by: str) -> Moved:
    """Carry out what was asked under somebody's yes, as the graph does."""
    approval = await waiting.ask()
    yes = approval.model_copy(update={"status": ApprovalStatus.approved, "decided_by": by})
    prepared = await prepare(approval.tool, approval.args, waiting.ctx.under(yes))
    assert isinstance(prepared, Ready)
    moved = await prepared.run()
    assert isinstance(moved, Moved)
    return moved


@pytest.mark.parametrize("stage", ["applied", "interview"])
async def test_a_harmless_move_is_confirmed_by_who_asks(company: Company, stage: str) -> None:
    waiting = await move(company, stage)
    assert isinstance(waiting, NeedsApproval)
    assert (waiting.approvers.kind, waiting.approvers.ids) == ("confirm", ("p-priya-nair",))


@pytest.mark.parametrize("stage", ["offer", "hired"])
async def test_an_offer_and_a_hire_need_another_person(company: Company, stage: str) -> None:
    waiting = await move(company, stage)
    assert isinstance(waiting, NeedsApproval)
    assert waiting.approvers.kind == "approve"
    assert set(waiting.approvers.ids) == HR


@pytest.mark.parametrize("asker", [PRIYA, "Tom Ashdown", "Elena Petrova"])
async def test_every_rejection_needs_another_person_also_for_hr(company: Company, asker: str) -> None:
    given = {"candidate": LEO, "reason": "Moved abroad"}
    waiting = await prepare("pipeline.reject", given, await company.ctx(asker))
    assert isinstance(waiting, NeedsApproval)
    assert waiting.approvers.kind == "approve"
    assert set(waiting.approvers.ids) == HR - {(await company.person(asker)).id}


async def test_where_nobody_else_may_approve_nothing_is_asked(company: Company) -> None:
    for name in ("Beatrix Lang", "Neha Banerjee"):
        await company.appoint(name, Role.employee)
    waiting = await move(company, "offer", asker="Priya Nair")
    assert isinstance(waiting, NeedsApproval)
    with pytest.raises(BadInput, match="Nobody else may approve"):
        await move(company, "offer", asker="Elena Petrova")


@pytest.mark.parametrize("words", ["rejected", "archived", "Rejected", "rejectd"])
async def test_no_rejection_passes_as_a_move(company: Company, words: str) -> None:
    with pytest.raises(BadInput, match="reject"):
        await move(company, words)


async def test_a_rejection_without_a_reason_asks_for_it(company: Company) -> None:
    for reason in ({}, {"reason": ""}, {"reason": "   "}):
        prepared = await prepare("pipeline.reject", {"candidate": LEO} | reason, await company.ctx(PRIYA))
        assert isinstance(prepared, NeedsDetails)


async def test_a_stage_that_the_job_lacks_is_asked_back_with_those_it_has(company: Company) -> None:
    prepared = await move(company, "assessment centre")
    assert isinstance(prepared, NeedsDetails)
    (field,) = [f for f in prepared.form.fields if f.name == "stage"]
    assert {o.label for o in field.options} >= {"Applied", "Review", "Interview", "Offer", "Hired"}


async def test_moving_to_where_one_is_already_is_refused(company: Company) -> None:
    with pytest.raises(BadInput, match="already in Review"):
        await move(company, "review")


async def test_an_application_that_is_over_moves_no_more(company: Company) -> None:
    application = await company.application(LEO)
    over = application.model_copy(update={"status": ApplicationStatus.withdrawn})
    await company.records.replace(over)
    with pytest.raises(BadInput, match="already withdrawn"):
        await move(company, "interview")


async def test_a_move_is_written_down_once_with_both_people(company: Company) -> None:
    waiting = await move(company, "offer")
    assert isinstance(waiting, NeedsApproval)
    for _ in range(2):
        moved = await under_yes(company, waiting, "p-elena-petrova")
        assert moved.decided_by == "Elena Petrova"
    application = await company.application(LEO)
    (step,) = await company.records.find(StageTransition, {"application_id": application.id})
    assert (step.from_stage_id, step.to_stage_id) == ("review", "offer")
    assert (step.actor_id, step.approved_by) == ("p-priya-nair", "p-elena-petrova")


async def test_what_was_moved_meanwhile_is_a_conflict_and_stays_where_it_is(company: Company) -> None:
    waiting = await move(company, "interview")
    other = await move(company, "applied", asker="Tom Ashdown")
    assert isinstance(waiting, NeedsApproval)
    assert isinstance(other, NeedsApproval)
    await under_yes(company, other, "p-tom-ashdown")
    with pytest.raises(Conflict, match="now in Applied"):
        await under_yes(company, waiting, "p-priya-nair")
    assert (await company.application(LEO)).stage_id == "applied"


async def test_a_position_in_the_last_list_is_the_person_who_was_listed_there(company: Company) -> None:
    ids = tuple([(await company.candidate(n)).id for n in ("Yara Nasser", LEO)])
    ctx = await company.ctx(PRIYA, focus=Focus(candidate_ids=ids))
    waiting = await prepare("pipeline.move", {"candidate": "the second one", "stage": "interview"}, ctx)
    assert isinstance(waiting, NeedsApproval)
    assert waiting.args.model_dump()["resolved_candidate_id"] == ids[1]
    with pytest.raises(NotFound):
        await prepare("pipeline.move", {"candidate": "the third one", "stage": "interview"}, ctx)


# --- what a candidate sees ---------------------------------------------------------------------------------------


async def mine(company: Company, name: str, **given: Any) -> Any:
    prepared = await prepare("applications.mine", given, await company.ctx(name))
    assert isinstance(prepared, Ready)
    return await prepared.run()


async def test_a_candidate_sees_their_own_application_whatever_they_ask_for(company: Company) -> None:
    nora = await company.application("Nora Lindqvist")
    for given in ({}, {"candidate": "Nora Lindqvist"}, {"candidate_id": nora.candidate_id}):
        shown = (await mine(company, LEO, **given)).card()
        assert [item.badge for item in shown.items] == ["Review"]


async def test_a_candidate_without_an_application_sees_none(company: Company) -> None:
    shown = await mine(company, "Aisha Khan")
    assert (shown.applications, shown.has_resume) == ((), False)


async def test_a_rejected_candidate_reads_no_reason_and_no_names(company: Company) -> None:
    given = {"candidate": LEO, "reason": "Asked for 40 000 more than the band"}
    waiting = await prepare("pipeline.reject", given, await company.ctx(PRIYA))
    assert isinstance(waiting, NeedsApproval)
    await under_yes(company, waiting, "p-elena-petrova")
    (application,) = await company.records.find(
        Application, {"candidate_id": (await company.candidate(LEO)).id}
    )
    assert application.status is ApplicationStatus.rejected
    shown = (await mine(company, LEO)).card().model_dump_json()
    assert "rejected" in shown
    assert not [word for word in ("band", "Priya", "Elena") if word in shown]
