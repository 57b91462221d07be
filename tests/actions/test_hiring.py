"""Several at once, rules that are refused, flows, openings, stages, and what changed meanwhile."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from actions import catalogue
from actions.hiring.commit import TOLD_AFTER
from actions.perform import NeedsApproval, NeedsDetails, Ready, Several, prepare
from actions.tool import Context, Result
from domain.approvals import ApprovalStatus
from domain.audit import AuditEvent, first_break
from domain.conversations import Focus
from domain.errors import BadInput, Conflict, NotFound
from domain.hiring import Application, ApplicationStatus, Job, StageTransition
from domain.notices import Notice
from domain.people import Role
from tests.company import PYTHON_JOB, Company

PRIYA, TOM, ELENA, LEO, YARA, NORA = (
    "Priya Nair",
    "Tom Ashdown",
    "Elena Petrova",
    "Leo Martins",
    "Yara Nasser",
    "Nora Lindqvist",
)


async def asks(
    company: Company, tool: str, who: str = PRIYA, focus: Focus | None = None, **given: Any
) -> Any:
    return await prepare(tool, given, await company.ctx(who, focus=focus))


async def done(company: Company, tool: str, who: str = PRIYA, by: str | None = None, **given: Any) -> Result:
    """The whole of it: asked, agreed to (by the asker, or by somebody else), carried out."""
    prepared = await asks(company, tool, who, **given)
    if isinstance(prepared, NeedsApproval):
        prepared = await under_yes(company, prepared, by)
    assert isinstance(prepared, Ready), prepared
    result = await prepared.run()
    assert result.card().title
    return result


async def under_yes(company: Company, waiting: NeedsApproval, by: str | None) -> Ready:
    approval = await waiting.ask()
    decider = (await company.person(by)).id if by else waiting.ctx.actor.id
    yes = approval.model_copy(update={"status": ApprovalStatus.approved, "decided_by": decider})
    prepared = await prepare(approval.tool, approval.args, waiting.ctx.under(yes))
    assert isinstance(prepared, Ready)
    return prepared


async def listed(company: Company, *names: str) -> Focus:
    return Focus(candidate_ids=tuple([(await company.candidate(n)).id for n in names]))


async def job(company: Company) -> Job:
    found: Job = await company.records.get(Job, PYTHON_JOB)
    return found


async def history(company: Company, name: str) -> list[StageTransition]:
    application = await company.application(name)
    found: list[StageTransition] = await company.records.find(
        StageTransition, {"application_id": application.id}, order="at"
    )
    return found


# --- several at once ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("1 and 3", [YARA, NORA]),
        ("1-2", [YARA, LEO]),
        ("the first two", [YARA, LEO]),
        ("these three", [YARA, LEO, NORA]),
        ("all of them", [YARA, LEO, NORA]),
        ("Leo Martins and Nora Lindqvist", [LEO, NORA]),
        ("2, Nora", [LEO, NORA]),
    ],
)
async def test_several_are_one_proposal_that_lists_each_with_their_evidence(
    company: Company, words: str, names: list[str]
) -> None:
    focus = await listed(company, YARA, LEO, NORA)
    waiting = await asks(company, "pipeline.move", focus=focus, candidate=words, stage="applied")
    assert isinstance(waiting, NeedsApproval)
    card = (await waiting.ask()).card
    assert [i.title for i in card.items] == names
    assert all((i.subtitle or "").startswith("Python, ") for i in card.items)
    assert str(len(names)) in str(card.title)


async def test_one_who_was_moved_meanwhile_keeps_nobody_else_back(company: Company) -> None:
    focus = await listed(company, YARA, LEO)
    waiting = await asks(company, "pipeline.move", focus=focus, candidate="both", stage="interview")
    await done(company, "pipeline.move", TOM, candidate=LEO, stage="applied")
    result = await (await under_yes(company, waiting, None)).run()
    card = result.card()
    assert [(i.title, i.badge) for i in card.items] == [(YARA, "moved"), (LEO, "not moved")]
    assert "Tom Ashdown moved Leo Martins on 2 Mar 2026" in str(card.items[1].subtitle)
    assert [(await company.application(n)).stage_id for n in (YARA, LEO)] == ["interview", "applied"]
    rows = await company.records.find(AuditEvent, {"action": "application.transition"})
    assert [r.outcome for r in rows] == ["move", "move"]
    assert first_break(await company.records.find(AuditEvent)) is None


@pytest.mark.parametrize("words", ["these five", "4 and 1", "2-7", "all four"])
async def test_a_list_that_is_not_the_one_shown_is_told_and_never_guessed(
    company: Company, words: str
) -> None:
    focus = await listed(company, YARA, LEO)
    with pytest.raises((BadInput, NotFound), match="list above has 2 people"):
        await asks(company, "pipeline.move", focus=focus, candidate=words, stage="interview")


async def test_an_offer_is_decided_for_one_at_a_time(company: Company) -> None:
    focus = await listed(company, YARA, LEO)
    with pytest.raises(BadInput, match="one person at a time"):
        await asks(company, "pipeline.move", focus=focus, candidate="both", stage="offer")


# --- no rule decides --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "everyone below 60 %",
        "the rest",
        "all who lack Java",
        "the others",
        "all of them",
        "these three",
        "anybody with less than 5 years",
        "the bottom half",
        "candidates under 50%",
    ],
)
async def test_nobody_is_rejected_by_a_rule_and_the_attempt_is_written_down(
    company: Company, words: str
) -> None:
    focus = await listed(company, YARA, LEO, NORA)
    with pytest.raises(BadInput, match=r"GDPR Art\. 22") as refused:
        await asks(company, "pipeline.reject", focus=focus, candidate=words)
    assert "reject 2 and 4 because" in refused.value.sentence
    rows = await company.records.find(AuditEvent, {"action": "pipeline.reject"})
    assert [r.outcome for r in rows] == ["refused: by a rule"]


@pytest.mark.parametrize("words", ["everyone above 80 %", "all with a score over 70"])
async def test_nobody_is_picked_by_a_score_either(company: Company, words: str) -> None:
    with pytest.raises(BadInput, match="pick nobody by a score"):
        await asks(company, "pipeline.move", candidate=words, stage="interview")


async def test_two_rejections_are_two_decisions(company: Company) -> None:
    focus = await listed(company, YARA, LEO, NORA)
    several = await asks(company, "pipeline.reject", focus=focus, candidate="1 and 3", reason="No Go")
    assert isinstance(several, Several)
    names = []
    for given in several.given():
        waiting = await asks(company, "pipeline.reject", **given)
        approval = await waiting.ask()
        names.append(approval.card.title)
        assert approval.reason_for == {"yes"}
        assert approval.kind == "approve"
    assert names == [f"Reject {YARA}?", f"Reject {NORA}?"]


async def test_a_reason_that_speaks_of_a_score_is_tagged_until_a_person_has_decided(company: Company) -> None:
    waiting = await asks(company, "pipeline.reject", candidate=LEO, reason="His score of 43 % is too low")
    approval = await waiting.ask()
    assert "Needs human review" in {f.label for f in approval.card.facts}
    assert [i.title for i in approval.card.items] == ["Python", "SQL", "REST"]
    assert (await company.application(LEO)).needs_human_review
    await (await under_yes(company, waiting, ELENA)).run()
    assert not (await company.application(LEO)).needs_human_review


async def test_the_kind_of_reason_is_counted_and_the_words_are_kept(company: Company) -> None:
    await done(company, "pipeline.reject", by=ELENA, candidate=LEO, reason="He took another job")
    (step,) = await history(company, LEO)
    assert (step.rejection_reason_id, step.reason) == ("other-job", "He took another job")
    assert any(line.startswith("Python: “") for line in step.evidence)


async def test_reasons_are_kept_by_hr(company: Company) -> None:
    await done(company, "reasons.add", ELENA, name="Failed background check")
    await done(company, "reasons.retire", ELENA, name="Took another job")
    shown = (await done(company, "reasons.list")).card()
    assert shown.table is not None
    names = [row[0] for row in shown.table.rows]
    assert "Failed background check" in names
    assert "Took another job" not in names
    with pytest.raises(BadInput, match="Other"):
        await asks(company, "reasons.retire", ELENA, name="Other")


# --- back again ---------------------------------------------------------------------------------------------------------


async def test_a_rejection_is_taken_back_to_the_stage_it_left_and_the_candidate_never_hears(
    company: Company,
) -> None:
    with pytest.raises(NotFound, match="no rejected application"):
        await asks(company, "pipeline.unreject", candidate=NORA)
    await done(company, "pipeline.reject", by=ELENA, candidate=NORA, reason="Wrong person")
    await done(company, "pipeline.unreject", candidate=NORA)
    application = await company.application(NORA)
    assert (application.status, application.stage_id) == (ApplicationStatus.active, "interview")
    assert [s.kind for s in await history(company, NORA)] == ["reject", "unreject"]
    assert [n.told for n in await company.records.find(Notice)] == [True]


async def test_a_withdrawal_is_recorded_on_behalf_of_the_candidate(company: Company) -> None:
    await done(company, "pipeline.withdraw", candidate=LEO, reason="Called us")
    (step,) = await history(company, LEO)
    leo = await company.person(LEO)
    assert (step.kind, step.actor_id, step.on_behalf_of) == ("withdraw", "p-priya-nair", leo.id)
    with pytest.raises(BadInput, match="already withdrawn"):
        await asks(company, "pipeline.move", candidate=LEO, stage="interview")


async def test_a_transfer_begins_anew_in_the_other_job_with_its_history(company: Company) -> None:
    await done(company, "pipeline.transfer", candidate=LEO, to_job="Data Engineer")
    application = await company.application(LEO)
    assert (application.job_id, application.stage_id) == ("job-data-engineer", "applied")
    (step,) = await history(company, LEO)
    assert (step.from_job_id, step.job_id) == (PYTHON_JOB, "job-data-engineer")
    with pytest.raises(NotFound, match="is in Applied for Data Engineer"):
        await asks(company, "pipeline.move", candidate=LEO, stage="interview", job="python")


# --- openings and flows ---------------------------------------------------------------------------------------------------


async def test_nobody_is_hired_beyond_the_openings_and_the_last_one_closes_the_job(company: Company) -> None:
    python = await job(company)
    await company.records.replace(python.model_copy(update={"openings": python.openings[:1]}))
    hires = [await asks(company, "pipeline.move", candidate=n, stage="hired") for n in (LEO, YARA)]
    await (await under_yes(company, hires[0], ELENA)).run()
    with pytest.raises(BadInput, match="no open opening left"):
        await (await under_yes(company, hires[1], ELENA)).run()
    assert (await company.application(YARA)).status is ApplicationStatus.active
    shown = (await done(company, "openings.list", job="python")).card()
    assert [i.subtitle for i in shown.items if "Leo Martins" in str(i.subtitle)]
    assert [b.action for b in shown.buttons] == ["jobs.finish"]
    await done(company, "jobs.finish", job="python")
    assert (await job(company)).status == "closed"


async def test_an_opening_is_given_back_when_the_application_went_elsewhere(company: Company) -> None:
    hire = await asks(company, "pipeline.move", candidate=LEO, stage="hired")
    ready = await under_yes(company, hire, ELENA)
    await done(company, "pipeline.withdraw", TOM, candidate=LEO)
    with pytest.raises(Conflict, match="Tom Ashdown recorded the withdrawal"):
        await ready.run()
    assert all(o.status == "open" for o in (await job(company)).openings)


async def test_a_second_yes_to_the_same_hire_leaves_the_opening_with_who_is_hired(company: Company) -> None:
    hires = [await asks(company, "pipeline.move", who, candidate=LEO, stage="hired") for who in (PRIYA, TOM)]
    first, second = [await under_yes(company, hire, ELENA) for hire in hires]
    await first.run()
    with pytest.raises(Conflict, match="hired Leo Martins"):
        await second.run()
    leo = await company.application(LEO)
    assert leo.status is ApplicationStatus.hired
    assert [o.application_id for o in (await job(company)).openings if o.application_id] == [leo.id]


async def test_a_flow_of_the_job_decides_who_is_asked_in_order(company: Company) -> None:
    await done(
        company,
        "flow.set",
        ELENA,
        by="Beatrix Lang",
        job="python",
        step="hire",
        approvers="hiring manager then two of HR",
    )
    waiting = await asks(company, "pipeline.move", candidate=LEO, stage="hired")
    assert isinstance(waiting, NeedsApproval)
    first, second = waiting.approvers.groups
    assert (first.approver_ids, first.needed) == (("p-jonas-weber",), 1)
    assert (len(second.approver_ids), second.needed) == (3, 2)
    assert waiting.approvers.step_up
    shown = (await done(company, "flow.show", job="python")).card()
    assert shown.table is not None
    assert ("Hire", "the hiring manager, then 2 of HR", "yes") in shown.table.rows


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("five of HR", "there are only 2"),
        ("the board", "do not know who"),
        ("seven of HR then nobody", "do not know"),
    ],
)
async def test_a_flow_that_nobody_could_pass_is_refused(company: Company, words: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        await asks(company, "flow.set", ELENA, job="python", step="offer", approvers=words)


async def test_hr_does_not_change_a_flow_alone(company: Company) -> None:
    waiting = await asks(company, "flow.set", ELENA, job="python", step="reject", approvers="one of HR")
    assert "p-elena-petrova" not in waiting.approvers.ids
    for name in ("Beatrix Lang", "Neha Banerjee"):
        await company.appoint(name, Role.employee)
    with pytest.raises(BadInput, match=r"there are only|Nobody else"):
        await asks(company, "flow.set", ELENA, job="python", step="reject", approvers="one of HR")


# --- the stages of a job ----------------------------------------------------------------------------------------------------


async def test_a_stage_is_added_named_used_and_removed_when_empty(company: Company) -> None:
    await done(company, "stages.add", job="python", name="Phone screen", after="Review")
    names = [s.name for s in (await job(company)).stages]
    assert names[:4] == ["Applied", "Review", "Phone screen", "Interview"]
    await done(company, "pipeline.move", candidate=LEO, stage="phone screen")
    assert (await company.application(LEO)).stage_id == "phone-screen"
    await done(company, "stages.rename", job="python", stage="Phone screen", name="First call")
    with pytest.raises(BadInput, match="1 application is in First call"):
        await asks(company, "stages.remove", job="python", stage="First call")
    await done(company, "pipeline.move", candidate=LEO, stage="interview")
    await done(company, "stages.remove", job="python", stage="First call")
    told = (await done(company, "applications.history", candidate=LEO)).card()
    assert [f.value for i in told.items for f in i.facts] == ["Review → First call", "First call → Interview"]
    prepared = await asks(company, "pipeline.move", candidate=LEO, stage="First call")
    assert isinstance(prepared, NeedsDetails)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": "review"}, "already has a stage"),
        ({"name": "Party", "after": "Hired"}, "cannot come after"),
    ],
)
async def test_a_stage_that_makes_no_sense_is_refused(
    company: Company, given: dict[str, str], sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        await asks(company, "stages.add", job="python", **given)


@pytest.mark.parametrize("stage", ["Applied", "Hired", "Rejected"])
async def test_the_ends_of_a_pipeline_stay(company: Company, stage: str) -> None:
    with pytest.raises(BadInput, match="begins and ends"):
        await asks(company, "stages.remove", job="data engineer", stage=stage)


# --- who is meant -------------------------------------------------------------------------------------------------------------


async def test_two_of_one_name_are_asked_back_also_within_a_list(company: Company) -> None:
    twin = (await company.candidate(LEO)).model_copy(
        update={"id": "c-twin", "email": None, "person_id": None}
    )
    leo = await company.application(LEO)
    await company.records.insert(twin)
    await company.records.insert(leo.model_copy(update={"id": "a-twin", "candidate_id": "c-twin"}))
    prepared = await asks(company, "pipeline.move", candidate=f"{YARA}, {LEO}", stage="interview")
    assert isinstance(prepared, NeedsDetails)
    (field,) = [f for f in prepared.form.fields if f.name == "candidate"]
    assert len(field.options) == 2
    waiting = await asks(company, "pipeline.move", candidate=field.options[0].value, stage="interview")
    assert isinstance(waiting, NeedsApproval)
    assert len(waiting.args.model_dump()["resolved_steps"]) == 2


async def test_whom_nobody_knows_is_offered_the_nearest_and_a_pronoun_without_anybody_asks(
    company: Company,
) -> None:
    with pytest.raises(NotFound, match="Did you mean Leo Martins"):
        await asks(company, "pipeline.move", candidate="Leon Martin Jr", stage="interview")
    prepared = await asks(company, "pipeline.move", candidate="her", stage="interview")
    assert isinstance(prepared, NeedsDetails)


# --- undo ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tool", ["pipeline.move", "pipeline.reject"])
def test_a_move_and_a_rejection_can_be_undone_while_the_candidate_has_not_heard(tool: str) -> None:
    undo = catalogue.tools()[tool].undo
    assert undo is not None
    assert undo.within <= TOLD_AFTER


async def undo(company: Company, call_id: str) -> Result:
    prepared = await asks(company, "undo.last", act=call_id)
    assert isinstance(prepared, Ready)
    return await prepared.run()


async def moved_with_id(company: Company, **given: Any) -> Context:
    waiting = await asks(company, "pipeline.move", **given)
    assert isinstance(waiting, NeedsApproval)
    await (await under_yes(company, waiting, None)).run()
    return waiting.ctx


async def test_a_move_is_undone_once_and_appended(company: Company) -> None:
    focus = await listed(company, YARA, LEO)
    ctx = await moved_with_id(company, focus=focus, candidate="both", stage="interview")
    await undo(company, ctx.call_id)
    assert [(await company.application(n)).stage_id for n in (YARA, LEO)] == ["review", "review"]
    assert len(await history(company, LEO)) == 2
    with pytest.raises(Conflict, match="undone already"):
        await undo(company, ctx.call_id)


async def test_what_has_gone_on_or_was_told_is_not_undone(company: Company) -> None:
    ctx = await moved_with_id(company, candidate=LEO, stage="interview")
    (notice,) = await company.records.find(Notice)
    assert notice.at == company.clock() + timedelta(minutes=10)
    await company.records.replace(notice.model_copy(update={"told": True}))
    with pytest.raises(Conflict, match="has been told"):
        await undo(company, ctx.call_id)
    other = await moved_with_id(company, candidate=YARA, stage="interview")
    await done(company, "pipeline.move", TOM, candidate=YARA, stage="applied")
    with pytest.raises(Conflict, match="gone on since"):
        await undo(company, other.call_id)


# --- a crash at any line ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Application, StageTransition, AuditEvent, Notice, Job])
async def test_a_hire_cut_off_anywhere_is_finished_by_doing_it_again(company: Company, kind: Any) -> None:
    hire = await asks(company, "pipeline.move", candidate=LEO, stage="hired")
    ready = await under_yes(company, hire, ELENA)
    company.breaks(kind)
    with pytest.raises(Exception, match="disk full"):
        await ready.run()
    company.breaks(None)
    for _ in range(2):
        await ready.run()
    assert len(await history(company, LEO)) == 1
    taken = [o for o in (await job(company)).openings if o.application_id]
    assert [o.application_id for o in taken] == [(await company.application(LEO)).id]
    assert len(await company.records.find(Notice)) == 1


async def test_a_step_whose_history_was_cut_off_is_written_by_whoever_comes_next(company: Company) -> None:
    waiting = await asks(company, "pipeline.move", candidate=LEO, stage="interview")
    ready = await under_yes(company, waiting, None)
    company.breaks(StageTransition)
    with pytest.raises(Exception, match="disk full"):
        await ready.run()
    company.breaks(None)
    await done(company, "pipeline.move", TOM, candidate=LEO, stage="applied")
    assert [s.to_stage_id for s in await history(company, LEO)] == ["interview", "applied"]
    await ready.run()  # the sweep comes late: nothing is moved again
    assert (await company.application(LEO)).stage_id == "applied"
    assert len(await history(company, LEO)) == 2
