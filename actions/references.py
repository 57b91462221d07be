"""From words to rows: "Jane Doe", "the second one", "the Python job". Several readings are asked back, never guessed."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process, utils

from actions.tool import Context, Unclear
from domain.errors import NotFound
from domain.hiring import Application, ApplicationStatus, Candidate, Job
from domain.messages import Option
from domain.people import Person
from domain.permissions import Permission, require
from domain.ports import OneOf

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1, "top": 1, "best": 1}
_PRONOUNS = {
    "her",
    "him",
    "them",
    "she",
    "he",
    "they",
    "this one",
    "that one",
    "this candidate",
    "that candidate",
}
_OVER = {
    ApplicationStatus.rejected: "was rejected",
    ApplicationStatus.hired: "was hired",
    ApplicationStatus.withdrawn: "withdrew",
}
NEAR = 82
"""Rapidfuzz token ratio (0-100) from which a name counts as meant; below it, it is offered at most."""
NEARLY = 70
"""From which a name is offered instead of one that is not known."""
_MAX = 5000
"""Colleagues among whom a name is looked for."""
_OFFERED = 9
"""Candidates among whom one chooses."""


def position(words: str) -> int | None:
    """1 for "the first one", "#1" or "1"; -1 for the last; None when it names no position."""
    if found := re.fullmatch(
        r"(?:the |number |no\.? ?|#)*(\d{1,2})(?:st|nd|rd|th)?(?: one| candidate)?", words
    ):
        return int(found[1])
    if found := re.fullmatch(r"(?:the )?(\w+)(?: one| candidate| result| person)?", words):
        return _ORDINALS.get(found[1])
    return None


def among(words: str, told: Mapping[str, str]) -> list[str]:
    """Of a list in this order, with what is told of each, those meant by a place in it or by words."""
    ids, at = list(told), position(words.strip().lower())
    if at is not None and -len(ids) <= at <= len(ids):
        return [ids[at - 1] if at > 0 else ids[at]]
    scored = process.extract(
        words, told, scorer=fuzz.partial_token_set_ratio, processor=utils.default_process, limit=None
    )
    best = {key for _, score, key in scored if score >= NEAR}
    return [id for id in ids if id in best]


async def candidate(words: str, ctx: Context, field: str = "candidate") -> Candidate:
    """The candidate meant by an id, a name, an e-mail address, a position in the last list, or a pronoun.

    Raises `Unclear` (which of several, or who) and `NotFound` with the nearest names.
    """
    records, plain = ctx.ports.records, words.strip().lower().rstrip(".!?")
    if exact := await records.get(Candidate, words.strip()):
        return exact
    if listed := _listed(plain, ctx):
        found = await records.get(Candidate, listed)
        if found:
            return found
    if plain in _PRONOUNS:
        raise Unclear(field, "Who is meant? Please give the name.")
    if (at := position(plain)) is not None:
        raise NotFound(_no_place(at, len(ctx.focus.candidate_ids)))
    if "@" in plain and (by_mail := await records.find(Candidate, {"email": plain}, limit=1)):
        return by_mail[0]
    if namesakes := await records.find(Candidate, {"name": words.strip()}, limit=_OFFERED + 1):
        return _one_of(words, namesakes, field)
    names = dict(await records.column(Candidate, "name"))
    ids = await asyncio.to_thread(_called, words, names)
    if not ids:
        near = " or ".join(await asyncio.to_thread(_nearest, words, list(names.values())))
        raise NotFound(f"I know no candidate called {words}." + (f" Did you mean {near}?" if near else ""))
    return _one_of(words, await records.find(Candidate, {"id": OneOf(tuple(ids))}, order="name"), field)


def _listed(plain: str, ctx: Context) -> str | None:
    ids = ctx.focus.candidate_ids
    if plain in _PRONOUNS:
        return ctx.focus.candidate_id or (ids[0] if len(ids) == 1 else None)
    at = position(plain)
    if at is None or not ids:
        return None
    index = at - 1 if at > 0 else len(ids) + at
    return ids[index] if 0 <= index < len(ids) else None


def _no_place(at: int, listed: int) -> str:
    if not listed:
        return "There is no list to pick from yet. Search for candidates first, or say the name."
    return f"The last list has {listed} candidates; there is no number {at} in it."


def _called(words: str, names: Mapping[str, str]) -> list[str]:
    """Ids of those who can be meant: by the whole name, slightly misspelled perhaps, or else by a part of it."""
    scored = _scored(words, names, NEAR)
    if sure := [id for _, score, id in scored if score >= scored[0][1] - 3]:
        return sure[: _OFFERED + 1]
    asked = set(utils.default_process(words).split())
    parts = (id for id, name in names.items() if asked <= set(utils.default_process(name).split()))
    return list(itertools.islice(parts, _OFFERED + 1)) if asked else []


def _scored(words: str, names: Mapping[str, str], least: int) -> list[tuple[str, float, str]]:
    """(name, how alike from 0 to 100, id), the likest first."""
    return process.extract(
        words,
        names,
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        score_cutoff=least,
        limit=_OFFERED + 1,
    )


def _one_of(words: str, found: Sequence[Candidate], field: str) -> Candidate:
    """Raises `Unclear` when it is not one, and `NotFound` when they are gone meanwhile."""
    if not found:
        raise NotFound(f"I know no candidate called {words}.")
    if len(found) == 1:
        return found[0]
    more = (
        " Here are some of them; say more of the name, or an e-mail address." if len(found) > _OFFERED else ""
    )
    options = tuple(map(_option, found[:_OFFERED]))
    raise Unclear(field, f"Several people are called {words}. Which one?{more}", options)


def _nearest(words: str, names: Sequence[str]) -> list[str]:
    """The names that are most like what was said, as a whole or in the part that is like it."""
    whole = process.extract(words, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=3)
    return list(dict.fromkeys(name for name, score, _ in whole if score >= NEARLY))


def _option(candidate: Candidate) -> Option:
    told = [candidate.name, candidate.profile.headline.value if candidate.profile.headline else None]
    told += [candidate.location, candidate.email]
    return Option(value=candidate.id, label=" · ".join(t for t in told if t))


async def job(words: str, ctx: Context, field: str = "job") -> Job:
    """The job meant by an id or words of its title; of several that fit, the only open one. Raises `Unclear`, or `NotFound` listing the open jobs."""
    if exact := await ctx.ports.records.get(Job, words.strip()):
        return exact
    jobs = await ctx.ports.records.find(Job, order="title")
    scored = process.extract(
        words,
        {j.id: j.title for j in jobs},
        scorer=fuzz.token_set_ratio,
        processor=utils.default_process,
        limit=5,
    )
    by_id = {j.id: j for j in jobs}
    sure = [by_id[key] for _, score, key in scored if score >= 75 and score >= scored[0][1] - 3]
    if len(sure) == 1:
        return sure[0]
    if len(running := [j for j in sure if j.status == "open"]) == 1:
        return running[0]
    if sure:
        options = tuple(Option(value=j.id, label=f"{j.title} · {j.location}") for j in sure)
        raise Unclear(field, f"Several jobs fit “{words}”. Which one?", options)
    titles = ", ".join(j.title for j in jobs if j.status == "open")
    raise NotFound(f"I know no job called “{words}”. Open are: {titles}.")


async def application(of: Candidate, job_words: str | None, ctx: Context) -> tuple[Application, Job]:
    """The application of a candidate, for the job named, or the only active one. Raises `Unclear`, `NotFound`."""
    records = ctx.ports.records
    applications = await records.find(Application, {"candidate_id": of.id})
    if job_words:
        wanted = await job(job_words, ctx)
        there = [a for a in applications if a.job_id == wanted.id]
        if not there:
            where = await _where(applications, ctx)
            raise NotFound(
                f"{of.name} has not applied for {wanted.title}" + (f", but {where}." if where else ".")
            )
        applications = there
    active = [a for a in applications if a.status is ApplicationStatus.active] or applications
    if not active:
        raise NotFound(f"{of.name} has no application yet.")
    jobs = {a.id: await records.get(Job, a.job_id) for a in active}
    if len(active) > 1:
        options = tuple(Option(value=j.id, label=j.title) for j in jobs.values() if j)
        raise Unclear("job", f"{of.name} has applied for several jobs. Which one?", options)
    found = jobs[active[0].id]
    if found is None:
        raise NotFound("That job is gone.")
    return active[0], found


async def _where(applications: Sequence[Application], ctx: Context) -> str:
    """ "is in Review for Data Engineer and was rejected for Sales Manager"; empty without an application."""
    told = []
    for application in applications:
        if found := await ctx.ports.records.get(Job, application.job_id):
            active = application.status is ApplicationStatus.active
            state = (
                f"is in {found.stage(application.stage_id).name}"
                if active
                else f"{_OVER[application.status]}"
            )
            told.append(f"{state} for {found.title}")
    return " and ".join(told)


async def person(words: str, ctx: Context) -> Person | None:
    """The one colleague whose id or name is meant; None when nobody or several fit."""
    if exact := await ctx.ports.records.get(Person, words.strip()):
        return exact
    people = await ctx.ports.records.find(Person, order="name", limit=_MAX)
    wanted = set(utils.default_process(words).removesuffix(" s").split())
    fitting = [p for p in people if wanted and wanted <= set(utils.default_process(p.name).split())]
    return fitting[0] if len(fitting) == 1 else None


async def permitted(words: str, permission: Permission, ctx: Context) -> Person:
    """The colleague meant, when the asker holds the permission on their rows.

    Raises `Refused` in the same words whether or not there is such a person, and `NotFound` for those who may know.
    """
    found = await person(words, ctx)
    require(ctx.actor, permission, found or Person(id="", name=words, email="", roles=frozenset()))
    if found is None:
        raise NotFound(f"I know no single colleague called {words}. Please give the full name.")
    return found
