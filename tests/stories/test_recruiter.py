"""Stories 2 and 3: a recruiter hands over resumes, finds people, moves one, and asks for a rejection."""

from __future__ import annotations

import asyncio
import json
import unicodedata
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from domain.approvals import Approval
from domain.audit import AuditEvent, first_break
from domain.hiring import Application, ApplicationStatus, Candidate, StageTransition
from domain.tickets import Ticket
from tests.stories.conftest import READ, files_of
from tests.stories.people import Somebody, on_slack, on_web
from tests.stories.world import World

pytestmark = pytest.mark.asyncio(loop_scope="session")
Enter = Callable[[str], Awaitable[Somebody]]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def _scans(folder: Path) -> list[Path]:
    truth: dict[str, Any] = json.loads((folder / "truth.json").read_text())["resumes"]
    return [folder / name for name, facts in sorted(truth.items()) if facts["scan"]]


async def test_files_of_every_kind_are_read_with_consent_and_progress(
    hired_from: World, enter: Enter, door: str, resumes: Path
) -> None:
    """A PDF, a DOCX, a TXT and a scan; the card says what was found in each."""
    names = (
        ["rhys-bevan", "aarav-kelkar", "colm-rafferty"]
        if door == "web"
        else ["jamal-whitaker", "sunil-thapa", "mateusz-gawron"]
    )
    files = [*files_of(resumes, names), _scans(resumes)[0 if door == "web" else 1]]
    priya = await enter("Priya Nair")
    await priya.says("please add these", *files)
    await priya.reads("Fill in" if door == "slack" else "were informed and agreed")
    assert await hired_from.records.count(Ticket, {"actor_id": priya.person.id, "status": "enqueued"}) == 0
    await priya.fills(consent=True)
    await priya.reads("Read 4 resumes", READ)
    found = {c.file_name: c for c in await hired_from.records.find(Candidate)}
    truth = json.loads((resumes / "truth.json").read_text())["resumes"]
    names_read = {
        f.name: _folded(found[f.name].name) for f in files
    }  # English OCR reads letters without accents
    assert names_read == {f.name: _folded(truth[f.name]["name"]) for f in files}


async def test_the_same_file_again_is_the_same_candidate(
    hired_from: World, enter: Enter, door: str, resumes: Path
) -> None:
    before = await hired_from.records.count(Candidate)
    priya = await enter("Priya Nair")
    await priya.says("add this", *files_of(resumes, ["yara-nasser"]))
    await priya.reads("Fill in" if door == "slack" else "were informed and agreed")
    await priya.fills(consent=True)
    await priya.reads("Read 1 resume", READ)
    assert await hired_from.records.count(Candidate) == before


async def test_a_sentence_finds_people_with_reasons_in_their_own_words_and_a_follow_up_narrows(
    hired_from: World, enter: Enter
) -> None:
    priya = await enter("Priya Nair")
    await priya.says("python developers with 5+ years in Berlin who know kafka")
    seen = await priya.reads("Yara Nasser")
    for name in ("Ewa Wiśniewska", "Søren Kjær", "Nikolai Brandvold", "Leo Martins"):
        assert name in seen
    for name in ("Gauri Phadke", "Harriet Cope"):
        assert name not in seen
    yara = next(c for c in await hired_from.records.find(Candidate, {"name": "Yara Nasser"}))
    assert any(line.strip("•– ") in seen for line in yara.text.splitlines() if "Kafka" in line)


async def test_only_those_with_go(hired_from: World) -> None:
    priya = await on_web(hired_from, "Priya Nair")
    await priya.says("python developers in Berlin who know kafka")
    await priya.reads("Leo Martins")
    await priya.says("only those with Go")
    newest = (await priya.messages())[-1]  # type: ignore[attr-defined]
    titles = [i.title for i in newest.card.items]
    assert sorted(t.split(". ")[1] for t in titles) == ["Nikolai Brandvold", "Søren Kjær", "Yara Nasser"]
    await priya.leave()


async def test_the_next_ten_and_which_of_two_is_meant(hired_from: World, enter: Enter) -> None:
    """Two people have one name: nobody guesses, and the answer to "which one?" is who was chosen."""
    yara = next(c for c in await hired_from.records.find(Candidate, {"name": "Yara Nasser"}))
    other = yara.model_copy(
        update={"id": "c-namesake", "resume_hash": "another", "email": "yara@other.example", "phone": None}
    )
    await hired_from.records.insert(other)
    priya = await enter("Priya Nair")
    try:
        await priya.says("show all candidates")
        seen = await priya.reads("10. ")
        assert "11. " not in seen
        await priya.goes_on("next 10")
        await priya.reads("11. ")
        await priya.goes_on("show me Yara Nasser")
        await priya.reads("Several people are called Yara Nasser. Which one?")
        await priya.fills(candidate=yara.id)
        await priya.reads("Kafka")
    finally:
        await hired_from.records.delete(Candidate, other.id)


