"""A job said in one message: "create a job: Senior Data Engineer in Berlin, ..." or a pasted description."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge import skills

LONGEST_TITLE = 100
_ORDER = re.compile(
    r"^\W*(?:(?:hi|hello|hey|please|pls|can you|could you|i want to|i'd like to|i need to|let's|we need to|we want to)[,! ]+)*"
    r"(?:create|add|open|post|set up|make|draft|start|publish|new)\s+(?:up\s+)?(?:a |an |the |another )?(?:new )?"
    r"(?:job|role|position|vacancy|opening|requisition|job posting|posting|job ad|job opening)\b"
    r"(?P<mark>\s*[:\-–—]|\s+(?:for|as|called|titled|named)\b(?: an?\b| the\b)?|\s*\n)?\s*",
    re.I,
)
_LABEL = re.compile(
    r"^\s*(?P<label>job title|title|position|role|location|office|place|department|team|stelle|standort)\s*:\s*(?P<value>.+?)\s*$",
    re.I | re.M,
)
_PLACE = re.compile(
    r"\s+(?:in|based in|at our office in)\s+(?P<place>(?:St\. )?(?:[A-ZÄÖÜ](?:[\w'-]|\.(?=\w))*|remote)(?:[ ,/]+(?:[A-ZÄÖÜ](?:[\w'-]|\.(?=\w))*|de|la|or|remote))*)"
)
_END = re.compile(
    r"\s*(?:[\n;]|,|\.(?=\s|$)|\s[-–—]\s|\(|\s(?:with|who|needs?|requires?|must|that|requiring|where|we|you)\b)"
)


@dataclass(frozen=True)
class Posting:
    title: str | None
    location: str | None
    department: str | None
    description: str


def said(text: str) -> Posting | None:
    """The job that a message orders to be made; None when it orders none, or says nothing of it yet."""
    order = _ORDER.match(text)
    rest = text[order.end() :].strip() if order else ""
    if not rest or (order and not order["mark"] and not rest[0].isupper() and "\n" not in rest):
        return None
    return read(rest)


def read(rest: str) -> Posting:
    """Title, place and department of a description, as far as it says them: by labels, else from its first line."""
    labels = {m["label"].lower(): m["value"] for m in _LABEL.finditer(rest[:1500])}
    title = (
        labels.get("job title")
        or labels.get("title")
        or labels.get("position")
        or labels.get("role")
        or labels.get("stelle")
    )
    place = labels.get("location") or labels.get("office") or labels.get("place") or labels.get("standort")
    department = labels.get("department") or labels.get("team")
    first = rest.splitlines()[0] if rest else ""
    if title is None:
        found = _PLACE.search(first)
        end = _END.search(first)
        cut = min([m.start() for m in (found, end) if m], default=len(first))
        title = first[:cut].strip(" ,.:-–—#*") or None
    if place is None and (found := _PLACE.search(rest[:400])) and not skills.canonical(found["place"]):
        place = found["place"].strip(" ,.")
    if title and (len(title) > LONGEST_TITLE or len(title.split()) > 10):
        title = None
    return Posting(title, place, department, rest)
