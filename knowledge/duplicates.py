"""Whether a resume is of somebody who is known already."""

from __future__ import annotations

import re
from typing import Literal

from rapidfuzz import fuzz

from domain.hiring import Candidate
from domain.ports import Records

Because = Literal["person", "e-mail", "phone", "history"]
ALIKE = 85
"""Rapidfuzz token ratio (0 to 100) from which two names may be one person's, given a shared phone number."""
SHARED_POSITIONS = 2
"""Positions at one company from one month on that two resumes of one name must share."""


def phone_digits(phone: str | None) -> str | None:
    """The last nine digits; None for a number too short to tell people apart."""
    digits = re.sub(r"\D", "", phone or "")
    return digits[-9:] if len(digits) >= 9 else None


async def known(made: Candidate, records: Records) -> tuple[Candidate, Because | None] | None:
    """The candidate whose resume this also is, and by what another resume of theirs was recognised.

    In this order: the same call or the same file (no reason: nothing is merged), the signed-in person, the e-mail
    address, the phone number with a like name, the name with a shared history.
    """
    if same := await records.get(Candidate, made.id):
        return same, None
    for field, because in (("resume_hash", None), ("person_id", "person"), ("email", "e-mail")):
        if (value := getattr(made, field)) and (
            found := await records.find(Candidate, {field: value}, limit=1)
        ):
            return found[0], _because(because)
    if made.phone_digits:
        for other in await records.find(Candidate, {"phone_digits": made.phone_digits}, limit=20):
            if (
                _may_be_one(made, other)
                and fuzz.token_sort_ratio(made.name.lower(), other.name.lower()) >= ALIKE
            ):
                return other, "phone"
    for other in await records.find(Candidate, {"name": made.name}, limit=20):
        if _may_be_one(made, other) and len(_history(made) & _history(other)) >= SHARED_POSITIONS:
            return other, "history"
    return None


def _because(word: str | None) -> Because | None:
    return "person" if word == "person" else "e-mail" if word == "e-mail" else None


def _may_be_one(made: Candidate, other: Candidate) -> bool:
    """Two people who both sign in are two people."""
    return made.person_id is None or other.person_id is None or made.person_id == other.person_id


def _history(candidate: Candidate) -> set[tuple[str, str]]:
    return {
        (" ".join(held.company.casefold().split()), held.start)
        for held in candidate.profile.employments
        if held.company and held.start
    }
