"""Rates and ratios: by hand, beside fairlearn, and beside published figures."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fairlearn.metrics import MetricFrame, demographic_parity_ratio, selection_rate
from hypothesis import given, settings, strategies as st

from actions.fairness import report_card
from adapters.demographics import ApartDemographics
from adapters.sqlite import SqliteRecords
from domain.demographics import Answers
from domain.fairness import FEWEST, SCORED, TOTAL, FairnessReport, Outcome, RateTable, Verdict, tallies
from domain.hiring import ApplicationStatus
from knowledge.fairness import rates, tables

BLOOMBERG = Path("../shared/data/name-bias/performance_ranking.csv")


def test_by_hand() -> None:
    """80 of 100 beside 40 of 80: 0.8, 0.5, ratio 0.625; Fisher's p from R's fisher.test."""
    women, men = rates([("female", 80, 40), ("male", 100, 80)])
    assert (women.rate, women.ratio, women.verdict) == (0.5, 0.625, Verdict.both)
    assert women.p == pytest.approx(3.5e-5, rel=0.3)
    assert (women.low, women.high) == (pytest.approx(0.3930, abs=1e-3), pytest.approx(0.6070, abs=1e-3))
    assert (men.ratio, men.p, men.verdict) == (1.0, None, Verdict.highest)


@pytest.mark.parametrize(
    ("groups", "verdicts"),
    [
        ([("a", 29, 5), ("b", 60, 30)], [Verdict.too_few, Verdict.highest]),
        ([("a", 40, 20), ("b", 40, 20)], [Verdict.highest, Verdict.highest]),
        ([("a", 40, 17), ("b", 40, 20)], [Verdict.fine, Verdict.highest]),
        ([("a", 40, 14), ("b", 40, 20)], [Verdict.below, Verdict.highest]),
        ([("a", 5000, 4500), ("b", 5000, 4700)], [Verdict.significant, Verdict.highest]),
        ([("a", 40, 0), ("b", 40, 0)], [Verdict.fine, Verdict.fine]),
        ([("a", 10, 9), ("b", 1000, 500)], [Verdict.left_out, Verdict.highest]),
        ([], []),
    ],
)
def test_what_a_row_says(groups: list[tuple[str, int, int]], verdicts: list[Verdict]) -> None:
    assert [row.verdict for row in rates(groups)] == verdicts


@settings(deadline=None, max_examples=15)
@given(
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.tuples(st.integers(50, 300), st.floats(0.1, 1)),
        min_size=2,
    )
)
def test_the_same_as_fairlearn(groups: dict[str, tuple[int, float]]) -> None:
    counts = {g: (n, max(1, round(n * share))) for g, (n, share) in groups.items()}
    groups_of = [g for g, (n, _) in counts.items() for _ in range(n)]
    chosen = [int(i < k) for n, k in counts.values() for i in range(n)]
    frame = MetricFrame(
        metrics=selection_rate, y_true=chosen, y_pred=chosen, sensitive_features=groups_of
    ).by_group
    ours = {row.group: row for row in rates([(g, n, k) for g, (n, k) in counts.items()])}
    assert {g: row.rate for g, row in ours.items()} == pytest.approx(dict(frame), abs=1e-6)
    least = min(row.ratio or 0 for row in ours.values())
    theirs = demographic_parity_ratio(chosen, chosen, sensitive_features=groups_of)
    assert least == pytest.approx(theirs, abs=1e-6)


@pytest.mark.skipif(not BLOOMBERG.exists(), reason="the published figures are not on this machine")
def test_the_published_ratios_of_bloomberg() -> None:
    """Their `top` of 1,000 rankings each; the ratio is to the highest rate of the same job, model and rank."""
    with BLOOMBERG.open(newline="") as file:
        lines = list(csv.DictReader(file))
    by_run: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for line in lines:
        by_run.setdefault((line["job"], line["model"], line["rank"]), []).append(line)
    compared = 0
    for run in by_run.values():
        rows = rates(
            [
                (line["demo"], round(int(line["top"]) / float(line["selection_rate"])), int(line["top"]))
                for line in run
            ]
        )
        published = {line["demo"]: float(line["disparate_impact_ratio"]) for line in run}
        assert {row.group: row.ratio for row in rows} == pytest.approx(published, abs=2e-3)
        compared += len(rows)
    assert compared == len(lines) > 50


def outcome(n: int, furthest: int, status: str, score: float | None = None) -> Outcome:
    return Outcome(candidate_id=f"c{n}", furthest=furthest, status=ApplicationStatus(status), score=score)


def test_what_an_application_counts_for() -> None:
    assert outcome(1, 5, "hired").labels(None).count(f"{TOTAL}/yes") == 1
    waiting = outcome(1, 3, "active").labels(None)
    assert f"{TOTAL}/of" not in waiting
    assert "from review to interview/yes" in waiting
    assert "from interview to offer/of" not in waiting
    rejected = outcome(1, 3, "rejected").labels(None)
    assert "from interview to offer/of" in rejected
    assert "from interview to offer/yes" not in rejected
    withdrawn = outcome(1, 3, "withdrawn").labels(None)
    assert f"{TOTAL}/of" not in withdrawn
    assert "from interview to offer/of" not in withdrawn
    assert f"{SCORED}/yes" in outcome(1, 1, "active", 0.7).labels(0.6)
    assert f"{SCORED}/yes" not in outcome(1, 1, "active", 0.6).labels(0.6)


async def test_small_groups_and_the_silent_stand_together(tmp_path: Path) -> None:
    apart = ApartDemographics(SqliteRecords(tmp_path / "apart.db"), b"key")
    said = ["female"] * 40 + ["male"] * 40
    for n, sex in enumerate(said):
        race = "Asian" if n < FEWEST - 1 else "White"
        await apart.put(f"c{n}", Answers.model_validate({"sex": sex, "race_ethnicity": race}))
    outcomes = [outcome(n, 5, "hired") if n % 2 else outcome(n, 1, "rejected") for n in range(100)]
    found, median = await tables(outcomes, apart)
    assert median is None
    by_race = next(t for t in found if (t.measure, t.dimension) == (TOTAL, "race_ethnicity"))
    assert [(r.group, r.counted) for r in by_race.rows] == [("White", 80 - FEWEST + 1)]
    assert by_race.apart == 20 + FEWEST - 1
    await apart.close()


def test_a_person_with_two_applications_counts_once() -> None:
    counted = Counter(label for o in (outcome(1, 5, "hired"),) for label in o.labels(None))
    assert counted[f"{TOTAL}/of"] == 1
    shown, apart = tallies({"": {f"{TOTAL}/of": 3}, "x": {f"{TOTAL}/of": 50, f"{TOTAL}/yes": 5}}, TOTAL)
    assert (shown, apart) == ([("x", 50, 5)], 3)


async def test_the_scoring_rate_is_the_share_above_the_median(tmp_path: Path) -> None:
    """6 RCNY 5-300: scoring rate. Women 60 to 99, men 1 to 40: the median lies between."""
    apart = ApartDemographics(SqliteRecords(tmp_path / "apart.db"), b"key")
    outcomes = []
    for n in range(80):
        sex = "female" if n < 40 else "male"
        await apart.put(f"c{n}", Answers.model_validate({"sex": sex}))
        outcomes.append(outcome(n, 1, "active", 60 + n if n < 40 else n - 39))
    found, median = await tables(outcomes, apart)
    assert median == 50
    table = next(t for t in found if (t.measure, t.dimension) == (SCORED, "sex"))
    assert [(r.group, r.rate, r.ratio) for r in table.rows] == [("female", 1.0, 1.0), ("male", 0.0, 0.0)]
    assert table.impact
    await apart.close()


def test_the_card_names_the_worst_first() -> None:
    groups = [("a", 200, 100), ("b", 200, 20), ("c", 40, 15), ("d", 200, 60)]
    table = RateTable(measure=TOTAL, dimension="sex", rows=tuple(rates(groups)), apart=0)
    report = FairnessReport(
        id="r", job_id=None, job="all jobs", since=None, until=None, applications=640, median_score=None,
        tables=(table,), at=datetime(2026, 3, 2, tzinfo=UTC),
    )  # fmt: skip
    told = report_card(report).text or ""
    assert "b: 10.0 %, ratio 0.20; d: 30.0 %, ratio 0.60; c: 37.5 %, ratio 0.75" in told
