"""From a sentence to tool calls without a model: intents and slots, as far as they are sure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions import catalogue
from actions.tool import Context, open_to
from domain.people import Role
from domain.permissions import Permission, may
from domain.ports import Asking, Meaning, Understanding
from graphs.state import Call

PAPER = re.compile(
    r"\b(?:certificates?|diplomas?|references?|(?:cover|reference|motivation) letters?|portfolios?|transcripts?|documents?|papers?)\b",
    re.I,
)
RESUME = re.compile(r"\b(?:resume|cv|curriculum)\b", re.I)
UPLOADS = {True: "resume.upload", False: "candidates.add"}
"""What files are for: a candidate's own resume, or candidates for the hiring team."""


def plan(
    text: str, uploads: Sequence[str], turn_id: str, asker: Context, understanding: Understanding
) -> list[Call]:
    """The calls that the words ask for; empty when they are not understood."""
    candidate = asker.actor.roles == frozenset({Role.candidate})
    if uploads:
        policy = may(asker.actor, Permission.policy_add) and "polic" in text.casefold()
        paper = candidate and PAPER.search(text) is not None and not RESUME.search(text)
        name = "policy.add" if policy else "application.attach" if paper else UPLOADS[candidate]
        return [Call(id=f"{turn_id}/0", tool=name, args={"uploads": list(uploads)})]
    asking = Asking(
        today=asker.today,
        locale=asker.actor.person.locale,
        focus=asker.focus.tool.replace(".", "_") if asker.focus.tool else None,
        intents=frozenset(t.intent for t in open_to(asker.actor)),
    )
    by_intent = {t.intent: t for t in catalogue.tools().values()}
    calls = []
    for n, meaning in enumerate(understanding.read(text, asking)):
        if (named := by_intent.get(meaning.intent)) is not None:
            name = UPLOADS[candidate] if named.name in UPLOADS.values() else named.name
            calls.append(Call(id=f"{turn_id}/{n}", tool=name, args=_arguments(meaning)))
    return calls


def _arguments(meaning: Meaning) -> dict[str, object]:
    """The slots, and the words themselves for tools that read a sentence."""
    given = dict(meaning.slots)
    if meaning.intent in ("candidates_search", "candidates_refine"):
        given["query"] = meaning.text
    if meaning.intent == "policy_ask":
        given.setdefault("question", meaning.text)
    return given
