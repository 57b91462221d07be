"""The candidate's side: only ever their own, in plain words, both ways, and a time taken once."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from actions import catalogue
from actions.hiring import slot_times
from actions.perform import NeedsApproval, NeedsDetails, Prepared, Ready, prepare
from actions.tool import Result
from domain.approvals import ApprovalStatus
from domain.cases import Case
from domain.correspondence import ApplicationPaper, Letter
from domain.errors import BadInput, Conflict, NotFound, PeopledeskError, Refused
from domain.hiring import ApplicationStatus
from domain.interviews import ScheduledInterview, SlotOffer
from knowledge import indexing, search
from tests.company import MONDAY, Company

PRIYA, LEO, NORA, AISHA = "Priya Nair", "Leo Martins", "Nora Lindqvist", "Aisha Khan"


async def done(company: Company, tool: str, who: str, **given: Any) -> Result:
    """Asked, confirmed by oneself where that is needed, and carried out."""
    prepared = await prepare(tool, given, await company.ctx(who))
    if isinstance(prepared, NeedsApproval):
        assert prepared.approvers.kind == "confirm"
        approval = await prepared.ask()
        yes = approval.model_copy(
            update={"status": ApprovalStatus.approved, "decided_by": prepared.ctx.actor.id}
        )
        prepared = await prepare(tool, approval.args, prepared.ctx.under(yes))
    assert isinstance(prepared, Ready), prepared
    result = await prepared.run()
    again = await prepared.run()  # as after a crash
    assert again.card() == result.card()
    return result


async def run(prepared: Prepared) -> Result:
    assert isinstance(prepared, Ready)
    return await prepared.run()


OWN = sorted(n for n in catalogue.tools() if n.startswith("application."))
GIVEN: dict[str, dict[str, Any]] = {
    "application.attach": {"uploads": []},
    "application.tell": {"text": "Hello"},
}


@pytest.mark.parametrize("tool", OWN)
async def test_who_has_not_applied_acts_on_nothing(company: Company, tool: str) -> None:
    given = GIVEN.get(tool, {})
    if "uploads" in given:
        given = {"uploads": [(await company.upload(AISHA)).id]}
    with pytest.raises(NotFound, match="no application with us"):
        await run(await prepare(tool, given, await company.ctx(AISHA)))


@pytest.mark.parametrize(
    "given", [{}, {"job": "python"}, {"candidate": NORA, "application_id": "application:c-nora.lindqvist"}]
)
async def test_a_timeline_is_ones_own_whatever_is_asked(company: Company, given: dict[str, str]) -> None:
    card = (await done(company, "application.timeline", LEO, **given)).card()
    assert card.facts[0].value == "Review"
    assert [i.title for i in card.items] == ["You applied"]
    assert "people make every decision" in str(card.text)


async def test_letters_go_both_ways_into_the_others_conversation(company: Company) -> None:
    sent = await done(company, "application.tell", LEO, text="I am on holiday next week")
    ((to, card),) = sent.notices()
    assert to == "p-priya-nair"
    assert card.items[0].quotes[0].text == "I am on holiday next week"
    assert [(b.action, b.ref) for b in card.buttons] == [("candidate.message", "c-leo.martins")]
    back = await done(company, "candidate.message", PRIYA, candidate=LEO, text="Enjoy it!")
    ((to, card),) = back.notices()
    assert to == (await company.person(LEO)).id
    assert "Priya Nair writes" in str(card.title)
    told = (await done(company, "application.timeline", LEO)).card()
    assert [q.text for i in told.items for q in i.quotes] == ["I am on holiday next week", "Enjoy it!"]
    assert len(await company.records.find(Letter)) == 2


async def test_who_has_no_account_is_written_to_by_mail(company: Company) -> None:
    with pytest.raises(BadInput, match=r"write to yara\.nasser@post\.example"):
        await prepare(
            "candidate.message", {"candidate": "Yara Nasser", "text": "Hello"}, await company.ctx(PRIYA)
        )


async def test_a_withdrawal_is_the_candidates_own_final_and_frees_the_times(company: Company) -> None:
    offer = await offered(company, NORA)
    await done(company, "interview.choose", NORA, slot=f"{offer.id}#0")
    withdrawn = await done(company, "application.withdraw", NORA, reason="Moved away")
    assert [id for id, _ in withdrawn.notices()] == ["p-priya-nair"]
    assert (await company.application(NORA)).status is ApplicationStatus.withdrawn
    (interview,) = await company.records.find(ScheduledInterview)
    assert (interview.status, interview.taken) == ("cancelled", None)
    with pytest.raises(NotFound, match="is over"):
        await prepare("application.withdraw", {}, await company.ctx(NORA))
    assert (await company.application(LEO)).status is ApplicationStatus.active


# --- why, and a person ------------------------------------------------------------------------------------------------


async def test_an_explanation_tells_the_procedure_and_what_was_found_and_nothing_else(
    company: Company,
) -> None:
    ctx = await company.ctx(PRIYA)
    waiting = await prepare("pipeline.reject", {"candidate": LEO, "reason": "Too junior, says Bob"}, ctx)
    assert isinstance(waiting, NeedsApproval)
    approval = await waiting.ask()
    update = {"status": ApprovalStatus.approved, "decided_by": "p-elena-petrova"}
    ready = await prepare("pipeline.reject", approval.args, ctx.under(approval.model_copy(update=update)))
    assert isinstance(ready, Ready)
    await ready.run()
    card = (await done(company, "application.explain", LEO)).card()
    assert next((i.title, i.badge) for i in card.items) == ("Python", "found")
    facts = {f.label: f.value for f in card.facts}
    assert facts["Decided to end the application"].endswith("by two people")
    assert facts["Kind of reason"] == "Too little or another kind of experience"
    said = card.model_dump_json()
    assert not [w for w in ("Bob", "Priya", "Elena", "Nora", "Yara", "junior") if w in said]


async def test_after_a_score_the_explanation_tells_each_finding_and_neither_number_rank_nor_the_teams_words(
    company: Company,
) -> None:
    for who in (LEO, "Yara Nasser"):
        scored = await done(company, "scores.explain", PRIYA, candidate=who, job="Python")
    mine = await done(company, "scores.explain", PRIYA, candidate=LEO, job="Python")
    verdict = next(v for v in mine.verdicts if v.finding == "found" and v.evidence)  # type: ignore[attr-defined]
    given = {"candidate": LEO, "job": "Python", "finding": "missing", "reason": "Bob doubts it"}
    label = next(c.label for c in mine.criteria.criteria if c.id == verdict.criterion_id)  # type: ignore[attr-defined]
    await done(company, "scores.override", PRIYA, criterion=label, **given)
    card = (await done(company, "application.explain", LEO)).card()
    shown = {i.title: i for i in card.items}
    assert len(shown) >= len(mine.verdicts) - 1  # type: ignore[attr-defined]
    assert {i.badge for i in card.items} <= {"found", "unclear", "missing"}
    assert shown[label].badge == "missing"
    assert "a person corrected this" in (shown[label].subtitle or "")
    candidate = await company.candidate(LEO)
    assert all(q.text.split()[0] in candidate.text for i in card.items for q in i.quotes)
    facts = {f.label: f.value for f in card.facts}
    assert "by fixed rules (rules:" in facts["Compared"]
    assert facts["What counts how much"].startswith("Skills 4")
    assert "What is not used" in (card.text or "")
    assert [b.action for b in card.buttons] == ["application.review"]
    said = card.model_dump_json()
    numbers = (f"{mine.total:g}", f"{scored.total:g}", "of 100", "rank")  # type: ignore[attr-defined]
    assert not [w for w in (*numbers, "Bob", "doubts", "Priya", "Yara") if w in said]


async def test_where_no_software_may_compare_the_explanation_says_so(company: Company) -> None:
    await done(company, "ai.off", "Elena Petrova", job="Python", reason="Audit is due")
    card = (await done(company, "application.explain", LEO)).card()
    assert "by people alone" in (card.text or "")
    assert card.items == ()
    assert "Audit is due" not in card.model_dump_json()


async def test_withdrawn_consent_ends_search_and_scoring_for_good(company: Company) -> None:
    """Also of a resume that the team handed in; and what fills an index anew leaves the person out."""
    candidate = await company.candidate(LEO)
    index = company.ports.index
    await index.upsert([search.entry(candidate, company.ports.embedder)])
    card = (await done(company, "privacy.withdraw_consent", LEO)).card()
    assert card.title == "Your consent is withdrawn"
    assert candidate.id not in await index.matching()
    await indexing.catch_up(company.records, index, company.ports.embedder)
    assert candidate.id not in await index.matching()
    with pytest.raises(Refused, match="withdrew their consent"):
        await done(company, "scores.explain", PRIYA, candidate=LEO, job="Python")
    assert "by people alone" in ((await done(company, "application.explain", LEO)).card().text or "")


async def test_a_human_review_opens_a_case_and_marks_the_application(company: Company) -> None:
    asked = await done(company, "application.review", LEO, why="My SQL was not seen")
    (case,) = await company.records.find(Case)
    assert "My SQL was not seen" in case.subject
    assert (await company.application(LEO)).needs_human_review
    assert {id for id, _ in asked.notices()} >= {"p-elena-petrova"}
    shown = (await done(company, "applications.history", PRIYA, candidate=LEO)).card()
    assert "Needs human review" in {f.label for f in shown.facts}


async def test_papers_are_kept_for_people(company: Company) -> None:
    upload = await company.upload(LEO, b"Diploma")
    await done(company, "application.attach", LEO, uploads=[upload.id])
    (paper,) = await company.records.find(ApplicationPaper)
    assert (paper.candidate_id, paper.file_key) == ("c-leo.martins", upload.key)
    strange = await company.upload(NORA)
    with pytest.raises(BadInput, match="drop the files"):
        await prepare("application.attach", {"uploads": [strange.id]}, await company.ctx(LEO))


# --- interview times ---------------------------------------------------------------------------------------------------


async def offered(company: Company, who: str, times: str = "tomorrow 10:00 and 14:00") -> SlotOffer:
    result = await done(company, "interview.offer", PRIYA, candidate=who, times=times)
    found: list[SlotOffer] = await company.records.find(
        SlotOffer, {"candidate_id": (await company.candidate(who)).id}
    )
    assert result.notices()
    return found[-1]


async def choose(company: Company, who: str, slot: str) -> Result:
    prepared = await prepare("interview.choose", {"slot": slot}, await company.ctx(who))
    assert isinstance(prepared, Ready)
    return await prepared.run()


async def test_times_are_told_in_the_readers_zone_and_chosen_by_a_button(company: Company) -> None:
    """Priya works in Bengaluru."""
    leo = await company.person(LEO)
    await company.records.replace(leo.model_copy(update={"time_zone": "America/New_York"}))
    asked = await prepare(
        "interview.offer", {"candidate": LEO, "times": "tomorrow 10:00 and 14:00"}, await company.ctx(PRIYA)
    )
    assert isinstance(asked, NeedsApproval)
    assert [i.title for i in (await asked.ask()).card.items] == [
        "Tue 3 Mar, 10:00 – 11:00",
        "Tue 3 Mar, 14:00 – 15:00",
    ]
    offer = await offered(company, LEO)
    result = await done(company, "interview.choose", LEO, slot=f"{offer.id}#1")
    card = result.card()
    assert card.facts[0].value == "Tue 3 Mar, 03:30 – 04:30"
    assert card.links[0].path == f"/applications/interviews/interview:{offer.id}.ics"
    ((host, told),) = result.notices()
    assert (host, told.facts[0].value) == ("p-priya-nair", "Tue 3 Mar, 14:00 – 15:00")


async def test_of_two_choices_at_once_one_counts(company: Company) -> None:
    offer = await offered(company, LEO)
    answers = await asyncio.gather(
        *(choose(company, LEO, f"{offer.id}#{n}") for n in (0, 1)), return_exceptions=True
    )
    assert len([a for a in answers if isinstance(a, Result)]) == 1
    assert next(str(a) for a in answers if isinstance(a, Conflict)).startswith("You have chosen")
    assert len(await company.records.find(ScheduledInterview)) == 1


async def test_one_time_of_the_interviewer_goes_to_one_of_two_candidates(company: Company) -> None:
    offers = [await offered(company, name) for name in (LEO, NORA)]
    answers = await asyncio.gather(
        *(choose(company, n, f"{o.id}#0") for n, o in zip((LEO, NORA), offers, strict=True)),
        return_exceptions=True,
    )
    assert len([a for a in answers if isinstance(a, Result)]) == 1
    assert "taken by somebody else" in str(next(a for a in answers if isinstance(a, PeopledeskError)))


async def test_nobody_chooses_for_somebody_else(company: Company) -> None:
    offer = await offered(company, LEO)
    for slot in (f"{offer.id}#0", "slots:none#0", f"{offer.id}#x", ""):
        with pytest.raises((NotFound, AssertionError)):
            await choose(company, NORA, slot)
    assert await company.records.find(ScheduledInterview) == []


async def test_what_is_over_cannot_be_chosen(company: Company) -> None:
    offer = await offered(company, LEO)
    company.clock.forward(timedelta(days=1, hours=1))
    with pytest.raises(BadInput, match="over already"):
        await choose(company, LEO, f"{offer.id}#0")


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        (
            "Monday 10:00, Tuesday 14:00 or Wednesday 9:30",
            ["2026-03-09 10:00", "2026-03-03 14:00", "2026-03-04 09:30"],
        ),
        ("Tue 10:00 and 14:00", ["2026-03-03 10:00", "2026-03-03 14:00"]),
        ("next Friday at 9, 12 March 3pm", ["2026-03-13 09:00", "2026-03-12 15:00"]),
        ("2026-03-09 10:00-10:45; March 10th noon", ["2026-03-09 10:00", "2026-03-10 12:00"]),
        ("5.3. 8:15 or 6/3 8.30", ["2026-03-05 08:15", "2026-03-06 08:30"]),
        ("3 January 10 am, tomorrow 12 am", ["2027-01-03 10:00", "2026-03-03 00:00"]),
    ],
)
def test_times_as_people_write_them(text: str, starts: list[str]) -> None:
    found = slot_times.slots(text, date(2026, 3, 2), "UTC")
    assert [f"{s.start:%Y-%m-%d %H:%M}" for s in found] == starts


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("10:00 and 11:00", "On which day"),
        ("Monday or Tuesday", "name the times"),
        ("Monday 25:00", "There is no time"),
        ("30 February 10:00", "no day"),
        ("Monday 11:00-10:00", "between ten minutes"),
    ],
)
def test_times_that_are_none_are_told(text: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        slot_times.slots(text, date(2026, 3, 2), "UTC")


@pytest.mark.parametrize(
    "times", ["tomorrow 10:00", "tomorrow 10:00 and 10:30", "today 9:00 and tomorrow 9:00"]
)
async def test_too_few_overlapping_and_past_times_are_refused(company: Company, times: str) -> None:
    with pytest.raises(BadInput):
        await prepare("interview.offer", {"candidate": LEO, "times": times}, await company.ctx(PRIYA))


def test_a_time_is_that_of_the_zone_it_was_said_in() -> None:
    (slot,) = slot_times.slots("tomorrow 10:00 for 30 minutes", MONDAY.date(), "America/New_York")
    assert slot.start == datetime(2026, 3, 3, 15, tzinfo=UTC)


async def test_several_applications_are_asked_back(company: Company) -> None:
    leo = await company.application(LEO)
    await company.records.insert(leo.model_copy(update={"id": "second", "job_id": "job-data-engineer"}))
    prepared = await prepare("application.withdraw", {}, await company.ctx(LEO))
    assert isinstance(prepared, NeedsDetails)
    (field,) = [f for f in prepared.form.fields if f.name == "job"]
    assert {o.label for o in field.options} == {"Senior Python Backend Engineer", "Data Engineer"}
