"""Why: how my application is assessed, by whom, and what was found about me.

What the General Data Protection Regulation's Art. 15 (1) h asks for as the Court reads it (C-203/22): the procedure and
the principles as they were applied to this person's data, in words; and the AI Act's Art. 86. No number, no rank, nobody
else, no words of the team.
"""

from __future__ import annotations

from pydantic import Field

from actions.ai_use import scoring_refused
from actions.candidacy.own import Own, one
from actions.hiring import evidence, reasons
from actions.hiring.commit import SOURCE, moment
from actions.hiring.history import transitions
from actions.scoring import newest_score, overrides_of, version_of
from actions.tool import Args, Context, Result, tool
from domain.hiring import Candidate
from domain.messages import Button, Card, Fact, Item, Quote
from domain.permissions import Permission
from domain.rubric import PARTS, Criterion, JobCriteria, Score, Verdict, overridden

READ = (
    "**How it works.** Software read your resume and looked for what the job asks for; each finding below is shown with "
    "your own words. The findings help the hiring team to read; they decide nothing. A recruiter decides on each step; an "
    "offer, a hire and a rejection need a second person, who is shown the findings before any number."
)
BY_PEOPLE = (
    "**How it works.** Your resume is read and judged by people alone: no software compares it with the job. A recruiter "
    "decides on each step; an offer, a hire and a rejection need a second person."
)
NOT_USED = (
    "**What is not used.** Your name, sex, age, family, origin, nationality, photo and address are blanked before anything "
    "is compared, and so is the name of your school unless the job asks for it. Voluntary answers about sex and ethnicity are "
    "kept apart and only counted, papers you added are read by people alone, and nothing is inferred from how you write."
)
RIGHTS = (
    "**What you can do.** Ask for a person to look again with the button below, correct what is wrong by uploading a newer "
    "resume, withdraw your consent to reading by software, or ask for all the data that we hold about you."
)
DECIDED = {
    "reject": "to end the application",
    "hire": "to hire you",
    "move": "to move you on",
    "unreject": "to take your application up again",
    "transfer": "to consider you for another job",
}
BY_A_PERSON = "a person corrected this"


class AskWhy(Args):
    job: str | None = Field(None, title="Job", max_length=200)


class Explanation(Result):
    job: str
    job_id: str
    by_software: bool
    principles: tuple[tuple[str, str], ...]
    """What counts, by which rules or model and when; no result."""
    findings: tuple[Item, ...]
    decisions: tuple[tuple[str, str], ...]
    """What was decided, and when and by how many people. No names."""
    reason: str | None

    def card(self) -> Card:
        facts = [Fact(label=what, value=how) for what, how in (*self.principles, *self.decisions)]
        if self.reason:
            facts.append(Fact(label="Kind of reason", value=self.reason))
        told = (READ, NOT_USED, RIGHTS) if self.by_software else (BY_PEOPLE, RIGHTS)
        return Card(
            title=f"How your application for {self.job} is assessed",
            text="\n\n".join(told),
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
    by_software, principles, findings = await _assessed(own, ctx)
    return Explanation(
        job=own.job.title,
        job_id=own.job.id,
        by_software=by_software,
        principles=principles,
        findings=findings,
        decisions=decisions,
        reason=reason,
    )


async def _assessed(own: Own, ctx: Context) -> tuple[bool, tuple[tuple[str, str], ...], tuple[Item, ...]]:
    """Whether software compared the resume with the job, by which principles, and what it found. Without a score the
    findings are those that whoever decides is shown."""
    records = ctx.ports.records
    score = await newest_score(own.candidate.id, own.job.id, records)
    if score is not None:
        criteria = await version_of(score, records)
        words = (await overrides_of(own.job.id, records)).get(own.candidate.id, [])
        verdicts = overridden(score.verdicts, words, score.input_hash)
        return True, _principles(score, criteria, ctx), _findings(criteria, verdicts, own.candidate)
    if own.candidate.not_by_machine or await scoring_refused(own.job, ctx.today, records):
        return False, (), ()
    return True, (), evidence.items(own.candidate, own.job)


def _principles(score: Score, criteria: JobCriteria, ctx: Context) -> tuple[tuple[str, str], ...]:
    counted = [c for c in criteria.criteria if c.weight]
    parts = [part for part in PARTS if criteria.weights.of(part) and any(c.part == part for c in counted)]
    whole = sum(criteria.weights.of(part) for part in parts) or 1
    weights = ", ".join(f"{PARTS[p]} {round(100 * criteria.weights.of(p) / whole)} %" for p in parts)
    by = "fixed rules" if score.model.startswith("rules:") else "a language model whose quotes are checked"
    return (
        ("Compared", f"{moment(score.at, ctx.actor.person.time_zone)}, by {by} ({score.model})"),
        ("Held against", f"{len(counted)} criteria of the job, version {criteria.version}"),
        ("What counts how much", weights),
    )


def _findings(criteria: JobCriteria, verdicts: tuple[Verdict, ...], candidate: Candidate) -> tuple[Item, ...]:
    by_id = {v.criterion_id: v for v in verdicts}
    counted = [c for c in criteria.criteria if c.weight and criteria.weights.of(c.part) and c.id in by_id]
    return tuple(_finding(c, by_id[c.id], candidate) for c in counted)


def _finding(criterion: Criterion, verdict: Verdict, candidate: Candidate) -> Item:
    note = BY_A_PERSON if verdict.overridden else verdict.note
    need = "asked for" if criterion.need == "must" else "welcome"
    return Item(
        title=criterion.label,
        subtitle=" · ".join(t for t in (need, note) if t),
        badge=verdict.finding,
        quotes=tuple(
            Quote(text=e.quote, source=f"{candidate.file_name}, page {e.page}") for e in verdict.evidence[:2]
        ),
    )
