"""Resumes that are data already (JSON Resume 1.0, Europass as JSON or XML) → the text of an ordinary resume, so that every
value has a span like any other's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import defusedxml
from defusedxml import ElementTree

from domain.errors import BadFile
from knowledge.documents import Document, assembled

Tree = Any
"""Parsed JSON: dictionaries, lists, text, numbers."""
_NEITHER = "is neither a JSON Resume nor a Europass file. Please upload the resume as a PDF."


def read_json(text: str) -> Document:
    """Raises `BadFile` (a sentence without its subject) when it is neither, damaged or nested too deep."""
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFile("is damaged. Please export it anew and upload it again.") from error
    if isinstance(tree, dict) and isinstance(tree.get("basics"), dict):
        return assembled(["\n".join(_json_resume(tree))])
    return _europass(tree)


def read_xml(content: bytes) -> Document:
    """Europass. Entities are refused, so that none can be read from elsewhere or multiply. Raises as `read_json`."""
    try:
        root = ElementTree.fromstring(content)
    except defusedxml.DefusedXmlException as error:
        raise BadFile(
            "declares entities, which a resume has no need of. Please export it anew, or as a PDF."
        ) from error
    except ParseError as error:
        raise BadFile("is damaged. Please export it anew and upload it again.") from error
    return _europass({_local(root): _tree(root, 0)})


def _local(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _tree(element: Element, depth: int) -> Tree:
    """Children and attributes by their names; what is repeated is a list; an element without either is its text."""
    if depth > 60:
        raise BadFile("is nested far deeper than a resume. Please export it anew and upload it again.")
    found: dict[str, Any] = {key.rsplit("}", 1)[-1]: value for key, value in element.attrib.items()}
    for child in element:
        name, value = _local(child), _tree(child, depth + 1)
        found[name] = [*_many(found[name]), value] if name in found else value
    return found or (element.text or "").strip()


def _at(tree: Tree, *path: str) -> Tree:
    for step in path:
        tree = tree[0] if isinstance(tree, list) and tree else tree
        tree = tree.get(step) if isinstance(tree, dict) else None
    return tree


def _said(tree: Tree, *path: str) -> str:
    found = _at(tree, *path)
    return " ".join(str(found).split())[:5_000] if isinstance(found, str | int | float) else ""


def _many(tree: Tree) -> list[Tree]:
    return tree if isinstance(tree, list) else [] if tree in (None, "") else [tree]


def _joined(separator: str, *parts: str) -> str:
    return separator.join(part for part in parts if part)


# --- JSON Resume (jsonresume.org/schema) -------------------------------------------------------------------


def _json_resume(tree: Tree) -> Iterator[str]:
    basics = tree["basics"]
    yield _said(basics, "name")
    yield _said(basics, "label")
    yield _joined(" | ", _said(basics, "email"), _said(basics, "phone"), _said(basics, "url"))
    yield _joined(", ", _said(basics, "location", "city"), _said(basics, "location", "countryCode"))
    yield from ("", "Summary", _said(basics, "summary"))
    yield from ("", "Experience")
    for job in _many(tree.get("work")):
        dates = _range(_said(job, "startDate"), _said(job, "endDate"))
        yield from _entry(_said(job, "position"), _said(job, "name") or _said(job, "company"), dates)
        yield from (
            f"• {_text(done)}" for done in [_said(job, "summary"), *_many(_at(job, "highlights"))] if done
        )
    yield from ("", "Education")
    for study in _many(tree.get("education")):
        degree = _joined(" ", _said(study, "studyType"), _said(study, "area"))
        yield from ("", _joined("\t", degree, _said(study, "institution"), _said(study, "endDate")[:4]))
    yield from ("", "Skills")
    for skill in _many(tree.get("skills")):
        words = ", ".join(map(_text, _many(_at(skill, "keywords"))))
        yield _joined(": ", _said(skill, "name"), words)
    yield from (
        "",
        "Languages",
        ", ".join(_said(spoken, "language") for spoken in _many(tree.get("languages"))),
    )
    yield from ("", "Certifications", *(_said(each, "name") for each in _many(tree.get("certificates"))))


def _text(value: Tree) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _entry(title: str, company: str, dates: str) -> Iterator[str]:
    yield ""
    yield _joined("\t", title, dates)
    yield company


def _range(start: str, end: str) -> str:
    return f"{start[:7]} – {end[:7] or 'Present'}" if start else ""


# --- Europass (SkillsPassport 3) ---------------------------------------------------------------------------


def _europass(tree: Tree) -> Document:
    learner = _at(tree, "SkillsPassport", "LearnerInfo") or _at(tree, "LearnerInfo")
    if not isinstance(learner, dict):
        raise BadFile(_NEITHER)
    return assembled(["\n".join(_passport(learner))])


def _passport(learner: Tree) -> Iterator[str]:
    person = _at(learner, "Identification")
    contact = _at(person, "ContactInfo")
    yield _joined(" ", _said(person, "PersonName", "FirstName"), _said(person, "PersonName", "Surname"))
    yield _said(learner, "Headline", "Description", "Label")
    phones = _items(contact, "Telephone")
    yield _joined(" | ", _said(contact, "Email", "Contact"), _said(phones[0], "Contact") if phones else "")
    address = _at(contact, "Address", "Contact")
    yield _joined(", ", _said(address, "Municipality"), _said(address, "Country", "Label"))
    yield from ("", "Experience")
    for job in _items(learner, "WorkExperience"):
        yield from _entry(
            _said(job, "Position", "Label"), _said(job, "Employer", "Name"), _period(_at(job, "Period"))
        )
        yield from (f"• {line}" for line in [_said(job, "Activities")] if line)
    yield from ("", "Education")
    for study in _items(learner, "Education"):
        year = _said(study, "Period", "To", "year") or _said(study, "Period", "To", "Year")
        yield from ("", _joined("\t", _said(study, "Title"), _said(study, "Organisation", "Name"), year))
    skills = _at(learner, "Skills")
    yield from (
        "",
        "Skills",
        _said(skills, "Computer", "Description"),
        _said(skills, "JobRelated", "Description"),
    )
    spoken = [
        *_items(_at(skills, "Linguistic"), "MotherTongue"),
        *_items(_at(skills, "Linguistic"), "ForeignLanguage"),
    ]
    yield from ("", "Languages", ", ".join(_said(each, "Description", "Label") for each in spoken))


def _items(tree: Tree, name: str) -> list[Tree]:
    """`<NameList><Name/></NameList>` in XML, `"Name": […]` in JSON."""
    return _many(_at(tree, f"{name}List", name)) or _many(_at(tree, name))


def _period(period: Tree) -> str:
    current = _said(period, "Current").lower() == "true"
    return _range(_point(_at(period, "From")), "" if current else _point(_at(period, "To")))


def _point(at: Tree) -> str:
    """Europass writes months as "--09" in XML and as a number in JSON."""
    year, month = (_said(at, name) or _said(at, name.title()) for name in ("year", "month"))
    return f"{year}-{int(month.strip('-')):02d}" if month.strip("-").isdigit() else year
