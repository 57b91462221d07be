"""Voluntary answers are entered in confidence: no store but their own, no message, no event, no prompt holds them."""

from __future__ import annotations

from pathlib import Path

from domain.conversations import PendingForm
from domain.erasure import record_kinds
from domain.messages import Filled, Turn
from tests.bot.office import Office

SEX, RACE = "female", "Native Hawaiian or Pacific Islander"


async def test_what_is_entered_in_confidence_is_kept_nowhere_else(office: Office, tmp_path: Path) -> None:
    candidate = await office.company.candidate("Leo Martins")
    asked = await office.says("Leo Martins", "I want to answer the voluntary questions about me")
    (form,) = await office.records.find(PendingForm, {"owner_id": candidate.person_id})
    await office.fills("Leo Martins", form, sex=SEX, race_ethnicity=RACE)
    kept = await office.company.ports.demographics.own(candidate.id)
    assert kept is not None
    assert (kept.sex, kept.race_ethnicity) == (SEX, RACE)
    assert asked
    for kind in record_kinds():
        for _, text in await office.records.texts(kind, limit=100_000):
            options = RACE in text and "I prefer not to say" in text  # the form as it was offered
            assert options or RACE not in text, kind
    for turn in await office.records.find(Turn):
        if isinstance(turn.content, Filled):
            assert turn.content.values == {}


async def test_nothing_says_whose_an_answer_is(office: Office, tmp_path: Path) -> None:
    candidate = await office.company.candidate("Leo Martins")
    await office.says("Leo Martins", "I want to answer the voluntary questions about me")
    (form,) = await office.records.find(PendingForm, {"owner_id": candidate.person_id})
    await office.fills("Leo Martins", form, sex=SEX, race_ethnicity=RACE)
    for path in tmp_path.glob("demographics.db*"):
        held = path.read_bytes()
        assert candidate.id.encode() not in held
        assert candidate.person_id is not None
        assert candidate.person_id.encode() not in held
