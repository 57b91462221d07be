"""From a sentence to tool calls without a model: intents and slots, as far as they are sure."""

from __future__ import annotations

from collections.abc import Sequence

from actions import catalogue
from actions.hr_tables.words import named_in
from actions.tool import Context, open_to
from domain.conversations import Focus, Upload
from domain.people import Role
from domain.permissions import Permission, may
from domain.ports import Asking, Meaning, Understanding
from graphs.state import Call
from knowledge.tables import is_table

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
        elif may(asker.actor, Permission.bulk_change) and all(is_table(upload.name) for upload in uploads):
            name, args = "table.check", args | {"table": named_in(text)}
        return [Call(id=f"{turn_id}/0", tool=name, args=args)]
    asking = Asking(
        today=asker.today,
        locale=asker.actor.person.locale,
        focus=asker.focus.tool.replace(".", "_") if asker.focus.tool else None,
        month=asker.focus.month,
        intents=frozenset(t.intent for t in open_to(asker.actor)),
    )
    by_intent = {t.intent: t for t in catalogue.tools().values()}
    calls = []
    for n, meaning in enumerate(understanding.read(text, asking)):
        if (named := by_intent.get(meaning.intent)) is not None:
            name = UPLOADS[candidate] if named.name in UPLOADS.values() else named.name
            calls.append(Call(id=f"{turn_id}/{n}", tool=name, args=_arguments(meaning, asker.focus)))
    return calls


OF_SOMEBODY = ("pay_of", "attendance_of")


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
