"""Resumes as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from deploy.demo.layouts.content import Content, Section


def text(content: Content) -> bytes:
    lines = [content.name, content.headline, *content.contact]
    for section in content.sections:
        lines += ["", section.heading.upper(), *_lines(section)]
    return ("\n".join(lines) + "\n").encode()


def _lines(section: Section) -> Iterator[str]:
    yield from section.paragraphs
    if section.items:
        yield ", ".join(section.items)
    for entry in section.entries:
        yield f"{entry.dates}: {entry.head}, {entry.sub}"
        yield from (f"- {bullet}" for bullet in entry.bullets)
