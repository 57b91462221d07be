"""Whole conversations about leave, as people type them: what is asked for, changed and taken back in the same breath."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.approvals import Approval, ApprovalStatus
from domain.leave import LeaveRequest, LeaveStatus, LeaveType
from tests.bot.office import Office

MIRA, JONAS, ELENA = "Mira Tanaka", "Jonas Weber", "Elena Petrova"


async def said(office: Office, *texts: str, who: str = MIRA) -> list[str]:
    """What is answered to the last of them, all in one conversation."""
    address = office.place(f"talk-{who}")
    for text in texts:
        turn = await office.says(who, text, address)
    return await office.answers(turn)


async def asked_for(office: Office) -> list[tuple[str, str, Decimal, str]]:
    """What Mira has asked for and still stands."""
    found = await office.records.find(LeaveRequest, {"employee_id": "p-mira-tanaka"}, order="from_date")
    return [
        (f"{r.from_date}", f"{r.to_date}", r.days, r.half_day) for r in found if r.status is LeaveStatus.open
    ]


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (("book vacation next Mon–Wed",), [("2026-03-09", "2026-03-11", Decimal(3), "none")]),
        (("3 days vac from the 14th",), [("2026-03-16", "2026-03-18", Decimal(3), "none")]),
        (("vacation friday afternoon",), [("2026-03-06", "2026-03-06", Decimal("0.5"), "afternoon")]),
        (("can i get fri off pls", "vacation"), [("2026-03-06", "2026-03-06", Decimal(1), "none")]),
        (
            ("half day friday", "afternoon", "pto"),
            [("2026-03-06", "2026-03-06", Decimal("0.5"), "afternoon")],
        ),
        (
            ("friday off", "make it thursday instead", "vacation"),
            [("2026-03-05", "2026-03-05", Decimal(1), "none")],
        ),
        (("vacation on 20 april", "actually the 21st"), [("2026-04-21", "2026-04-21", Decimal(1), "none")]),
        (
            ("vacation 13 to 17 april", "push it back a week"),
            [("2026-04-20", "2026-04-24", Decimal(5), "none")],
        ),
        (
            ("vacation 20 to 24 april", "extend it until the 27th"),
            [("2026-04-20", "2026-04-27", Decimal(6), "none")],
        ),
        (
            ("vacation from the 6th thru the 10th of april",),
            [("2026-04-06", "2026-04-10", Decimal(4), "none")],
        ),
        (("feeling rough, not coming in today",), [("2026-03-02", "2026-03-02", Decimal(1), "none")]),
        (("can i get fri off pls", "nvm"), []),
    ],
)
async def test_what_is_asked_for_in_a_few_words(
    office: Office, texts: tuple[str, ...], days: list[tuple[str, str, Decimal, str]]
) -> None:
    await said(office, *texts)
    assert await asked_for(office) == days


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I'd like yesterday off", "in the past"),
        ("400 days off from monday", "365 days are possible"),
        ("off from 20 march to 10 march", "before the first"),
        ("leave on 30 february", "no day “30 february”"),
        ("I need saturday off", "already free"),
        ("half day on 1 may in the morning", "already free"),
        ("vacation for 40 days from 1 june", "Ask for fewer days"),
    ],
)
async def test_what_cannot_be_is_refused_in_one_sentence_with_the_rule(
    office: Office, text: str, words: str
) -> None:
    (answer,) = await said(office, text)
    assert words in answer
    assert await asked_for(office) == []


async def test_a_follow_up_keeps_what_was_asked(office: Office) -> None:
    (christmas,) = await said(office, "how much vacation do I have", "and by Christmas?")
    assert "30 days of vacation left; 7 days can still be taken" in christmas
    (sick,) = await said(office, "and sick?")
    assert sick.startswith("On Fri 25 Dec 2026 you will have 30 days of sick leave left")
    (away,) = await said(office, "who's off nxt week?", "and the week after", who=JONAS)
    assert "16 Mar 2026 – Fri 20 Mar 2026" in away


async def test_what_was_just_asked_is_taken_back_and_nothing_else(office: Office) -> None:
    (card,) = await said(office, "vacation on 20 april", "vacation on 27 april", "cancel that")
    assert "Cancel this leave?" in card
    assert "27 Apr 2026" in card


async def test_a_managers_questions_about_the_team_are_not_for_strangers(office: Office) -> None:
    (mine,) = await said(office, "how many days does Mira have left", who=JONAS)
    assert mine.startswith("Leave of Mira Tanaka")
    for who in ("Lukas Brandt", "Priya Nair"):
        turn = await office.says(who, "how many days does Mira have left")
        (refused,) = await office.answers(turn)
        assert "whose time off you may see" in refused


# --- first the manager, then HR -------------------------------------------------------------------------------------


async def test_long_leave_is_approved_by_the_manager_and_then_by_hr(office: Office) -> None:
    kind = await office.records.get(LeaveType, "vacation")
    await office.records.replace(kind.model_copy(update={"hr_from_days": Decimal(5)}))
    await said(office, "vacation 13 to 17 april")
    approval = await office.question()
    assert [(g.name, "p-elena-petrova" in g.approver_ids) for g in approval.groups] == [
        ("Manager", False),
        ("HR", True),
    ]
    await office.chooses(JONAS, "approve", approval.id)
    assert len(await asked_for(office)) == 1, "held until HR has spoken"
    await office.chooses(ELENA, "approve", approval.id)
    stored = await office.records.get(Approval, approval.id)
    assert stored.status is ApprovalStatus.approved
    (request,) = [
        r
        for r in await office.records.find(LeaveRequest, {"employee_id": "p-mira-tanaka"})
        if r.days == 5 and str(r.from_date) == "2026-04-13"
    ]
    assert request.status is LeaveStatus.approved


async def test_short_leave_needs_the_manager_alone_and_a_no_of_either_frees_the_days(office: Office) -> None:
    kind = await office.records.get(LeaveType, "vacation")
    await office.records.replace(kind.model_copy(update={"hr_from_days": Decimal(2)}))
    await said(office, "vacation on 13 april")
    assert len((await office.question()).groups) == 1
    await said(office, "vacation 20 to 21 april")
    (long,) = [a for a in await office.records.find(Approval) if len(a.groups) == 2]
    await office.chooses(JONAS, "approve", long.id)
    await office.chooses(ELENA, "decline", long.id, "The audit is that week")
    assert [start for start, *_ in await asked_for(office)] == ["2026-04-13"]
