"""Shifts of the demo company."""

from __future__ import annotations

from datetime import time

from domain.attendance import Shift

SHIFTS = (
    Shift(id="shift-office", name="Office", start=time(9), end=time(17, 30), grace_minutes=10),
    Shift(id="shift-early", name="Early", start=time(7), end=time(15, 30), grace_minutes=5),
    Shift(id="shift-late", name="Late office", start=time(10), end=time(18, 30), grace_minutes=10),
)


def shift_of(department: str, country: str) -> str:
    if department == "Operations":
        return "shift-early"
    return "shift-late" if country == "IN" else "shift-office"
