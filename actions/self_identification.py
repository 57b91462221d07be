"""Voluntary self-identification by a candidate: kept apart, never shown to anybody who decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from pydantic import Field

from actions.tool import Args, Context, Result, tool
from domain.demographics import Answers, RaceEthnicity, Sex
from domain.errors import BadInput
from domain.hiring import Candidate
from domain.messages import Card, Option, Source
from domain.permissions import Permission

DECLINED = "I prefer not to say"


class Identify(Args):
    sex: Literal["female", "male", "I prefer not to say"] = Field(
        title="Sex",
        description="Voluntary. It is kept apart from your application, nobody who decides about it ever sees it, and it "
        "serves to check that our process is fair.",
    )
    race_ethnicity: str = Field(title="Race or ethnicity", max_length=60)


class Kept(Result):
    said: bool
    applied: bool = True

    def card(self) -> Card:
        if not self.applied:
            text = (
                "The answers belong to an application. Please drop your resume here, and come back to this."
            )
            return Card(title="Your resume first", text=text)
        text = "It is kept apart from your application and only ever counted. You can change or delete it at any time."
        return Card(
            title="Thank you" if self.said else "That is fine: nothing is kept",
            text=text if self.said else None,
            tone="success",
            source=Source(label="Voluntary self-identification"),
        )


async def _choices(ctx: Context) -> Mapping[str, tuple[Option, ...]]:
    race = (*get_args(RaceEthnicity), DECLINED)
    sex = tuple(Option(value=s, label=s.capitalize()) for s in get_args(Sex))
    return {
        "sex": (*sex, Option(value=DECLINED, label=DECLINED)),
        "race_ethnicity": tuple(Option(value=r, label=r) for r in race),
    }


async def _checked(asked: Identify, ctx: Context) -> Identify:
    if asked.race_ethnicity not in (*get_args(RaceEthnicity), DECLINED):
        raise BadInput("Please choose one of the options, or that you prefer not to say.")
    return asked


@tool(
    "selfid.answer",
    args=Identify,
    permission=Permission.self_identify,
    phrases=("I want to answer the voluntary questions about me",),
    resolve=_checked,
    options=_choices,
    confidential=True,
)
async def selfid_answer(asked: Identify, ctx: Context) -> Kept:
    """Answer voluntary questions about sex and ethnicity, which only ever serve to check fairness."""
    mine = await ctx.ports.records.find(Candidate, {"person_id": ctx.actor.id}, limit=1)
    if not mine:
        return Kept(said=False, applied=False)
    given = {"sex": asked.sex, "race_ethnicity": asked.race_ethnicity}
    answers = Answers.model_validate({k: v for k, v in given.items() if v != DECLINED})
    if answers == Answers():
        await ctx.ports.demographics.delete(mine[0].id)
    else:
        await ctx.ports.demographics.put(mine[0].id, answers)
    return Kept(said=answers != Answers())
