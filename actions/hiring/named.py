"""Which candidates, applications and stages are meant: one by name, or several by their places in a list."""

from __future__ import annotations

import re
from dataclasses import replace

from rapidfuzz import fuzz, process, utils

from actions import references
from actions.tool import Context, Unclear
from domain.errors import BadInput, NotFound
from domain.hiring import Application, ApplicationStatus, Candidate, Job, JobStage, StageType
from domain.messages import Option

MOST = 50
"""People of one proposal: more, and nobody reads it."""
_LIST = re.compile(r"\s*(?:,|;|\band\b|&|\+)\s*", re.I)
_RANGE = re.compile(r"^(?:numbers? |no\.? ?|#)?(\d{1,2})\s*(?:-|–|to|through)\s*(\d{1,2})$", re.I)
_COUNT = {
    **{
        word: n
        for n, word in enumerate(
            ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1
        )
    },
    "both": 2,
}
_COUNTS = "|".join((*_COUNT, r"\d{1,2}"))
_THESE = re.compile(
    rf"^(?:all (?:of )?)?(?:the )?(?:(?:these|those|them)(?: (?P<n>{_COUNTS}))?|(?P<both>both)|all(?: (?P<m>{_COUNTS}))?)"
    r"(?: of them)?(?: all)?(?: candidates| people| applicants| ones)?$",
    re.I,
)
_FIRST = re.compile(
    rf"^(?:the )?(?:first|top) (?P<n>{_COUNTS})(?: of them| candidates| people| applicants| ones)?$", re.I
)
RULE = re.compile(
    r"\b(?:everyone|everybody|anyone|anybody|whoever|all|these|those|them all|others?|rest|remaining|bottom|lowest|worst|weakest)\b"
    r"|\b(?:below|under|less than|worse than|lower than|above|over|more than|at least|without|lack(?:s|ing)?|who)\b"
    r"|[<>]|\d+(?:[.,]\d+)? ?%|\bper ?cent\b",
    re.I,
)
"""Words that name people by a rule rather than by who they are."""


async def candidates(words: str, ctx: Context, field: str = "candidate") -> list[Candidate]:
    """Everybody meant by "Leo", "1, 3 and 5", "2-4", "these five", "the first three", "Leo Martins and Yara Nasser".

    Raises `Unclear` and `NotFound` as for one, `BadInput` when a rule names them or the list is another one.
    """
    plain = words.strip().rstrip(".!?")
    if listed := _listed(plain, ctx):
        return [await references.candidate(id, ctx, field) for id in listed]
    pieces = [p for p in _LIST.split(plain) if p]
    if len(pieces) < 2:
        return [await _one(plain, ctx, field)]
    found: list[Candidate] = []
    for at, piece in enumerate(pieces):
        try:
            found += [await references.candidate(id, ctx, field) for id in _listed(piece, ctx)] or [
                await _one(piece, ctx, field)
            ]
        except Unclear as unclear:
            before, after = [c.id for c in found], pieces[at + 1 :]
            options = tuple(
                o.model_copy(update={"value": ", ".join((*before, o.value, *after))}) for o in unclear.options
            )
            raise replace(unclear, options=options) from None
    return list({c.id: c for c in found}.values())


async def _one(words: str, ctx: Context, field: str) -> Candidate:
    place = references.position(words.lower())
    if place and 0 < len(ctx.focus.candidate_ids) < place:
        raise NotFound(
            f"The list above has {len(ctx.focus.candidate_ids)} people; there is no number {place}."
        )
    return await references.candidate(words, ctx, field)


def _listed(words: str, ctx: Context) -> tuple[str, ...]:
    """Ids of the last list: a range, the first few, or all of it."""
    ids = ctx.focus.candidate_ids
    if match := _RANGE.match(words):
        first, last = int(match[1]), int(match[2])
        if not ids or not 1 <= first <= last <= len(ids):
            raise BadInput(f"The list above has {len(ids)} people; I cannot take {first} to {last} of it.")
        return ids[first - 1 : last]
    if match := _FIRST.match(words):
        return _exactly(ids[: _number(match["n"])], _number(match["n"]), len(ids))
    if match := _THESE.match(words):
        if not ids and ctx.focus.candidate_id and not match["n"]:
            return (ctx.focus.candidate_id,)
        said = match["n"] or match["both"] or match["m"]
        return _exactly(ids, _number(said) if said else len(ids), len(ids))
    return ()


def _exactly(ids: tuple[str, ...], count: int, listed: int) -> tuple[str, ...]:
    if not ids:
        raise BadInput("I do not know who is meant: please list them first, or name them.")
    if len(ids) != count:
        raise BadInput(f"The list above has {listed} people. Please say which, such as “1, 3 and 5”.")
    if count > MOST:
        raise BadInput(f"Please choose at most {MOST} people at once, so that each can be looked at.")
    return ids


def listing(words: str) -> bool:
    """Whether the words take people from the list above by their places, and so by no rule."""
    plain = words.strip().rstrip(".!?")
    return any(pattern.match(plain) for pattern in (_RANGE, _FIRST, _THESE))


def _number(said: str) -> int:
    return _COUNT.get(said.lower()) or int(said)


def stage(job: Job, words: str, field: str = "stage") -> JobStage:
    """The stage of a job that is meant: by its name first, then by its kind. Raises `Unclear` with those it has."""
    exact = next((s for s in job.stages if words.casefold() in (s.name.casefold(), s.id)), None)
    if exact:
        return exact
    if words in set(StageType):
        return job.stage_of_type(StageType(words))
    names = {s.id: s.name for s in job.stages}
    best = process.extractOne(
        words, names, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=80
    )
    if best is None:
        options = tuple(Option(value=s.id, label=s.name) for s in job.stages)
        raise Unclear(field, f"{job.title} has no stage called “{words}”.", options)
    return job.stage(best[2])


async def application(
    of: Candidate, job_words: str | None, status: ApplicationStatus, ctx: Context
) -> tuple[Application, Job]:
    """The application of a candidate that ended so, for the job named or the only one. Raises `NotFound`, `Unclear`."""
    where = {"candidate_id": of.id, "status": status.value}
    found = await ctx.ports.records.find(Application, where)
    if job_words:
        wanted = await references.job(job_words, ctx)
        found = [a for a in found if a.job_id == wanted.id]
    jobs = [job for a in found if (job := await ctx.ports.records.get(Job, a.job_id))]
    if not jobs:
        raise NotFound(f"{of.name} has no {status} application" + (" for that job." if job_words else "."))
    if len(jobs) > 1:
        options = tuple(Option(value=j.id, label=j.title) for j in jobs)
        raise Unclear("job", f"{of.name} has several {status} applications. Which job?", options)
    return found[0], jobs[0]