async def test_like_somebody_never_finds_themself(hired_from: World, enter: Enter) -> None:
    priya = await enter("Priya Nair")
    await priya.says("find candidates like Yara Nasser")
    seen = await priya.reads("like Yara Nasser")
    assert "1. Yara Nasser" not in seen
    assert "Nikolai Brandvold" in seen


async def test_a_move_is_confirmed_by_the_asker(hired_from: World, enter: Enter, door: str) -> None:
    name = "Yara Nasser" if door == "web" else "Leo Martins"
    application = await _application(hired_from, name)
    target = "interview" if not application.stage_id.endswith("interview") else "review"
    priya = await enter("Priya Nair")
    await priya.says(f"move {name} to {target} for the Python job")
    await priya.reads(f"Move {name} to")
    assert (await _application(hired_from, name)).stage_id == application.stage_id
    await priya.presses("Yes, do it")
    await priya.reads(f"{name} is now in")
    moved = await _application(hired_from, name)
    assert moved.stage_id != application.stage_id
    (step,) = [
        s
        for s in await hired_from.records.find(StageTransition, {"application_id": moved.id})
        if s.approval_id
    ]
    assert step.to_stage_id == moved.stage_id


async def test_a_rejection_waits_for_somebody_else_and_is_decided_once(
    hired_from: World, enter: Enter, door: str
) -> None:
    """Asked at this door; of two who press at once, in Slack and on the web, one decides."""
    name = "Ewa Wiśniewska" if door == "web" else "Nikolai Brandvold"
    priya = await enter("Priya Nair")
    elena, colleague = await _two_from_hr(hired_from)
    await priya.says(f"reject {name} because the role needs more Kafka in production")
    await priya.reads("to decide")
    await elena.reads(f"Reject {name}")
    await colleague.reads(f"Reject {name}")
    assert (await _application(hired_from, name)).status is ApplicationStatus.active
    yes = "Confirm rejection"
    await asyncio.gather(
        elena.presses(yes, "Read it"), colleague.presses(yes, "Agreed"), return_exceptions=True
    )
    await priya.reads(f"{name} is now in")
    application = await _application(hired_from, name)
    assert application.status is ApplicationStatus.rejected
    steps = await hired_from.records.find(StageTransition, {"application_id": application.id})
    (step,) = [s for s in steps if s.approval_id]
    assert step.actor_id == priya.person.id
    assert step.approved_by in (elena.person.id, colleague.person.id)
    await elena.leave()
    await colleague.leave()


async def test_the_recruiter_cannot_approve_what_they_asked_for(hired_from: World) -> None:
    priya = await on_web(hired_from, "Priya Nair")
    await priya.says("reject Nora Lindqvist because we closed the role")
    await priya.reads("to decide")
    (approval,) = [
        a
        for a in await hired_from.records.find(Approval, {"asker_id": priya.person.id, "status": "pending"})
        if "Nora" in str(a.card.title)
    ]
    await priya.posts("/chat/choose", action="approve", ref=approval.id)  # type: ignore[attr-defined]
    await priya.reads("Nobody approves their own request")
    assert (await _application(hired_from, "Nora Lindqvist")).status is ApplicationStatus.active
    await priya.leave()


async def test_the_trail_is_whole_and_names_nobody(hired_from: World) -> None:
    rows = await hired_from.records.find(AuditEvent, limit=100_000)
    assert len(rows) > 10
    assert first_break(rows) is None
    assert {"candidates.search", "resume.read"} <= {r.action for r in rows}
    told = "".join(r.model_dump_json() for r in rows)
    assert not [n for n in ("Priya", "Nasser", "Leo", "@") if n in told]


async def _application(world: World, name: str) -> Application:
    (candidate,) = await world.records.find(Candidate, {"name": name})
    (application,) = await world.records.find(Application, {"candidate_id": candidate.id})
    return application


async def _two_from_hr(world: World) -> tuple[Somebody, Somebody]:
    from domain.people import Person, Role

    everybody = await world.records.find(Person, order="name")
    first, second = [p.name for p in everybody if Role.hr in p.roles][:2]
    return await on_slack(world, first), await on_web(world, second)
