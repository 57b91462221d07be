"""An interview by text: questions of the hiring team, answered by the candidate one at a time, in their own time."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.errors import BadInput, Conflict
from domain.ports import Moment, Record

MOST = 12
LONGEST_ANSWER = 4000


class Question(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(min_length=5, max_length=400)
    criterion_id: str | None = None
    """What it is to find out; None for one that a recruiter added."""
    why: str = ""


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    at: Moment


class Questionnaire(Record):
    """One document from draft to end, so that no crash leaves half of it. `answers` are in the order of `questions`."""

    collection: ClassVar[str] = "questionnaires"
    indexed: ClassVar[tuple[str, ...]] = ("candidate_id", "person_id", "job_id", "status", "at", "by")
    subjects: ClassVar[tuple[str, ...]] = ("candidate_id", "person_id")

    job_id: str
    candidate_id: str
    person_id: str | None = None
    """The candidate's account, once it was sent."""
    questions: tuple[Question, ...]
    answers: tuple[Answer, ...] = ()
    status: Literal["draft", "sent", "finished", "stopped"] = "draft"
    last_call_id: str | None = None
    """Of the edit that was made last, so that it is not made twice."""
    drafted_by: str
    """`rules:<version>` or the model's exact version."""
    by: str
    at: Moment
    sent_at: Moment | None = None
    ended_at: Moment | None = None

    @property
    def next(self) -> int | None:
        """Number of the question to be answered now, from 0; None when none is."""
        waiting = self.status == "sent" and len(self.answers) < len(self.questions)
        return len(self.answers) if waiting else None


def answered(of: Questionnaire, number: int, text: str, now: datetime) -> Questionnaire:
    """With the answer to question `number`. The same answer again changes nothing; raises `Conflict` when it is another
    question's turn or nothing is asked any more."""
    if number < len(of.answers) and of.answers[number].text == text:
        return of
    if of.next != number:
        raise Conflict("That question is not open any more. Ask for the next question to go on.")
    answers = (*of.answers, Answer(text=text, at=now))
    over = len(answers) == len(of.questions)
    changes = {"answers": answers} | ({"status": "finished", "ended_at": now} if over else {})
    return of.model_copy(update=changes)


def stopped(of: Questionnaire, now: datetime) -> Questionnaire:
    """Ended by the candidate; what was answered stays."""
    if of.status != "sent":
        raise BadInput("There is no interview under way.")
    return of.model_copy(update={"status": "stopped", "ended_at": now})
