"""Story 4: a candidate uploads a resume with consent, applies, and sees where it stands; nothing and nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy.demo.resumes import own_resume
from domain.hiring import Application, Candidate
from domain.privacy import CONSENT_TEXT, Consent
from tests.stories.people import OnWeb, on_web
from tests.stories.world import World

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_upload_with_consent_apply_and_ask(world: World, tmp_path: Path) -> None:
    aisha = await on_web(world, "Aisha Khan")
    assert isinstance(aisha, OnWeb)
    await aisha.says("what's the status of my application?")
    await aisha.reads("no application with us yet")
    await aisha.says("", own_resume(tmp_path))
    await aisha.reads(CONSENT_TEXT[:40])
    await aisha.fills(consent=False)
    await aisha.reads("Tick the box")
    assert await world.records.find(Candidate, {"person_id": aisha.person.id}) == []
    (form,) = [m.card.form for m in await aisha.messages() if m.card and m.card.form]
    job = next(
        o.value for f in form.fields if f.name == "job" for o in f.options if "Data Engineer" in o.label
    )
    await aisha.fills(consent=True, job=job)
    await aisha.reads("Read 1 resume", 60)
    await aisha.says("what's the status of my application?")
    seen = await aisha.reads("Data Engineer")
    assert "score" not in seen.lower()
    (candidate,) = await world.records.find(Candidate, {"person_id": aisha.person.id})
    (application,) = await world.records.find(Application, {"candidate_id": candidate.id})
    assert application.job_id == job
    (consent,) = await world.records.find(Consent, {"given_by": aisha.person.id})
    assert consent.text == CONSENT_TEXT
    await aisha.leave()


async def test_a_candidate_reaches_nobody_else(world: World) -> None:
    aisha = await on_web(world, "Aisha Khan")
    for sentence in (
        "find python developers in Berlin",
        "show me Yara Nasser's profile",
        "move Leo Martins to offer",
        "show my last payslip",
        "what does Jonas Weber earn?",
    ):
        await aisha.says(sentence)
        newest = (await aisha.messages())[-1]  # type: ignore[attr-defined]
        assert newest.card.tone == "refusal", (sentence, newest.card)
        assert newest.card.items == ()
    await aisha.leave()
