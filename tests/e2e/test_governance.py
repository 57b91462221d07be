"""What whoever decides, whoever accounts for it and whoever is decided about see: in light, in the dark and on a phone."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from playwright.async_api import expect

from adapters.demographics import ApartDemographics
from adapters.sqlite import SqliteRecords
from api.wiring import secret
from deploy.demo.company import DEMO_PASSWORD
from domain.approvals import Approval
from domain.demographics import Answers
from domain.hiring import Application, ApplicationStatus
from tests.e2e.conftest import Visit
from tests.e2e.looks import LOOKS, THREE
from tests.stories.people import on_web
from tests.stories.world import World

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]
FRONTEND = "job-frontend"
STAGES = ("applied", "review", "interview", "offer", "hired")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def answered(world: World) -> None:
    """Four hundred applications for one job, most of whose people said who they are: women get less far."""
    dice, now = random.Random(6), datetime.now(UTC)
    apart = ApartDemographics(SqliteRecords(world.data / "demographics.db"), secret(world.data))
    made = []
    for n in range(400):
        sex = dice.choice(("female", "male"))
        reached = dice.choices(STAGES, (40, 25, 15, 8, 12) if sex == "male" else (52, 26, 12, 5, 5))[0]
        status = ApplicationStatus.hired if reached == "hired" else ApplicationStatus.rejected
        made.append(
            Application(
                id=f"fair-{n}",
                candidate_id=f"fair-c{n}",
                job_id=FRONTEND,
                stage_id=reached,
                status=status,
                applied_at=now - timedelta(days=n % 90),
                updated_at=now,
            )
        )
        race = dice.choices(("White", "Asian", "Black or African American"), (6, 3, 2))[0]
        if n % 8:
            answers = {"sex": sex, "race_ethnicity": race}
            await apart.put(f"fair-c{n}", Answers.model_validate(answers))
    await world.records.insert_all(made)
    await apart.close()


async def test_an_offer_is_approved_from_slacks_link_after_the_password(
    pipeline: None, world: World, visit: Visit
) -> None:
    priya = await on_web(world, "Priya Nair")
    await priya.says("move Leo Martins to offer")
    await priya.reads("to decide")
    (question,) = [
        a for a in await world.records.find(Approval, {"tool": "pipeline.move"}) if "Leo" in str(a.card.title)
    ]
    elena = await visit("Elena Petrova")
    await elena.page.goto(f"{world.url}/#/approvals/{question.id.replace(':', '%3A').replace('/', '%2F')}")
    dialog = elena.page.get_by_role("dialog", name="Approve")
    await expect(dialog).to_be_visible()
    assert await elena.faults("offer-password") == []
    await dialog.get_by_label("Your password").fill("wrong")
    await elena.presses("Approve", within=dialog)
    await expect(dialog.get_by_role("alert")).to_be_visible()
    await dialog.get_by_label("Your password").fill(DEMO_PASSWORD)
    await elena.presses("Approve", within=dialog)
    await expect(dialog).to_be_hidden()
    await elena.sees("Approved.")
    await priya.reads("Leo Martins is now in Offer")
    await elena.page.reload()  # the link once more: it is decided, and nothing is asked
    await elena.sees("Approved.")
    await expect(elena.page.get_by_role("dialog")).to_have_count(0)
    await priya.leave()


@pytest.mark.parametrize("look", THREE)
async def test_the_inbox_of_decisions(pipeline: None, world: World, visit: Visit, look: str) -> None:
    priya = await on_web(world, "Priya Nair")
    await priya.says("reject Yara Nasser because we need more Python than that")
    await priya.reads("to decide")
    beatrix = await visit("Beatrix Lang", **LOOKS[look])
    await beatrix.page.goto(f"{world.url}/#/approvals")
    await beatrix.sees("Reject Yara Nasser?")
    assert await beatrix.faults(f"inbox-{look}") == []
    await beatrix.presses("Keep in process")
    dialog = beatrix.page.get_by_role("dialog", name="Keep in process")
    await dialog.get_by_label("Reason").fill("Let us talk first.")
    assert await beatrix.faults(f"inbox-reason-{look}") == []
    await beatrix.presses("Keep in process", within=dialog)
    await priya.reads("Let us talk first.")
    await priya.leave()


@pytest.mark.parametrize("look", THREE)
async def test_the_fairness_report(answered: None, visit: Visit, look: str) -> None:
    elena = await visit("Elena Petrova", **LOOKS[look])
    await elena.says("fairness report for the frontend job")
    await elena.sees("Fairness: Frontend Engineer")
    await elena.page.get_by_text("Fairness: Frontend Engineer").last.scroll_into_view_if_needed()
    assert await elena.faults(f"fairness-{look}") == []
    figure = elena.page.get_by_role("figure").first
    await figure.scroll_into_view_if_needed()
    assert await elena.faults(f"fairness-chart-{look}") == []


@pytest.mark.parametrize("look", THREE)
async def test_a_candidates_timeline(pipeline: None, visit: Visit, look: str) -> None:
    leo = await visit("Leo Martins", **LOOKS[look])
    await leo.says("show the timeline of my application")
    await leo.sees("You applied")
    assert await leo.faults(f"candidate-timeline-{look}") == []
    await leo.says("how was my application assessed?")
    await leo.sees("How your application")
    assert await leo.faults(f"explanation-{look}") == []
