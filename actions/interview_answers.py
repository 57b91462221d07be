"""An interview by text, from both sides: the candidate answers one question at a time, the hiring team reads it."""

from __future__ import annotations

import re

from pydantic import Field

from actions.interview import SOURCE, newest, question_buttons
from actions.jobs import job_meant, job_of
from actions.scores import AskScore, candidate_meant, held
from actions.tool import Args, Context, Result, Unclear, tool
from domain.conversations import Focus
from domain.errors import BadInput
from domain.hiring import Candidate, Job
from domain.messages import Button, Card, Fact, Item, Quote
from domain.permissions import Permission, hidden
from domain.questionnaires import LONGEST_ANSWER, Questionnaire, answered, stopped
from domain.rubric import JobCriteria, Verdict
from knowledge import skills

# --- the candidate's side ----------------------------------------------------------------------------------------


class AnswerQuestion(Args):
    interview: str | None = Field(None, max_length=200, json_schema_extra={"hidden": True})
    """Its id; with `#3` behind it the third question, counted from 0, which an open form goes on answering."""
    answer: str | None = Field(
        None, title="Your answer", max_length=LONGEST_ANSWER, json_schema_extra={"long": True}
    )
    resolved_interview_id: str | None = None
    resolved_number: int | None = None


async def _mine(id: str | None, ctx: Context) -> Questionnaire:
    """The asker's own interview: the one named, or the only one under way."""
    records = ctx.ports.records
    if id:
        named = await records.get(Questionnaire, id)
        if named is None or named.person_id != ctx.actor.id:
            raise hidden("interview")
        return named
    where = {"person_id": ctx.actor.id, "status": "sent"}
    found = await records.find(Questionnaire, where, order="at", descending=True, limit=1)
    if not found:
        raise BadInput(
            "There are no questions for you at the moment. When the hiring team sends some, they appear in your inbox."
        )
    return found[0]


async def _next_question(asked: AnswerQuestion, ctx: Context) -> AnswerQuestion:
    """A button names the question, and its form asks it; without one, where the interview stands is told."""
    id, _, digits = (asked.interview or "").partition("#")
    own = await _mine(id or None, ctx)
    if not digits.isdigit() or int(digits) >= len(own.questions):
        return asked.model_copy(update={"resolved_interview_id": own.id})
    number = int(digits)
    if asked.answer is None:
        if own.next != number:
            raise BadInput(
                "That question is not open any more. Say “next question” to go on, if there is one."
            )
        question = f"Question {number + 1} of {len(own.questions)}: {own.questions[number].text}"
        raise Unclear("answer", question)
    return asked.model_copy(update={"resolved_interview_id": own.id, "resolved_number": number})


class Kept(Result):
    questionnaire: Questionnaire
    job: Job
    candidate: Candidate | None

    def card(self) -> Card:
        done, all_ = len(self.questionnaire.answers), len(self.questionnaire.questions)
        if self.questionnaire.next is None:
            return Card(
                title="That was the last question. Thank you!",
                tone="success",
                text="The hiring team reads your answers and gets back to you.",
                source=SOURCE,
            )
        return Card(
            title=f"Kept: answer {done} of {all_}" if done else f"{all_} questions are waiting for you",
            tone="success" if done else "plain",
            buttons=question_buttons(self.questionnaire, "Stop here"),
            source=SOURCE,
        )

    def notices(self) -> tuple[tuple[str, Card], ...]:
        if self.questionnaire.next is not None or self.candidate is None:
            return ()
        return ((self.questionnaire.by, _over(self.questionnaire, self.candidate, self.job)),)


def _over(of: Questionnaire, candidate: Candidate, job: Job) -> Card:
    how = (
        "answered all questions"
        if of.status == "finished"
        else f"stopped after {len(of.answers)} of {len(of.questions)} answers"
    )
    return Card(
        title=f"{candidate.name} {how}: {job.title}",
        buttons=(
            Button(label="Read the answers", action="interview.answers", ref=candidate.id, style="primary"),
        ),
        source=SOURCE,
    )


async def _with_candidate(of: Questionnaire, ctx: Context) -> Kept:
    candidate = await ctx.ports.records.get(Candidate, of.candidate_id)
    return Kept(questionnaire=of, job=await job_of(of.job_id, ctx), candidate=candidate)


@tool(
    "interview.answer",
    args=AnswerQuestion,
    permission=Permission.interview_answer,
    phrases=("Start my interview",),
    resolve=_next_question,
)
async def interview_answer(asked: AnswerQuestion, ctx: Context) -> Kept:
    """Answer the interview questions that the hiring team sent me, one at a time."""
    own = await _mine(asked.resolved_interview_id, ctx)
    if asked.resolved_number is None or asked.answer is None:
        return await _with_candidate(own, ctx)
    after = answered(own, asked.resolved_number, asked.answer, ctx.now)
    return await _with_candidate(after if after is own else await ctx.ports.records.replace(after), ctx)


class StopInterview(Args):
    interview: str | None = Field(None, title="Interview", max_length=200)
    resolved_interview_id: str | None = None


