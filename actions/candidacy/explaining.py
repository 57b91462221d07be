"""Why: how my application is assessed, by whom, and what was found about me. And a person to look at it again."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from actions.candidacy.own import one
from actions.hiring import evidence, reasons
from actions.hiring.commit import SOURCE, moment, review_needed
from actions.hiring.history import transitions
from actions.holders import holding
from actions.tool import Args, Context, Result, tool
from domain.cases import Case
from domain.errors import BadInput
from domain.messages import Button, Card, Fact, Item
from domain.permissions import Permission

PROCEDURE = (
    "**How it works.** Software read your resume and looked for what the job asks for; each finding below is shown with "
    "your own words. It sees neither your name, sex, age, photo, address nor nationality when it assesses. The findings "
    "help the hiring team to read; they decide nothing. A recruiter decides on each step; an offer, a hire and a "
    "rejection need a second person, who is shown the findings before any number.\n\n"
    "**What you can do.** Ask for a person to look again, correct what is wrong by uploading a newer resume, or ask for "
    "all the data that we hold about you."
)
DECIDED = {
    "reject": "to end the application",
    "hire": "to hire you",
    "move": "to move you on",
    "unreject": "to take your application up again",
    "transfer": "to consider you for another job",
}


class AskWhy(Args):
    job: str | None = Field(None, title="Job", max_length=200)


class Explanation(Result):
    job: str
    job_id: str
    findings: tuple[Item, ...]
    decisions: tuple[tuple[str, str], ...]
    """What was decided, and when and by how many people. No names."""
    reason: str | None

    def card(self) -> Card:
        facts = [Fact(label=what, value=how) for what, how in self.decisions]
        if self.reason:
            facts.append(Fact(label="Kind of reason", value=self.reason))
        return Card(
            title=f"How your application for {self.job} is assessed",
            text=PROCEDURE,
            facts=tuple(facts),
            items=self.findings,
            buttons=(Button(label="Ask for a human review", action="application.review", ref=self.job_id),),
            source=SOURCE,
        )


@tool(
    "application.explain",
    args=AskWhy,
    permission=Permission.application_act,
    phrases=("How was my application assessed?", "Why was I rejected?"),
)
async def application_explain(asked: AskWhy, ctx: Context) -> Explanation:
    """How my application is assessed, what was found about me, and who decides."""
    own = await one(asked.job, ctx)
    steps = [s for s in await transitions(own.application, ctx) if s.kind in DECIDED]
    zone = ctx.actor.person.time_zone
    decisions = tuple(
        (
            f"Decided {DECIDED[s.kind]}",
            f"{moment(s.at, zone)}, by {'two people' if s.approved_by else 'one person'}",
        )
        for s in steps
    )
    rejected = own.application.status == "rejected"
    id = next((s.rejection_reason_id for s in reversed(steps) if s.rejection_reason_id), None)
    reason = (await reasons.by_id(id, ctx)).name if rejected and id else None
    return Explanation(
        job=own.job.title,
        job_id=own.job.id,
        findings=evidence.items(own.candidate, own.job),
        decisions=decisions,
        reason=reason,
    )


# --- a person looks again --------------------------------------------------------------------------------------


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
