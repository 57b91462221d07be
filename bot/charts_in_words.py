"""A chart where nothing can be drawn: bars made of characters, each with its number."""

from __future__ import annotations

from domain.messages import Chart

FULL = 20
"""Characters of the longest bar."""


def lines(chart: Chart) -> list[str]:
    """A line a bar, aligned for a fixed-width font; with several series, each label heads its own bars."""
    longest = 100.0 if chart.unit == "%" else max((v for s in chart.series for v in s.values), default=0.0)
    several = len(chart.series) > 1
    names = [s.name for s in chart.series] if several else list(chart.labels)
    width = max(map(len, names), default=0)
    told = []
    for n, label in enumerate(chart.labels):
        told += [label] if several else []
        for series in chart.series:
            value = series.values[n] if n < len(series.values) else 0.0
            name = f"  {series.name}" if several else label
            told.append(
                f"{name.ljust(width + 2 * several)}  {_bar(value, longest)} {_number(value, chart.unit)}"
            )
    return told


def _bar(value: float, longest: float) -> str:
    filled = round(FULL * value / longest) if longest > 0 else 0
    return "█" * filled + "░" * (FULL - filled)


def _number(value: float, unit: str) -> str:
    return f"{value:g}" + (f" {unit}" if unit else "")
