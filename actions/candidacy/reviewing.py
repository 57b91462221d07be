"""A person to look at my application again."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from actions.candidacy.own import one
from actions.hiring.commit import SOURCE, review_needed
from actions.holders import holding
from actions.tool import Args, Context, Result, tool
from domain.cases import Case
from domain.errors import BadInput
from domain.messages import Button, Card, Fact
from domain.permissions import Permission


class AskReview(Args):
    job: str | None = Field(None, title="Job", max_length=200)
    why: str | None = Field(
        None, title="What should they look at?", max_length=1000, json_schema_extra={"long": True}
    )


class ReviewAsked(Result):
    case: Case
    candidate: str
    candidate_id: str
    job: str
    hr: tuple[str, ...]

    def card(self) -> Card:
        return Card(
            title="A person will look at your application again",
            text="Somebody of HR has your request and will write to you here.",
            facts=(Fact(label="Job", value=self.job), Fact(label="Case", value=self.case.id)),
            tone="success",
            source=SOURCE,
        )

    def notices(self) -> Sequence[tuple[str, Card]]:
        card = Card(
            title=f"{self.candidate} asks for a human review",
            text="Please read the application itself, and write to the candidate what you found.",
            facts=(Fact(label="Job", value=self.job), Fact(label="About", value=self.case.subject)),
            buttons=(
                Button(label="Reply", action="candidate.message", ref=self.candidate_id),
                Button(label="Close the case", action="case.close", ref=self.case.id),
            ),
            source=SOURCE,
        )
        return [(id, card) for id in self.hr]


@tool(
    "application.review",
    args=AskReview,
    permission=Permission.application_act,
    phrases=("I want a person to look at my application again",),
)
async def application_review(asked: AskReview, ctx: Context) -> ReviewAsked:
    """Ask for a person to look at my application again; opens a case with HR."""
    own = await one(asked.job, ctx)
    hr = await holding(Permission.case_read, ctx.ports.records)
    if not hr:
        raise BadInput("There is nobody in HR whom I could tell. Please write to the hiring team.")
    subject = f"Human review of the application for {own.job.title}" + (f": {asked.why}" if asked.why else "")
    case = Case(
        id=f"case:{ctx.call_id}",
        person_id=ctx.actor.id,
        subject=subject,
        transcript=(),
        opened_at=ctx.now,
    )
    await ctx.ports.records.insert_all([case])
    await review_needed(own.application.id, True, ctx)
    return ReviewAsked(
        case=case,
        candidate=own.candidate.name,
        candidate_id=own.candidate.id,
        job=own.job.title,
        hr=tuple(p.id for p in hr),
    )
