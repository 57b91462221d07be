"""Whose yes a step of an application needs, in order: kept by each job, in the words of hiring."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.errors import BadInput

Transition = Literal["offer", "hire", "reject"]
Who = Literal["hiring manager", "recruiter", "HR"]
MOST = 5
WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "both": 2,
    "a": 1,
    "an": 1,
}


class FlowGroup(BaseModel):
    """People of one kind, of whom `needed` must say yes."""

    model_config = ConfigDict(frozen=True)

    who: Who
    needed: int = Field(1, ge=1, le=MOST)

    @property
    def text(self) -> str:
        if self.who == "hiring manager":
            return "the hiring manager"
        return f"{self.needed} of {self.who}" if self.needed > 1 else f"one of {self.who}"


class ApprovalFlow(BaseModel):
    model_config = ConfigDict(frozen=True)

    transition: Transition
    groups: tuple[FlowGroup, ...]

    @property
    def text(self) -> str:
        """ "the hiring manager, then 2 of HR"."""
        return ", then ".join(g.text for g in self.groups)


DEFAULTS: dict[Transition, ApprovalFlow] = {
    transition: ApprovalFlow(transition=transition, groups=(FlowGroup(who="HR"),))
    for transition in ("offer", "hire", "reject")
}
STEP_UP: frozenset[Transition] = frozenset({"offer", "hire"})
"""A yes to these counts only from somebody who has just signed in again."""
_GROUP = re.compile(
    rf"(?:(?P<n>\d|{'|'.join(WORDS)})\s+)?(?:(?:people|persons?|members?)\s+)?(?:(?:of|from|in)\s+)?(?:the\s+)?"
    r"(?P<who>hiring managers?|managers?|recruiters?|hr|people team|human resources)",
    re.I,
)
_THEN = re.compile(
    r"\s*(?:,\s*(?:and\s+)?then\b|\bthen\b|\bfollowed by\b|\bafterwards\b|\band after that\b|,|\band\b|->|→)\s*",
    re.I,
)


def groups(words: str) -> tuple[FlowGroup, ...]:
    """ "the hiring manager, then two of HR" in order. Raises `BadInput` with how to say it."""
    found = tuple(_group(piece) for piece in _THEN.split(words) if piece.strip())
    if not 1 <= len(found) <= MOST:
        raise BadInput(_HOW)
    return found


_HOW = "Please say who approves, in order, such as “the hiring manager, then two of HR”."


def _group(words: str) -> FlowGroup:
    match = _GROUP.search(words)
    if match is None:
        raise BadInput(f"I do not know who “{words.strip()}” is. {_HOW}")
    said, who = (match["n"] or "one").lower(), match["who"].lower()
    needed = int(said) if said.isdecimal() else WORDS[said]
    if "manager" in who:
        return FlowGroup(who="hiring manager")
    if not 1 <= needed <= MOST:
        raise BadInput(f"A group needs between one and {MOST} yeses.")
    return FlowGroup(who="recruiter" if who.startswith("recruiter") else "HR", needed=needed)