class Stopped(Result):
    kept: Kept

    def card(self) -> Card:
        answers = len(self.kept.questionnaire.answers)
        told = (
            "What you answered so far is kept and read"
            if answers
            else "Nothing was answered, and nothing is held against you"
        )
        return Card(
            title="The interview is over", text=f"{told}. Your application goes on as before.", source=SOURCE
        )

    def notices(self) -> tuple[tuple[str, Card], ...]:
        return self.kept.notices()


async def _under_way(asked: StopInterview, ctx: Context) -> StopInterview:
    own = await _mine(asked.interview, ctx)
    if own.status != "stopped":
        stopped(own, ctx.now)
    return asked.model_copy(update={"resolved_interview_id": own.id})


@tool(
    "interview.stop",
    args=StopInterview,
    permission=Permission.interview_answer,
    phrases=("Stop my interview",),
    resolve=_under_way,
    offered=False,  # the button beside each question
)
async def interview_stop(asked: StopInterview, ctx: Context) -> Stopped:
    """Stop answering interview questions; the application goes on as before."""
    own = await _mine(asked.resolved_interview_id, ctx)
    if own.status != "stopped":
        own = await ctx.ports.records.replace(stopped(own, ctx.now))
    return Stopped(kept=await _with_candidate(own, ctx))


# --- the hiring team's side --------------------------------------------------------------------------------------


class Answers(Result):
    questionnaire: Questionnaire
    candidate: Candidate
    job: Job
    criteria: JobCriteria
    verdicts: tuple[Verdict, ...]

    def card(self) -> Card:
        of = self.questionnaire
        state = {
            "draft": "not sent yet",
            "sent": f"{len(of.answers)} of {len(of.questions)} answered so far",
            "finished": "all answered",
            "stopped": f"stopped by the candidate after {len(of.answers)} answers",
        }[of.status]
        named = list(dict.fromkeys(m.name for a in of.answers for m in skills.find(a.text)))
        facts = [Fact(label="Interview", value=state)]
        if named:
            facts.append(Fact(label="Skills named in the answers", value=", ".join(named)))
        return Card(
            title=f"{self.candidate.name}'s answers, {self.job.title}",
            text="Each answer in its own words, beside what the resume shows. Answers change no score: a verdict is yours to put right.",
            facts=tuple(facts),
            items=tuple(self._item(n) for n in range(len(of.questions))),
            buttons=(
                Button(label="Disagree with a verdict", action="scores.override", ref=self.candidate.id),
            ),
            source=SOURCE,
        )

    def _item(self, n: int) -> Item:
        question = self.questionnaire.questions[n]
        answers = self.questionnaire.answers
        verdict = next((v for v in self.verdicts if v.criterion_id == question.criterion_id), None)
        label = next((c.label for c in self.criteria.criteria if c.id == question.criterion_id), None)
        quotes = [Quote(text=_gist(answers[n].text), source="answer")] if n < len(answers) else []
        if verdict:
            quotes += [Quote(text=e.quote, source=f"resume, page {e.page}") for e in verdict.evidence[:1]]
        return Item(
            title=f"{n + 1}. {question.text}",
            subtitle=f"{label}: {verdict.finding} in the resume" if verdict and label else None,
            badge=None if n < len(answers) else "no answer",
            quotes=tuple(quotes),
        )

    def focus(self, before: Focus) -> Focus:
        return before.model_copy(update={"candidate_id": self.candidate.id, "job_id": self.job.id})


LONG = 600
"""Characters of an answer that are shown whole."""


def _gist(text: str) -> str:
    """A long answer by its first sentences and those that name skills or numbers; every word is the candidate's own."""
    if len(text) <= LONG:
        return text
    sentences = re.split(r"(?<=[.!?])\s+", text)
    telling = [n for n, s in enumerate(sentences) if skills.find(s) or re.search(r"\d", s)]
    kept: list[int] = []
    for n in (0, *telling, *range(len(sentences))):
        if n not in kept and sum(len(sentences[k]) for k in kept) + len(sentences[n]) < LONG:
            kept.append(n)
    return " ".join(sentences[n] for n in sorted(kept)) + " […]" if kept else text[:LONG] + " […]"


async def _whose(asked: AskScore, ctx: Context) -> AskScore:
    candidate = await candidate_meant(asked.candidate, ctx)
    job = await job_meant(asked.job, ctx) if asked.job else None
    of = await newest(candidate, ctx, job)
    return asked.model_copy(update={"resolved_candidate_id": candidate.id, "resolved_job_id": of.job_id})


@tool(
    "interview.answers",
    args=AskScore,
    permission=Permission.interview_write,
    phrases=("What did Leo Martins answer?",),
    resolve=_whose,
)
async def interview_answers(asked: AskScore, ctx: Context) -> Answers:
    """What a candidate answered, beside the evidence of the resume."""
    job = await job_of(asked.resolved_job_id, ctx)
    candidate = await candidate_meant(asked.resolved_candidate_id, ctx)
    of = await newest(candidate, ctx, job)
    found, criteria = await held(candidate, job, ctx)
    return Answers(questionnaire=of, candidate=candidate, job=job, criteria=criteria, verdicts=found.verdicts)
