"""When somebody worked. Months are numbers: year * 12 + month - 1."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from deploy.demo.world.resume import AS_OF


def spans(years: int, steady: bool, dice: Random) -> list[tuple[int, int]]:
    """First and last month of each employment, newest first, together `years` and a few months. Who is `steady` is
    employed today."""
    months = years * 12 + dice.randint(1, 8)
    if months < 4:
        return []
    count = min(6, max(1, round(years / 3 + dice.uniform(-0.4, 0.6))))
    cuts = sorted(dice.sample(range(1, months // 6), count - 1)) if count > 1 else []
    edges = [0, *(6 * cut for cut in cuts), months]
    between_jobs = not steady and dice.random() < 0.3
    end = AS_OF - (dice.randint(1, 9) if between_jobs else 0)
    found: list[tuple[int, int]] = []
    for first, last in pairwise(edges):
        start = end - (last - first) + 1
        found.append((start, end))
        end = start - 1 - (dice.randint(1, 5) if dice.random() < 0.25 else 0)
    return found


def title(titles: list[str], employed: list[tuple[int, int]], month: int) -> str:
    """The title that the experience gained by `month` earns."""
    worked = sum(min(end, month) - start for start, end in employed if start <= month)
    return titles[sum(worked >= 12 * years for years in (2, 5, 9))]


def written(month: int, year_only: bool) -> str:
    return str(month // 12) if year_only else f"{month // 12}-{month % 12 + 1:02d}"
