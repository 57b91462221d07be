"""From a sentence to tool calls without a model: intents and slots, as far as they are sure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from actions import catalogue
from actions.hr_tables.words import named_in
from actions.tool import Context, open_to
from domain.conversations import Focus, Upload
from domain.people import Role
from domain.permissions import Permission, may
from domain.understanding import Asking, Meaning, Understanding
from graphs.state import Call
from knowledge import job_posting
from knowledge.tables import is_table

PAPER = re.compile(
    r"\b(?:certificates?|diplomas?|references?|(?:cover|reference|motivation) letters?|portfolios?|transcripts?|documents?|papers?)\b",
    re.I,
)
RESUME = re.compile(r"\b(?:resume|cv|curriculum)\b", re.I)
REPLACED = {"leave.request": "leave_change"}
"""What "make it Thursday" means while the form of the tool is still open: other days in the same form."""
UPLOADS = {True: "resume.upload", False: "candidates.add"}
"""What files are for: a candidate's own resume, or candidates for the hiring team."""


def plan(
    text: str, uploads: Sequence[Upload], turn_id: str, asker: Context, understanding: Understanding
) -> list[Call]:
    """The calls that the words ask for; empty when they are not understood."""
    candidate = asker.actor.roles == frozenset({Role.candidate})
    if uploads:
        args: dict[str, object] = {"uploads": [upload.id for upload in uploads]}
        name = UPLOADS[candidate]
        if may(asker.actor, Permission.policy_add) and "polic" in text.casefold():
            name = "policy.add"
        elif candidate and PAPER.search(text) and not RESUME.search(text):
            name = "application.attach"
        elif may(asker.actor, Permission.bulk_change) and all(is_table(upload.name) for upload in uploads):
            name, args = "table.check", args | {"table": named_in(text)}
        return [Call(id=f"{turn_id}/0", tool=name, args=args)]
    posting = job_posting.said(text) if may(asker.actor, Permission.job_write) else None
    if posting is not None:  # a whole description is one thing said, however many sentences it has
        given = {"title": posting.title, "location": posting.location, "department": posting.department}
        posted = {k: v for k, v in given.items() if v} | {"description": posting.description}
        return [Call(id=f"{turn_id}/0", tool="jobs.create", args=posted)]
    asking = Asking(
        today=asker.today,
        locale=asker.actor.person.locale,
        focus=asker.focus.tool.replace(".", "_") if asker.focus.tool else None,
        month=asker.focus.month,
        form=asker.focus.waits == "form",
        about=_day(asker.focus.args.get("start")),
        intents=frozenset(t.intent for t in open_to(asker.actor)),
    )
    by_intent = {t.intent: t for t in catalogue.tools().values()}
    calls = []
    for n, meaning in enumerate(understanding.read(text, asking)):
        if (named := by_intent.get(meaning.intent)) is not None:
            name = UPLOADS[candidate] if named.name in UPLOADS.values() else named.name
            name, before = _going_on(name, meaning, asker.focus)
            args = {**before, **_arguments(meaning, asker.focus)}
            calls.append(Call(id=f"{turn_id}/{n}", tool=name, args=args))
    return calls


OF_SOMEBODY = ("pay_of", "pay_change_of", "attendance_of")


def _going_on(name: str, meaning: Meaning, focus: Focus) -> tuple[str, dict[str, object]]:
    """The tool that a follow-up is for, and what was said before and still holds: of a form that is open, and of a
    question to records. What somebody already decides about is never asked for anew by a word added to it."""
    if focus.waits == "form" and meaning.intent == REPLACED.get(focus.tool or ""):
        return focus.tool or name, {k: v for k, v in focus.args.items() if k != "end"}
    if not meaning.continues or name != focus.tool or focus.waits == "approval":
        return name, {}
    held = focus.waits == "form" or catalogue.tools()[name].approval is None
    new_start = {"start", "end", "days"} if "start" in meaning.slots else set()
    new_start |= {"against"} if "month" in meaning.slots else set()
    return name, {k: v for k, v in focus.args.items() if k not in new_start} if held else {}


def _day(value: object) -> date | None:
    """The day that an argument names, if it does."""
    with suppress(ValueError):
        return date.fromisoformat(str(value))
    return None


def _arguments(meaning: Meaning, focus: Focus) -> dict[str, object]:
    """The slots; whom the last answer was about; and the words themselves for tools that read a sentence."""
    given = dict(meaning.slots)
    if meaning.intent in OF_SOMEBODY and focus.person_id:
        given.setdefault("person", focus.person_id)
    if meaning.intent in ("candidates_search", "candidates_refine"):
        given["query"] = meaning.text
    if meaning.intent == "policy_ask":
        given.setdefault("question", meaning.text)
    return given
