"""Interview questions for a candidate and a job: drafted from evidence and gaps, edited, sent once the asker confirms."""

from __future__ import annotations

from pydantic import Field

from actions import references
from actions.jobs import job_meant, job_of
from actions.scores import AskScore, candidate_meant, held, who_and_what
from actions.tool import Approved, Approvers, Args, Context, Result, tool
from domain.conversations import Focus
from domain.errors import BadInput, NotFound
from domain.hiring import Candidate, Job
from domain.messages import Button, Card, Fact, Item, Source
from domain.permissions import Permission
from domain.questionnaires import MOST, Questionnaire
from knowledge import interviewing

SOURCE = Source(label="Interview questions")


class Drafted(Result):
    questionnaire: Questionnaire
    candidate: Candidate
    job: Job
    change: str | None = None

    def card(self) -> Card:
        title = f"Questions for {self.candidate.name}, {self.job.title}"
        return Card(
            title=f"{title}: {self.change}" if self.change else title,
            text="About work alone, from what the resume shows and leaves open. Say “change question 2 to …”, “drop question 3” "
            "or “add a question: …”.",
            items=tuple(
                Item(title=f"{n}. {q.text}", subtitle=q.why or "added by you")
                for n, q in enumerate(self.questionnaire.questions, 1)
            ),
            buttons=(
                Button(
                    label="Send to the candidate",
                    action="interview.send",
                    ref=self.candidate.id,
                    style="primary",
                ),
            ),
            source=Source(label=f"Drafted by {self.questionnaire.drafted_by}"),
            suggestions=("Drop question 2", f"Send the questions to {self.candidate.name}"),
        )

    def focus(self, before: Focus) -> Focus:
        return before.model_copy(update={"candidate_id": self.candidate.id, "job_id": self.job.id})


@tool(
    "interview.questions",
    args=AskScore,
    permission=Permission.interview_write,
    phrases=("Draft interview questions for Leo Martins",),
    resolve=who_and_what,
)
async def interview_questions(asked: AskScore, ctx: Context) -> Drafted:
    """Draft interview questions for a candidate and a job, from the gaps and the evidence."""
    job = await job_of(asked.resolved_job_id, ctx)
    candidate = await references.candidate(asked.resolved_candidate_id or "", ctx)
    found, criteria = await held(candidate, job, ctx)
    questions, by = await interviewing.written(criteria, found.verdicts, ctx.ports.reader)
    made = Questionnaire(
        id=f"questions:{ctx.call_id}",
        job_id=job.id,
        candidate_id=candidate.id,
        questions=questions,
        drafted_by=by,
        by=ctx.actor.id,
        at=ctx.now,
    )
    await ctx.ports.records.insert_all([made])
    kept = await ctx.ports.records.get(Questionnaire, made.id)
    return Drafted(questionnaire=kept or made, candidate=candidate, job=job)


# --- editing -----------------------------------------------------------------------------------------------------


async def newest(
    candidate: Candidate, ctx: Context, job: Job | None = None, *, drafts: bool = False
) -> Questionnaire:
    """The last one of a candidate. Raises `NotFound` when there is none."""
    where: dict[str, str | int | bool | None] = {"candidate_id": candidate.id}
    where |= ({"job_id": job.id} if job else {}) | ({"status": "draft"} if drafts else {})
    found = await ctx.ports.records.find(Questionnaire, where, order="at", descending=True, limit=1)
    if not found:
        raise NotFound(
            f"There are no {'drafted ' if drafts else ''}interview questions for {candidate.name} yet. "
            f"Say “draft interview questions for {candidate.name}”."
        )
    return found[0]


class EditQuestions(Args):
    change: str = Field(
        title="What to change",
        max_length=1000,
        description="“change question 2 to …”, “drop question 3”, “add a question: …”",
        json_schema_extra={"long": True},
    )
    candidate: str | None = Field(None, title="Candidate", max_length=200)
    resolved_questionnaire_id: str | None = None


async def _draft_meant(asked: EditQuestions, ctx: Context) -> EditQuestions:
    candidate = await candidate_meant(asked.candidate, ctx)
    draft = await newest(candidate, ctx, drafts=True)
    _edited(draft, asked.change)
    return asked.model_copy(update={"resolved_questionnaire_id": draft.id})


def _edited(draft: Questionnaire, change: str) -> tuple[Questionnaire, str]:
    """Raises `BadInput` when it is not understood, asks about the person, or leaves no question or too many."""
    try:
        done = interviewing.edited(draft.questions, change)
    except IndexError:
        raise BadInput(f"There are {len(draft.questions)} questions; please name one of them.") from None
    if done is None:
        raise BadInput(
            "I did not understand the change. Say “change question 2 to …”, “drop question 3” or “add a question: …”."
        )
    questions, told = done
    if not 1 <= len(questions) <= MOST:
        raise BadInput(f"An interview has between 1 and {MOST} questions.")
    if not all(interviewing.allowed(q.text) for q in questions if q not in draft.questions):
        raise BadInput(
            "That asks about the person, not the work: age, family, health, origin and belief are no subject of an interview."
        )
    return draft.model_copy(update={"questions": questions}), told


