"""Interview questions from what a resume shows and what it leaves open. They ask about work, never about the person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pydantic import BaseModel, Field

from domain.errors import Unavailable
from domain.questionnaires import MOST, Question
from domain.reading import Reader
from domain.rubric import Criterion, JobCriteria, Verdict, gaps, reasons

VERSION = "rules:questions-1"
USUAL = 6
"""Questions of a draft."""
_OUT_OF_BOUNDS = re.compile(
    r"\b(?:age|how old|born|birth|married|marital|husband|wife|partner|children|child|family|pregnan\w+|religio\w+|church|nationality"
    r"|citizen\w*|where (?:are|do) you (?:really )?come from|origin|ethnic\w*|race|disab\w+|ill(?:ness)?|health|sick|gender|sexual\w*"
    r"|union|politic\w*|vote|native language|mother tongue|photo)\b",
    re.I,
)
INSTRUCTIONS = (
    "You draft questions for a job interview. The document lists criteria of a job with what was found of each in a resume. "
    "Write at most 6 questions that find out what is missing or unclear, and what somebody really did where something was found. "
    "Each names the number of its criterion. Ask about work alone: nothing about age, family, health, origin, religion or character."
)


class Drafted(BaseModel):
    criterion: int
    question: str = Field(max_length=400)


class Answer(BaseModel):
    questions: list[Drafted] = Field(max_length=MOST)


def allowed(text: str) -> bool:
    """Whether a question keeps to work."""
    return not _OUT_OF_BOUNDS.search(text)


def drafted(criteria: JobCriteria, verdicts: Sequence[Verdict]) -> tuple[Question, ...]:
    """What is necessary and not there first; then what stands there, to hear more of it."""
    by_id = {c.id: c for c in criteria.criteria}
    asked = [_of_gap(c, v) for c, v, _ in gaps(criteria, verdicts) if c.kind not in ("degree", "institution")]
    told = [
        _of_evidence(by_id[v.criterion_id], v) for v in reasons(criteria, verdicts, most=20) if v.evidence
    ]
    told = _apart([q for q in told if by_id[q.criterion_id or ""].kind in ("skill", "behaviour")])
    picked = asked[: USUAL - 2] + told[:2]
    left = [q for q in (*asked[USUAL - 2 :], *told[2:]) if q not in picked]
    return tuple((*picked, *left)[:USUAL])


def _of_gap(criterion: Criterion, verdict: Verdict) -> Question:
    why = f"{verdict.finding}: {verdict.note}" if verdict.note else str(verdict.finding)
    return Question(text=_gap_words(criterion, verdict), criterion_id=criterion.id, why=why)


def _apart(questions: Sequence[Question]) -> list[Question]:
    """Of questions about the same words the first, and none about a mere list."""
    kept = {q.text: q for q in reversed(questions) if q.text.count(",") * 3 < len(q.text.split()) - 16}
    return list(reversed(kept.values()))


def _gap_words(criterion: Criterion, verdict: Verdict) -> str:
    name = criterion.name
    if criterion.kind == "skill":
        if verdict.finding == "unclear":
            return f"Where did you work with {name} the longest, and what did you do with it yourself?"
        return f"Have you worked with {name}, or with something close to it? What did you use it for, and how far did you get?"
    if criterion.kind == "language":
        return f"In which situations at work have you used {name}, speaking and writing?"
    if criterion.kind == "years":
        return (
            "Which of your work, paid or not, has prepared you most for this job, and how long did you do it?"
        )
    if criterion.kind == "title":
        return f"Which of your tasks so far were closest to those of a {name}?"
    if criterion.kind == "trajectory":
        return "What are you trusted with today that you were not two years ago?"
    return _BEHAVIOURS.get(
        name, f"Tell us about a piece of work that shows this: {name}. What exactly did you do?"
    )


_BEHAVIOURS = {
    "Works with others": "Tell us about work that only succeeded because several people or teams pulled together. What was your part?",
    "Communicates": "When did you last have to explain something difficult to people outside your field? How did you go about it?",
    "Leads and helps others grow": "Whom have you helped to get better at their work? What did you do, and what came of it?",
    "Takes responsibility": "Tell us about something that was yours from beginning to end. What went wrong, and what did you do then?",
    "Solves problems": "What was the hardest problem that you found the cause of? How did you find it?",
    "Organises": "How did you plan your last larger piece of work, and what did you change on the way?",
}


def _of_evidence(criterion: Criterion, verdict: Verdict) -> Question:
    quote = verdict.evidence[0].quote.strip(" •-–*·").rstrip(".")
    quote = quote if len(quote) <= 160 else quote[:159].rsplit(" ", 1)[0] + "…"
    return Question(
        text=f"You write: “{quote}”. What was hard about it, and what would you do differently today?",
        criterion_id=criterion.id,
        why=f"found for {criterion.name}; to hear more of it",
    )


async def written(
    criteria: JobCriteria, verdicts: Sequence[Verdict], reader: Reader | None
) -> tuple[tuple[Question, ...], str]:
    """The reader's questions that keep to work and to a criterion, filled up from the rules'; and by whom."""
    by_rules = drafted(criteria, verdicts)
    if reader is None:
        return by_rules, VERSION
    found = {v.criterion_id: v for v in verdicts}
    lines = [
        f"{n}. {c.label}: {v.finding}" + (f" – {v.evidence[0].quote}" if v.evidence else "")
        for n, c in enumerate(criteria.criteria)
        if (v := found.get(c.id))
    ]
    try:
        read = await reader.read(INSTRUCTIONS, ["\n".join(lines)], Answer)
    except Unavailable:
        return by_rules, VERSION
    own = tuple(_checked(read.value, criteria, found))[:USUAL]
    asked = {q.criterion_id for q in own}
    rest = [q for q in by_rules if q.criterion_id not in asked]
    return (*own, *rest)[:USUAL], read.model if own else VERSION


def _checked(answer: Answer, criteria: JobCriteria, found: dict[str, Verdict]) -> Iterator[Question]:
    for one in answer.questions:
        text = " ".join(one.question.split())
        if (
            0 <= one.criterion < len(criteria.criteria)
            and text.endswith("?")
            and len(text) >= 15
            and allowed(text)
        ):
            criterion = criteria.criteria[one.criterion]
            yield Question(
                text=text, criterion_id=criterion.id, why=f"{found[criterion.id].finding}: {criterion.label}"
            )


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_WHICH = rf"(?:(?:the )?(?:question|nr\.?|number|no\.?|#)?\s*#?(?P<n>\d{{1,2}})|the (?P<o>{'|'.join(_ORDINALS)}|last)(?: question| one)?)"
_CHANGE = re.compile(
    rf"\W*(?:please |can you |could you )*(?:(?:change|rewrite|reword|replace|swap|edit|rephrase|make)\s+{_WHICH}\s*(?:to|with|by|for|into|:)|{_WHICH.replace('?P<n>', '?P<m>').replace('?P<o>', '?P<p>')}\s+should (?:be|ask):?)\s*(?P<text>.+)",
    re.I | re.S,
)
_DROP = re.compile(
    rf"\W*(?:please |can you |could you )*(?:drop|remove|delete|take out|leave out|skip|cut)\s+{_WHICH}\W*",
    re.I,
)
_ADD = re.compile(
    r"\W*(?:please |can you |could you )*(?:add|append|also ask|one more|include)(?: (?:a|the|another|this|one))?(?: more)?(?: question)?\s*(?:[:,]\s*|(?P<about>about|on)\s+)?(?P<text>.+)",
    re.I | re.S,
)


def edited(questions: tuple[Question, ...], sentence: str) -> tuple[tuple[Question, ...], str] | None:
    """The questions after a change, and it in words; None when the sentence asks for none."""
    if match := _CHANGE.fullmatch(sentence):
        n = _number(match["n"] or match["m"], match["o"] or match["p"], len(questions))
        made = Question(text=_question(match["text"]))
        return (*questions[:n], made, *questions[n + 1 :]), f"question {n + 1} changed"
    if match := _DROP.fullmatch(sentence):
        n = _number(match["n"], match["o"], len(questions))
        return (*questions[:n], *questions[n + 1 :]), f"question {n + 1} dropped"
    if (match := _ADD.fullmatch(sentence)) and len(match["text"].strip(" .?")) >= 4:
        text = (
            f"What can you tell us about {match['text'].strip(' .?')}?"
            if match["about"]
            else _question(match["text"])
        )
        return (*questions, Question(text=text)), "a question added"
    return None


def _number(digits: str | None, ordinal: str | None, count: int) -> int:
    """From 0. Raises `IndexError` when there is no such question."""
    n = (
        int(digits) - 1
        if digits
        else count - 1
        if (ordinal or "").lower() == "last"
        else _ORDINALS.index((ordinal or "first").lower())
    )
    if not 0 <= n < count:
        raise IndexError(n)
    return n


def _question(text: str) -> str:
    said = " ".join(text.strip(" \"“”'").split())[:398]
    said = said[:1].upper() + said[1:]
    return said if said.endswith(("?", ".", "!")) else said + "?"
