"""The report's numbers: rates, ratios, Fisher's exact test and Wilson's interval, both from SciPy."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from domain.demographics import DIMENSIONS, Counts, Demographics
from domain.fairness import MEASURES, Outcome, Rate, RateTable, Verdict, tallies, verdict


async def tables(
    outcomes: Sequence[Outcome], demographics: Demographics
) -> tuple[tuple[RateTable, ...], float | None]:
    """Every measure by sex, race or ethnicity and both; and the median score, None without scores.

    Somebody with several applications counts with the one that came furthest.
    """
    scores = [o.score for o in outcomes if o.score is not None]
    middle = median(scores) if scores else None
    best: dict[str, Outcome] = {}
    for outcome in outcomes:
        known = best.get(outcome.candidate_id)
        if known is None or outcome.furthest > known.furthest:
            best[outcome.candidate_id] = outcome
    counts = await demographics.counts({id: o.labels(middle) for id, o in best.items()})
    return tuple(_tables(counts)), middle


def _tables(counts: Counts) -> list[RateTable]:
    found: list[RateTable] = []
    for measure in MEASURES:
        for dimension in DIMENSIONS:
            groups = {group: labels for (of, group), labels in counts.items() if of == dimension}
            shown, apart = tallies(groups, measure)
            rows = tuple(rates(shown))
            if rows or apart:
                found.append(RateTable(measure=measure, dimension=dimension, rows=rows, apart=apart))
    return found


def rates(groups: Sequence[tuple[str, int, int]]) -> list[Rate]:
    """Rows for (group, counted, selected), by group name. Ratios are to the highest rate among the groups that hold at
    least 2 % of all; equal highest ones all count as highest."""
    total = sum(counted for _, counted, _ in groups)
    large = [(g, n, k) for g, n, k in groups if n and n / total >= 0.02] or list(groups)
    top = max(large, key=lambda row: row[2] / row[1], default=None)
    return [_rate(group, n, k, total, top) for group, n, k in sorted(groups)]


def _rate(group: str, n: int, k: int, total: int, top: tuple[str, int, int] | None) -> Rate:
    from scipy.stats import (
        binomtest,
        fisher_exact,
    )  # deferred: a second of every start, for a report that is rare

    rate = k / n
    best = top[2] / top[1] if top else 0.0
    ratio = rate / best if best else None
    leads = bool(best) and rate == best
    p = None if top is None or leads else float(fisher_exact([[k, n - k], [top[2], top[1] - top[2]]])[1])
    interval = binomtest(k, n).proportion_ci(method="wilson")
    said = verdict(n, n / total, ratio, p)
    return Rate(
        group=group,
        counted=n,
        selected=k,
        rate=round(rate, 6),
        ratio=None if ratio is None else round(ratio, 6),
        p=None if p is None else round(p, 6),
        low=round(float(interval.low), 6),
        high=round(float(interval.high), 6),
        verdict=Verdict.highest if leads and said is Verdict.fine else said,
    )
