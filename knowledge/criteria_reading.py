"""What a language model finds in a job description beyond the rules. It can only point at words that stand there."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from pydantic import BaseModel, Field

from domain.errors import Unavailable
from domain.reading import Reader
from domain.rubric import MOST_CRITERIA, Need
from knowledge import skills
from knowledge.criteria import VERSION, Draft, skill_criterion
from knowledge.unread import UNFAIR

INSTRUCTIONS = (
    "You read one job description. List the skills, tools, languages and behaviours that it asks of candidates. For each: "
    "`name`, its usual short name; `need`, must or nice, as the description says; `quote`, the words of the description, "
    "copied exactly, in which it is asked for. List nothing that the description does not say, and nothing about age, sex, "
    "family, origin, religion, health or looks."
)


class AskedFor(BaseModel):
    name: str = Field(max_length=60)
    need: Literal["must", "nice"]
    quote: str = Field(max_length=300)


class Answer(BaseModel):
    criteria: list[AskedFor] = Field(max_length=40)


async def completed(draft: Draft, description: str, reader: Reader | None) -> tuple[Draft, str]:
    """The draft with what the reader adds, and by what it was drafted. Where it fails, the rules' draft stands."""
    if reader is None or not description.strip():
        return draft, VERSION
    try:
        read = await reader.read(INSTRUCTIONS, [description], Answer)
    except Unavailable:
        return draft, VERSION
    there = {c.id for c in draft.criteria}
    added = [
        skill_criterion(said.name, _need(said.need), quote=said.quote.strip())
        for said in read.value.criteria
        if _stands(said, description)
    ]
    new = {c.id: c for c in added if c.id not in there}
    criteria = (*draft.criteria, *new.values())[:MOST_CRITERIA]
    return replace(draft, criteria=criteria), f"draft:{read.model}+{VERSION.removeprefix('draft:')}"


def _need(said: str) -> Need:
    return "must" if said == "must" else "nice"


def _stands(said: AskedFor, description: str) -> bool:
    """The quote is in the description, and the name in the quote or a name of what is."""
    quote = " ".join(said.quote.split()).casefold()
    if not quote or quote not in " ".join(description.split()).casefold() or UNFAIR.search(said.name):
        return False
    return said.name.casefold() in quote or skills.canonical(said.name) in {
        m.name for m in skills.find(said.quote)
    }
