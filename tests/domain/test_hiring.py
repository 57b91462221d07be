from __future__ import annotations

from datetime import UTC, datetime

import pytest

from deploy.demo.jobs import jobs
from domain.errors import BadInput, Conflict
from domain.hiring import Application, ApplicationStatus, StageType
from domain.transitions import Seen, moved

NOW = datetime(2026, 3, 2, tzinfo=UTC)
JOB = jobs()[0]


def application(type: StageType = StageType.review) -> Application:
    stage = JOB.stage_of_type(type)
    return Application(
        id="a", candidate_id="c", job_id=JOB.id, stage_id=stage.id, applied_at=NOW, updated_at=NOW
    )


def move(
    from_type: StageType, to: StageType, held: Application | None = None, transition: str = "t1"
) -> Application:
    return moved(
        held or application(from_type),
        JOB,
        JOB.stage_of_type(to),
        believed=Seen(JOB.stage_of_type(from_type).id, None),
        transition_id=transition,
        now=NOW,
    )


def test_a_move_changes_stage_and_status() -> None:
    interview = move(StageType.review, StageType.interview)
    assert interview.stage_id == JOB.stage_of_type(StageType.interview).id
    assert interview.status is ApplicationStatus.active
    assert move(StageType.review, StageType.archived).status is ApplicationStatus.rejected
    assert move(StageType.offer, StageType.hired).status is ApplicationStatus.hired


def test_a_move_repeated_after_a_crash_changes_nothing() -> None:
    once = move(StageType.review, StageType.interview)
    assert move(StageType.review, StageType.interview, held=once) is once


def test_a_stale_view_is_told_what_changed() -> None:
    elsewhere = application(StageType.interview)
    with pytest.raises(Conflict, match=JOB.stage_of_type(StageType.interview).name):
        move(StageType.review, StageType.offer, held=elsewhere)


def test_a_closed_application_does_not_move() -> None:
    rejected = move(StageType.review, StageType.archived)
    with pytest.raises(BadInput, match="already rejected"):
        move(StageType.archived, StageType.interview, held=rejected, transition="t2")
    with pytest.raises(BadInput, match="already in"):
        move(StageType.review, StageType.review)
