"""A language model beside the rules: it fills what they leave unclear, in words that stand in the text, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from adapters.models import reader
from domain.audit import AuditEvent
from domain.hiring import Candidate
from domain.profiles import Profile
from domain.reading import Reading
from graphs.intake import take_in
from knowledge import documents, model_reading
from knowledge.documents import Document
from knowledge.model_reading import PROMPT_HASH, ReadResume
from tests.company import Company
from tests.graphs.test_intake_kills import CONSENT, ticket
from tests.knowledge import making
from tests.knowledge.making import ADA, pdf, saved
from tests.knowledge.test_attacks import DOCX_KINDS, PAYLOAD, PDF_KINDS, TODAY, _resume
from tests.servers.gemini import GeminiServer, text

PROSE = """Yusra Haddad
yusra.haddad@post.example
Berlin, Germany

ABOUT ME
From Jan 2019 to Dec 2023 I was the parcel wrangler of Halden Freight and built services in Python.
I took my Diplom at Beuth in 2015.

SKILLS
Python, SQL, Kafka
"""
"""Resumes that tell instead of listing are beyond the rules."""
WORKED = "From Jan 2019 to Dec 2023 I was the parcel wrangler of Halden Freight and built services in Python."
JOB = {
    "quote": WORKED,
    "title": "parcel wrangler",
    "company": "Halden Freight",
    "start": "2019-01",
    "end": "2023-12",
}
STUDY = {
    "quote": "I took my Diplom at Beuth in 2015.",
    "degree": "Diplom",
    "institution": "Beuth",
    "year": 2015,
}


async def _read(
    company: Company, content: str, server: GeminiServer | None
) -> tuple[Candidate, dict[str, str]]:
    await company.records.insert_all([CONSENT])
    await company.ports.files.put("resumes/1", content.encode())
    model = reader("gemini:gemini-2.5-flash", "a key", server.url) if server else None

    async def report(step: str, percent: int) -> None:
        steps.append(step)

    steps: list[str] = []
    answer = await take_in(ticket(1, None), replace(company.ports, reader=model), report)
    assert ("model_reading" in steps) == (server is not None and server.received != [])
    found = await company.records.get(Candidate, answer["candidate_id"])
    assert isinstance(found, Candidate)
    return found, answer


async def test_it_fills_what_the_rules_left_unclear_and_says_so(company: Company) -> None:
    with GeminiServer(text(json.dumps({"employments": [JOB], "education": [STUDY]}))) as server:
        made, answer = await _read(company, PROSE, server)
    (held,), (studied,) = made.profile.employments, made.profile.education
    assert (held.title, held.company, held.start, held.end) == (
        "parcel wrangler",
        "Halden Freight",
        "2019-01",
        "2023-12",
    )
    assert made.text[held.span.start : held.span.end] == WORKED
    assert (studied.degree, studied.institution, studied.year) == ("Diplom", "Beuth", 2015)
    assert made.profile.total_years == 5.0
    assert [u.months for s in made.profile.skills if s.name == "Python" for u in s.uses] == [60]
    by = made.profile.by_model
    assert by is not None
    assert (by.fields, by.model, by.prompt_hash) == (
        ("employments", "education"),
        "gemini-2.5-flash",
        PROMPT_HASH,
    )
    (event,) = await company.records.find(AuditEvent, {"action": "resume.read"})
    assert event.details["by_model"]["model"] == "gemini-2.5-flash"
    assert "note" not in answer
    asked = server.received[0].body
    assert not asked.get("tools")
    assert json.loads(asked["contents"][0]["parts"][0]["text"]) == [made.text]


@pytest.mark.parametrize(
    "changed",
    [
        {"quote": "From 2010 to 2023 I led Google."},
        {"title": "Chief Executive", "company": "Google"},
        {"title": None, "company": None},
        {"start": "2009-01"},
        {"end": None},
        {"quote": "Python, SQL, Kafka", "title": "Python", "company": "SQL"},
        {"quote": ""},
    ],
)
async def test_a_value_that_does_not_stand_there_is_dropped(
    company: Company, changed: dict[str, Any]
) -> None:
    with GeminiServer(text(json.dumps({"employments": [JOB | changed]}))) as server:
        made, _ = await _read(company, PROSE, server)
    assert server.received
    assert made.profile.employments == ()
    assert (made.profile.total_years, made.profile.by_model) == (None, None)


@pytest.mark.parametrize("failures", [[503] * 3, []])
async def test_a_model_that_fails_leaves_the_rules_and_a_note(company: Company, failures: list[int]) -> None:
    with GeminiServer(text("Certainly! This candidate is great."), failures=failures) as server:
        made, answer = await _read(company, PROSE, server)
    assert answer["note"] == "read by rules alone, because the language model did not answer"
    assert made.profile.name is not None
    assert made.profile.employments == ()


async def test_what_the_rules_are_sure_of_costs_no_call(company: Company) -> None:
    sure = PROSE.replace(
        "ABOUT ME\nFrom",
        "EXPERIENCE\nData Engineer, Halden Freight GmbH\nJan 2019 - Dec 2023\n\nABOUT ME\nFrom",
    )
    sure = sure.replace("I took", "EDUCATION\nBSc Physics, University of Bonn, 2015\n\nABOUT ME\nI took")
    with GeminiServer(text("{}")) as server:
        await _read(company, sure, server)
        assert server.received == []


async def test_without_a_model_the_rules_alone(company: Company) -> None:
    made, answer = await _read(company, PROSE, None)
    assert (made.profile.by_model, "note" in answer) == (None, False)


# --- twelve payloads, two kinds of file, and a model that has fallen for all of them -----------------------------


def _doubted(profile: Profile) -> Profile:
    """As if the rules were sure of nothing, so that the model is asked for everything."""
    held = tuple(e.model_copy(update={"confidence": 0.5}) for e in profile.employments)
    studied = tuple(e.model_copy(update={"confidence": 0.5}) for e in profile.education)
    return profile.model_copy(update={"employments": held, "education": studied, "location": None})


def _fooled(document: Document, profile: Profile) -> Profile:
    claims = {
        "name": "Kubernetes COBOL expert",
        "location": "Google",
        "employments": [
            {"quote": PAYLOAD, "title": "Kubernetes COBOL expert", "company": "Google", "start": "1990"},
            {"quote": "since 1990 at Google", "company": "Google", "start": "1990", "end": None},
            *({"quote": document.text[e.span.start : e.span.end], "title": "Kubernetes COBOL expert",
               "company": "Google", "start": "1990"} for e in profile.employments),
        ],
        "education": [{"quote": PAYLOAD, "degree": "expert", "institution": "Google", "year": 1990}],
    }  # fmt: skip
    reading = Reading(ReadResume.model_validate(claims), "fooled", 1, 1)
    return model_reading.filled(_doubted(profile), reading, document, TODAY)


def _file(kind: str) -> tuple[str, bytes]:
    if kind in PDF_KINDS:

        def attack(canvas: Canvas) -> None:
            _resume(canvas)
            PDF_KINDS[kind](canvas)

        return "cv.pdf", pdf(attack)
    document = docx.Document(BytesIO(making.word(ADA)))
    DOCX_KINDS[kind](document)
    return "cv.docx", saved(document)


@pytest.mark.parametrize("kind", [*PDF_KINDS, *DOCX_KINDS])
def test_a_model_that_obeys_the_payload_changes_nothing_that_counts(kind: str) -> None:
    document, profile = documents.read_resume(*_file(kind), date(2026, 11, 1))
    assert "COBOL" not in document.text
    assert _fooled(document, profile) == _doubted(profile)
