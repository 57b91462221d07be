"""A policy that HR hands over as Markdown, PDF, DOCX or text: clauses by its headings, only what a reader sees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from domain.errors import BadFile, BadInput
from domain.policies import Clause, Policy
from knowledge import documents
from knowledge.policies import markdown_clauses, parse, policy_id

_NUMBERED = re.compile(r"^(?:§ ?\d+|\d+(?:\.\d+)*[.)]?)\s+(?=[A-ZÄÖÜ])")
LONGEST_HEADING = 70


@dataclass(frozen=True)
class Facts:
    """What HR says about a file that does not say it itself."""

    title: str | None = None
    version: str | None = None
    effective_from: date | None = None
    countries: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


def read(name: str, content: bytes, facts: Facts) -> Policy:
    """A policy from a file; Markdown with front matter needs no facts. Blocking: call it from a thread.

    Raises `BadFile` for a file that cannot be read, `BadInput` saying what is missing.
    """
    markdown = Path(name).suffix.lower() == ".md"
    text = _decoded(name, content) if markdown else documents.read(name, content).text
    if markdown and text.lstrip().startswith("---"):
        return parse(text)
    title, version, effective = _complete(facts)
    clauses = markdown_clauses(text, title) if markdown else clauses_of(text, title)
    if not clauses:
        raise BadInput(f"{name} has no text to quote.")
    return Policy(
        id=policy_id(title, version, facts.countries, facts.groups),
        title=title,
        version=version,
        effective_from=effective,
        clauses=clauses,
        countries=facts.countries,
        groups=facts.groups,
    )


def _decoded(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(f"{name} is not UTF-8 text. Please save it as UTF-8 and upload it again.") from error


def _complete(facts: Facts) -> tuple[str, str, date]:
    if not facts.title or not facts.version or not facts.effective_from:
        raise BadInput("Please give the policy's title, version and the day from which it applies.")
    return facts.title, facts.version, facts.effective_from


def clauses_of(text: str, title: str) -> tuple[Clause, ...]:
    """Clauses of plain text: under numbered or short lines without a full stop, which stand before a paragraph."""
    clauses: list[Clause] = []
    heading, body = title, list[str]()
    lines = text.splitlines()
    for at, line in enumerate(lines):
        if _is_heading(lines, at):
            clauses += [Clause(heading=heading, text="\n".join(body).strip())]
            heading, body = _NUMBERED.sub("", line.strip()), []
        else:
            body.append(line)
    clauses += [Clause(heading=heading, text="\n".join(body).strip())]
    return tuple(clause for clause in clauses if clause.text)


def _is_heading(lines: list[str], at: int) -> bool:
    line = lines[at].strip()
    if not line or len(line) > LONGEST_HEADING or line[-1] in ".,;:!?" or line[0] in "-•*–":
        return False
    if _NUMBERED.match(line):
        return True
    above = lines[at - 1].strip() if at else ""
    alone_above = not above or above[-1] in ".!?"
    following = next((other.strip() for other in lines[at + 1 :] if other.strip()), "")
    return alone_above and line[0].isupper() and len(line.split()) <= 8 and len(following) > len(line)