@tool(
    "interview.edit",
    args=EditQuestions,
    permission=Permission.interview_write,
    phrases=("Change question 2 to “How do you test your work?”",),
    resolve=_draft_meant,
)
async def interview_edit(asked: EditQuestions, ctx: Context) -> Drafted:
    """Change, drop or add an interview question before it is sent."""
    records = ctx.ports.records
    draft = await records.get(Questionnaire, asked.resolved_questionnaire_id or "")
    if draft is None or draft.status != "draft":
        raise BadInput("Those questions were sent already and stay as they are. Draft new ones.")
    kept, told = draft, "changed"
    if draft.last_call_id != ctx.call_id:
        changed, told = _edited(draft, asked.change)
        kept = await records.replace(changed.model_copy(update={"last_call_id": ctx.call_id}))
    candidate = await references.candidate(draft.candidate_id, ctx)
    return Drafted(questionnaire=kept, candidate=candidate, job=await job_of(draft.job_id, ctx), change=told)


# --- sending -----------------------------------------------------------------------------------------------------


class SendQuestions(Args):
    candidate: str | None = Field(None, title="Candidate", max_length=200)
    job: str | None = Field(None, title="Job", max_length=200)
    resolved_questionnaire_id: str | None = None
    resolved_candidate_id: str | None = None


async def _sendable(asked: SendQuestions, ctx: Context) -> SendQuestions:
    candidate = await candidate_meant(asked.candidate, ctx)
    job = await job_meant(asked.job, ctx) if asked.job else None
    draft = await newest(candidate, ctx, job, drafts=True)
    if candidate.person_id is None:
        raise BadInput(
            f"{candidate.name} has no account here yet, so there is nobody to send the questions to. "
            "Candidates get one when they sign in for the first time; until then ask them yourself."
        )
    return asked.model_copy(
        update={"resolved_questionnaire_id": draft.id, "resolved_candidate_id": candidate.id}
    )


async def _oneself(asked: SendQuestions, ctx: Context) -> Approvers:
    return Approvers("confirm", (ctx.actor.id,))


async def _shown(asked: SendQuestions, ctx: Context) -> Card:
    draft = await ctx.ports.records.get(Questionnaire, asked.resolved_questionnaire_id or "")
    candidate = await references.candidate(asked.resolved_candidate_id or "", ctx)
    items = tuple(Item(title=f"{n}. {q.text}") for n, q in enumerate(draft.questions if draft else (), 1))
    return Card(title=f"Send {len(items)} questions to {candidate.name}?", items=items, source=SOURCE)


def question_buttons(of: Questionnaire, no: str) -> tuple[Button, ...]:
    """To the question that is to be answered now, and out of the interview."""
    label = "Next question" if of.answers else "Start"
    return (
        Button(label=label, action="interview.answer", ref=f"{of.id}#{of.next}", style="primary"),
        Button(label=no, action="interview.stop", ref=of.id),
    )


class Sent(Result):
    questionnaire: Questionnaire
    candidate: Candidate
    job: Job

    def card(self) -> Card:
        return Card(
            title=f"The questions went to {self.candidate.name}",
            tone="success",
            text="They are answered in the web chat, one by one; you are told when the last answer is there.",
            facts=(Fact(label="Questions", value=str(len(self.questionnaire.questions))),),
            source=SOURCE,
            suggestions=(f"What did {self.candidate.name} answer?",),
        )

    def notices(self) -> tuple[tuple[str, Card], ...]:
        if self.questionnaire.person_id is None:
            return ()
        told = Card(
            title=f"Questions about your application: {self.job.title}",
            text=f"The hiring team has {len(self.questionnaire.questions)} questions for you. You answer in writing, one at a time and "
            "in your own time; you may stop whenever you like. People read your answers; no machine judges how you write.",
            buttons=question_buttons(self.questionnaire, "I would rather not"),
            source=SOURCE,
        )
        return ((self.questionnaire.person_id, told),)


@tool(
    "interview.send",
    args=SendQuestions,
    permission=Permission.interview_write,
    phrases=("Send the questions to Leo Martins",),
    approval=Approved(by=_oneself, shown=_shown),
    resolve=_sendable,
)
async def interview_send(asked: SendQuestions, ctx: Context) -> Sent:
    """Send the interview questions to the candidate, who answers them in the web chat."""
    records = ctx.ports.records
    draft = await records.get(Questionnaire, asked.resolved_questionnaire_id or "")
    candidate = await references.candidate(asked.resolved_candidate_id or "", ctx)
    if draft is None or candidate.person_id is None:
        raise NotFound("Those questions are gone. Please draft them anew.")
    if draft.status == "draft":
        sent = {"status": "sent", "sent_at": ctx.now, "person_id": candidate.person_id}
        draft = await records.replace(draft.model_copy(update=sent))
    return Sent(questionnaire=draft, candidate=candidate, job=await job_of(draft.job_id, ctx))
