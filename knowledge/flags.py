"""What the readers of a resume should know about it: text that nobody sees, and lists longer than anybody's knowledge."""

from __future__ import annotations

from domain.hiring import Flag
from domain.profiles import Profile
from knowledge.documents import CUT_OFF, Document

MANY_SKILLS = 60
"""Skills named without a dated employment that uses them, above which the list itself is worth a look."""
QUOTED = 10
LONGEST_QUOTE = 400


def flags_of(document: Document, profile: Profile) -> tuple[Flag, ...]:
    """Flags to be shown beside the profile; they change nothing that is found, scored or decided."""
    return tuple(flag for flag in (_hidden(document), _many_skills(profile)) if flag)


def _hidden(document: Document) -> Flag | None:
    hidden = [h for h in document.hidden if h.why != CUT_OFF]
    count = len(hidden)
    if not count:
        return None
    passages = "1 passage" if count == 1 else f"{count} passages"
    quotes = [f"{h.text[:LONGEST_QUOTE]} ({h.why}, page {h.page})" for h in hidden[:QUOTED]]
    return Flag(kind="hidden_text", sentence=f"{passages} that a reader does not see", quotes=tuple(quotes))


def _many_skills(profile: Profile) -> Flag | None:
    unused = [skill for skill in profile.skills if not skill.uses]
    if len(unused) <= MANY_SKILLS:
        return None
    return Flag(
        kind="many_skills",
        sentence=f"{len(profile.skills)} skills named, {len(unused)} of them in no dated position",
    )
