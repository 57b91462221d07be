"""Hiring in numbers, held against the history it is made of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from actions.analytics import Analytics
from actions.hiring.considering import Considered
from actions.perform import NeedsApproval, Ready, prepare
from domain.errors import BadInput, NotFound
from domain.hiring import Application, Job, JobStage, JobStatus, StageTransition, StageType
from domain.notices import Notice
from tests.company import MONDAY, PYTHON_JOB, Company

SCREEN = JobStage(id="screen", name="Phone screen", type=StageType.review, next_step="-")


async def numbers(company: Company, **asked: Any) -> Analytics:
    prepared = await prepare("jobs.analytics", asked, await company.ctx("Priya Nair"))
    assert isinstance(prepared, Ready)
    found = await prepared.run()
    assert isinstance(found, Analytics)
    return found


async def consider(company: Company, who: str, job: str) -> Considered:
    ctx = await company.ctx("Priya Nair")
    prepared = await prepare("pipeline.consider", {"candidates": who, "job": job}, ctx)
    assert isinstance(prepared, NeedsApproval)
    assert prepared.approvers.ids == (ctx.actor.id,)
    for _ in range(2):  # again, as after a crash
        found = await prepared.tool.run(prepared.args, ctx)
    assert isinstance(found, Considered)
    return found


async def test_a_stage_that_was_removed_is_still_on_the_way(company: Company) -> None:
    job = await company.records.get(Job, PYTHON_JOB)
    await company.records.replace(job.model_copy(update={"former_stages": (SCREEN,)}))
    nora = await company.application("Nora Lindqvist")
    for n, (start, end) in enumerate((("applied", "screen"), ("screen", "interview"))):
        step = StageTransition(
            id=f"step-{n}",
            application_id=nora.id,
            from_stage_id=start,
            to_stage_id=end,
            actor_id="p",
            at=MONDAY + timedelta(days=2 * n + 1),
        )
        await company.records.insert(step)
    company.clock.forward(timedelta(days=7))
    found = await numbers(company, job="python")
    stages = {s.stage: (s.now, s.reached, s.days) for s in found.stages}
    assert list(stages) == ["Applied", "Review", "Phone screen", "Interview", "Offer", "Hired"]
    assert stages["Phone screen"] == (0, 1, 2.0)
    assert stages["Interview"] == (1, 1, 4.0)
    assert stages["Applied"] == (0, 3, 1.0)


async def test_numbers_are_narrowed_by_period_source_stage_and_recruiter(company: Company) -> None:
    nora = await company.application("Nora Lindqvist")
    await company.records.replace(
        nora.model_copy(update={"source": "Referral", "applied_at": MONDAY - timedelta(days=40)})
    )
    everything = await numbers(company)
    assert (everything.applications, everything.by) == (3, "job")
    assert everything.sources["Referral"] == 1
    for asked, count in (
        ({"since": "2026-03-01"}, 2),
        ({"until": "2026-02-28"}, 1),
        ({"source": "Referral"}, 1),
        ({"source": "Agency"}, 0),
        ({"stage": "interview"}, 1),
        ({"recruiter": "me"}, 3),
        ({"recruiter": "Elena Petrova"}, 0),
    ):
        found = await numbers(company, **asked)
        assert (asked, found.applications) == (asked, count)
        assert len(found.narrowed) == 1
        assert found.narrowed[0] in str(found.card())
    groups = (await numbers(company, by="source")).groups
    assert sum(g.applications for g in groups) == 3
    assert {g.group for g in (await numbers(company, by="recruiter")).groups} == {"Priya Nair"}
    assert {g.group for g in (await numbers(company, by="month")).groups} == {"2026-01", "2026-03"}


async def test_a_period_that_ends_before_it_begins_and_nobody_of_that_name_are_told(company: Company) -> None:
    with pytest.raises(BadInput, match="before it begins"):
        await numbers(company, since="2026-03-02", until="2026-03-01")
    with pytest.raises(NotFound, match="no single colleague"):
        await numbers(company, recruiter="Bob")


# --- people put forward ---------------------------------------------------------------------------------------------


async def test_who_is_put_forward_has_one_application_and_is_told(company: Company) -> None:
    await consider(company, "Leo Martins and Yara Nasser", "Data Engineer")
    leo, yara = await company.candidate("Leo Martins"), await company.candidate("Yara Nasser")
    for one in (leo, yara):
        (made,) = await company.records.find(
            Application, {"candidate_id": one.id, "job_id": "job-data-engineer"}
        )
        assert (made.stage_id, made.source) == ("applied", "Sourced")
    told = [n for n in await company.records.find(Notice) if "considered" in n.id]
    assert [n.person_id for n in told] == [leo.person_id]
    assert (await numbers(company, job="Data Engineer")).sources == {"Sourced": 2}


async def test_nobody_is_put_forward_twice_or_for_a_job_that_is_not_open(company: Company) -> None:
    with pytest.raises(BadInput, match="has an application for Senior Python Backend Engineer already"):
        await consider(company, "Leo Martins", "python")
    job = await company.records.get(Job, "job-data-engineer")
    await company.records.replace(job.model_copy(update={"status": JobStatus.closed}))
    with pytest.raises(BadInput, match="is not open"):
        await consider(company, "Leo Martins", "job-data-engineer")
