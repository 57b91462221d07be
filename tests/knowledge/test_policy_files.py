"""Policies as HR has them: Markdown, Word, PDF and text, cut into clauses by their headings."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from domain.errors import BadFile, BadInput
from domain.policies import Policy
from knowledge.policies import quote
from knowledge.policy_files import Facts, read

FACTS = Facts("Company cars", "2.0", date(2026, 1, 1), ("DE",), ("Sales",))
PARTS = {
    "Private use": "A company car may be used privately within the country. Fuel for private trips is paid by the employee.",
    "Damage": "Every damage is told to the fleet manager within one working day, with a photograph of the car.",
}


def word() -> bytes:
    document, made = docx.Document(), io.BytesIO()
    for heading, text in PARTS.items():
        document.add_heading(heading, 2)
        document.add_paragraph(text)
    document.save(made)
    return made.getvalue()


def paper() -> bytes:
    made, styles = io.BytesIO(), getSampleStyleSheet()
    story = [
        Paragraph(text, styles[style])
        for n, (heading, body) in enumerate(PARTS.items(), 1)
        for text, style in ((f"{n}. {heading}", "Heading2"), (body, "BodyText"))
    ]
    SimpleDocTemplate(made).build(story)
    return made.getvalue()


MARKDOWN = "".join(f"## {heading}\n\n{text}\n\n" for heading, text in PARTS.items()).encode()
TEXT = "".join(f"{n}. {h}\n\n{t}\n\n" for n, (h, t) in enumerate(PARTS.items(), 1)).encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [("cars.docx", word()), ("cars.pdf", paper()), ("cars.md", MARKDOWN), ("cars.txt", TEXT)],
)
def test_clauses_are_found_by_their_headings(name: str, content: bytes) -> None:
    policy = read(name, content, FACTS)
    assert isinstance(policy, Policy)
    assert [c.heading for c in policy.clauses] == list(PARTS)
    assert [" ".join(c.text.split()) for c in policy.clauses] == list(PARTS.values())
    assert (policy.version, policy.countries, policy.groups) == ("2.0", ("DE",), ("Sales",))
    found = quote("Who pays the fuel of a private trip?", [policy])
    assert found is not None
    assert found.clause.heading == "Private use"


def test_front_matter_says_it_all() -> None:
    front = b"---\ntitle: Dogs\nversion: 1\neffective_from: 2026-02-01\ncountries: [GB, IN]\ngroups: Sales\n---\n# Dogs\nYes.\n"
    policy = read("dogs.md", front, Facts())
    assert (policy.countries, policy.groups, policy.id) == (("GB", "IN"), ("Sales",), "dogs-1-gb-in-sales")


@pytest.mark.parametrize("missing", ["title", "version", "effective_from"])
def test_what_is_missing_is_asked_for(missing: str) -> None:
    facts = Facts(**{**FACTS.__dict__, missing: None})
    with pytest.raises(BadInput, match="title, version and the day"):
        read("cars.md", MARKDOWN, facts)


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(BadFile, match="not UTF-8"):
        read("cars.md", "Ümläut".encode("latin-1"), FACTS)
    with pytest.raises(BadInput, match="no text"):
        read("cars.md", b"# Only a heading\n", FACTS)
