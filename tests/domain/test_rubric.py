"""The number: by hand, and for any verdicts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from domain.errors import BadInput
from domain.rubric import (
    Criterion,
    JobCriteria,
    Override,
    Verdict,
    Weights,
    gaps,
    overridden,
    points,
    ranks,
    reasons,
    scored,
)

NOW = datetime(2026, 3, 2, tzinfo=UTC)
DEFAULT = Weights()
CRITERIA = (
    Criterion(id="python", kind="skill", name="Python", need="must", weight=3),
    Criterion(id="kafka", kind="skill", name="Apache Kafka", weight=1),
    Criterion(id="years", kind="years", name="experience", need="must", weight=3, years=5),
    Criterion(id="degree", kind="degree", name="A degree", weight=1),
    Criterion(id="growth", kind="trajectory", name="Growth", weight=1),
)


def version(weights: Weights = DEFAULT, criteria: tuple[Criterion, ...] = CRITERIA) -> JobCriteria:
    return JobCriteria(
        id="j:criteria:1",
        job_id="j",
        version=1,
        criteria=criteria,
        weights=weights,
        change="",
        by="x",
        at=NOW,
    )


def said(**degrees: float) -> list[Verdict]:
    finding = {0.0: "missing", 0.5: "unclear"}
    return [
        Verdict.model_validate({"criterion_id": id, "finding": finding.get(d, "found"), "degree": d})
        for id, d in degrees.items()
    ]


def test_the_default_is_forty_thirty_fifteen_fifteen() -> None:
    assert points(version()) == pytest.approx(
        {"python": 30, "kafka": 10, "years": 30, "degree": 15, "growth": 15}
    )


def test_the_number_by_hand() -> None:
    found = scored(version(), said(python=1.0, kafka=0.0, years=0.8, degree=0.5, growth=0.5))
    assert found.total == 30 + 24 + 7.5 + 7.5
    assert found.parts == {"skills": 0.75, "experience": 0.8, "education": 0.5, "soft": 0.5}


def test_a_part_that_does_not_count_leaves_the_others_their_proportions() -> None:
    worth = points(version(Weights(education=0)))
    assert "degree" not in worth
    assert worth["years"] == pytest.approx(100 * 30 / 85)


def test_nothing_that_counts_is_refused_with_what_to_do() -> None:
    with pytest.raises(BadInput, match="make Python a must"):
        points(version(Weights(skills=0, experience=0, education=0, soft=0)))


def test_reasons_are_what_adds_most_and_gaps_name_what_is_necessary_first() -> None:
    verdicts = said(python=0.0, kafka=0.0, years=1.0, degree=1.0, growth=0.5)
    assert [v.criterion_id for v in reasons(version(), verdicts)] == ["years", "degree", "growth"]
    assert [(c.id, more) for c, _, more in gaps(version(), verdicts)] == [
        ("python", 30),
        ("kafka", 10),
        ("growth", 7.5),
    ]


def test_a_persons_word_stands_over_the_machines_as_long_as_the_resume_is_the_same() -> None:
    word = Override(
        id="o", job_id="j", candidate_id="c", criterion_id="kafka", finding="found", before="missing",
        reason="ran it", input_hash="one", by="p", at=NOW,
    )  # fmt: skip
    verdicts = tuple(said(kafka=0.0))
    (changed,) = overridden(verdicts, [word], "one")
    assert (changed.finding, changed.degree, changed.overridden) == ("found", 1.0, True)
    assert "missing before" in changed.note
    assert overridden(verdicts, [word], "another") == verdicts


DEGREES = st.floats(0, 1)


@given(
    st.fixed_dictionaries({c.id: DEGREES for c in CRITERIA}),
    st.sampled_from([c.id for c in CRITERIA]),
    DEGREES,
)
def test_the_number_lies_between_0_and_100_and_never_falls_when_more_is_found(
    degrees: dict[str, float], id: str, more: float
) -> None:
    before = scored(version(), said(**degrees)).total
    after = scored(version(), said(**(degrees | {id: max(degrees[id], more)}))).total
    assert 0 <= before <= after + 1e-9 <= 100 + 1e-6


def test_equals_rank_equal() -> None:
    assert ranks([9.0, 7.0, 7.0, 1.0]) == [1, 2, 2, 4]
