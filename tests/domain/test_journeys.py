"""Ways through stages: removed stages, transfers and steps taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, strategies as st

from domain.first_stages import STAGES
from domain.hiring import Application, ApplicationStatus, Job, JobStage, JobStatus, StageTransition, StageType
from domain.journeys import furthest, standing, stays, way_of

START = datetime(2026, 3, 2, tzinfo=UTC)
SCREEN = JobStage(id="screen", name="Phone screen", type=StageType.review, next_step="-")


def job(id: str = "one", **changes: object) -> Job:
    made = Job(
        id=id, title=id, department="-", location="-", status=JobStatus.open, description="-", stages=STAGES
    )
    return made.model_copy(update=changes)


def step(number: int, start: str, end: str, **more: object) -> StageTransition:
    return StageTransition.model_validate(
        {
            "id": f"step-{number}",
            "application_id": "a",
            "from_stage_id": start,
            "to_stage_id": end,
            "actor_id": "p",
            "at": START + timedelta(days=number),
            **more,
        }
    )


def application(stage: str, **changes: object) -> Application:
    made = Application(
        id="a", candidate_id="c", job_id="one", stage_id=stage, applied_at=START, updated_at=START
    )
    return made.model_copy(update=changes)


def test_a_removed_stage_counts_as_what_it_was_and_keeps_its_place() -> None:
    one = job(former_stages=(SCREEN,))
    steps = [step(2, "applied", "screen"), step(5, "screen", "interview")]
    found = stays(application("interview"), steps, {"one": one}, START + timedelta(days=9))
    assert [(s.stage.name, s.days) for s in found] == [("Applied", 2), ("Phone screen", 3), ("Interview", 4)]
    names = [s.name for s in way_of(one, (s.stage for s in found))]
    assert names == ["Applied", "Review", "Phone screen", "Interview", "Offer", "Hired"]
    assert furthest(names, ["Applied", "Phone screen"]) == 3
    assert "Phone screen" not in [s.name for s in way_of(one)]


def test_what_was_undone_never_happened() -> None:
    steps = [step(1, "applied", "review"), step(1, "review", "applied", id="step-1/undo")]
    assert standing(steps) == []
    (only,) = stays(application("applied"), steps, {"one": job()}, START + timedelta(days=3))
    assert (only.stage.id, only.days) == ("applied", 3)


def test_before_a_transfer_the_time_belongs_to_the_job_before() -> None:
    moved = step(4, "review", "applied", kind="transfer", job_id="one", from_job_id="other")
    steps = [step(1, "applied", "review"), moved]
    found = stays(
        application("applied"), steps, {"one": job(), "other": job("other")}, START + timedelta(days=6)
    )
    assert [(s.job_id, s.stage.id, s.days) for s in found] == [
        ("other", "applied", 1),
        ("other", "review", 3),
        ("one", "applied", 2),
    ]


@given(st.lists(st.sampled_from([s.id for s in STAGES[:5]]), max_size=8), st.booleans())
def test_the_stays_of_an_application_fill_its_time(path: list[str], active: bool) -> None:
    places = ["applied", *path]
    steps = [step(n, a, b) for n, (a, b) in enumerate(pairwise(places), 1)]
    status = ApplicationStatus.active if active else ApplicationStatus.withdrawn
    now = START + timedelta(days=len(places) + 2)
    found = stays(application(places[-1], status=status), steps, {"one": job()}, now)
    assert [s.stage.id for s in found] == places
    assert all(a.until == b.since for a, b in pairwise(found))
    whole = (now if active else START + timedelta(days=len(path))) - START
    assert sum(s.days for s in found) == whole.days
