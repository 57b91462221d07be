"""Candidates beside each other, why one stands where they stand, and the list as a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from actions import references, referring
from actions.listing import SHOWN, found_by, line_of
from actions.tool import Args, Context, Result, tool
from domain.conversations import Focus
from domain.errors import BadInput, NotFound
from domain.hiring import Candidate
from domain.messages import Button, Card, Fact, Item, Link, Quote, Source, Table
from domain.permissions import Permission, hidden
from domain.searches import Search
from knowledge import search
from knowledge.evidence import unwrapped
from knowledge.query import Query
from knowledge.search import Match
from knowledge.tags import months_with, present_titles

MOST = 5
EXPORTED = 1000
"""Candidates of a list that a file holds at most."""
PARTS = {
    "words": "words asked for",
    "meaning": "experience as a whole",
    "passage": "best passage",
    "echo": "like the first few",
    "fit": "skills, time with them, titles",
}


class AskSeveral(Args):
    candidates: str = Field(title="Whom?", max_length=1000)
    resolved_candidate_ids: tuple[str, ...] = ()


async def _resolved(asked: AskSeveral, ctx: Context) -> AskSeveral:
    found = await referring.candidates(asked.candidates, ctx)
    if not 2 <= len(found) <= MOST:
        raise BadInput(f"I can put two to {MOST} candidates beside each other; you named {len(found)}.")
    return asked.model_copy(update={"resolved_candidate_ids": tuple(c.id for c in found)})


class Compared(Result):
    people: tuple[Candidate, ...]
    wanted: tuple[str, ...]
    """Skills that were asked for; without a search those that any of them has, most shared first."""

    def card(self) -> Card:
        names = [c.name for c in self.people]
        return Card(
            title=f"{', '.join(names[:-1])} and {names[-1]}",
            table=Table(columns=("", *names), rows=tuple(self._rows())),
            items=tuple(_quoted(c, self.wanted) for c in self.people),
            source=Source(label="Resumes; “–” is not said there"),
            suggestions=("Why is the first one first?", "Shortlist 1 and 2"),
        )

    def focus(self, before: Focus) -> Focus:
        return before

    def _rows(self) -> Iterator[tuple[str, ...]]:
        rows: dict[str, list[str | None]] = {
            "Now": [", ".join(present_titles(c.profile)[:1]) for c in self.people],
            "Place": [c.location for c in self.people],
            "Experience": [_years(c.profile.total_years) for c in self.people],
        }
        for name in self.wanted:
            rows[name] = [_with(name, c) for c in self.people]
        rows["Other skills"] = [
            ", ".join(s.name for s in c.profile.skills if s.name not in self.wanted) for c in self.people
        ]
        rows["Education"] = [
            "; ".join(e.degree or e.institution or "" for e in c.profile.education) for c in self.people
        ]
        rows["Languages"] = [", ".join(v.value for v in c.profile.languages) for c in self.people]
        yield from ((label, *(cell or "–" for cell in cells)) for label, cells in rows.items())


def _years(total: float | None) -> str | None:
    return None if total is None else f"{total:g} years"


def _with(name: str, candidate: Candidate) -> str | None:
    held = next((s for s in candidate.profile.every_skill if s.name == name), None)
    if held is None:
        return None
    months = months_with(held, candidate.profile, candidate.updated_at.date())
    return f"yes, {months / 12:.1f} years" if months else "yes, undated"


def _quoted(candidate: Candidate, wanted: Sequence[str]) -> Item:
    query = Query(must_skills=tuple(wanted))
    found = [r for r in search.why(candidate, query) if r.quote][:3]
    quotes = tuple(Quote(text=unwrapped(r.quote), source=candidate.file_name) for r in found)
    button = Button(label="Open profile", action="candidates.show", ref=candidate.id)
    return Item(title=candidate.name, subtitle=line_of(candidate), quotes=quotes, buttons=(button,))


@tool(
    "candidates.compare",
    args=AskSeveral,
    permission=Permission.candidate_read,
    phrases=("Compare the first two",),
    resolve=_resolved,
)
async def candidates_compare(asked: AskSeveral, ctx: Context) -> Compared:
    """Put candidates beside each other: what they have of what was searched for, years, education, languages."""
    people = await referring.candidates(asked.candidates, ctx)
    query = Query.model_validate(ctx.focus.query) if ctx.focus.query else Query()
    wanted = query.wanted_skills
    if not wanted:
        held = [s.name for c in people for s in c.profile.skills]
        wanted = tuple(sorted(set(held), key=lambda name: (-held.count(name), held.index(name)))[:6])
    return Compared(people=tuple(people), wanted=wanted)


# --- why -----------------------------------------------------------------------------------------------------------


class AskWhy(Args):
    candidate: str = Field("the first one", title="Whom?", max_length=200)
    resolved_candidate_id: str | None = None


async def _who(asked: AskWhy, ctx: Context) -> AskWhy:
    if ctx.focus.query is None:
        raise BadInput("There is no list to explain yet. Search for candidates first.")
    whom = asked.candidate
    if whom.lower() in ("her", "him", "them") and ctx.focus.candidate_id is None:
        whom = "the first one"
    found = await references.candidate(whom, ctx)
    return asked.model_copy(update={"resolved_candidate_id": found.id})


class Explained(Result):
    match: Match
    query: Query
    total: int
    near: Match | None
    """Who stands right behind; right before, for the last."""

    def card(self) -> Card:
        own, name = self.match, self.match.candidate.name
        facts = [
            Fact(label=PARTS[part].capitalize(), value=_degree(value)) for part, value in own.parts.items()
        ]
        text = f"Looked for: {search.describe(self.query)}\n\n{self._beside()}"
        return Card(
            title=f"Why {name} is number {own.rank} of {self.total}",
            text=text.strip(),
            facts=tuple(facts),
            items=tuple(
                Item(
                    title=reason.label,
                    quotes=(Quote(text=unwrapped(reason.quote), source=own.candidate.file_name),)
                    if reason.quote
                    else (),
                )
                for reason in own.reasons
            ),
            source=Source(label="Resume, quoted; name, address and demographics count for nothing"),
        )

    def focus(self, before: Focus) -> Focus:
        return before.model_copy(update={"candidate_id": self.match.candidate.id})

    def _beside(self) -> str:
        """What makes the difference to the neighbour."""
        other, own = self.near, self.match
        missing = [
            n
            for n in self.query.wanted_skills
            if n not in {s.name for s in own.candidate.profile.every_skill}
        ]
        lacks = " Everything that was looked for was found." if self.query.wanted_skills else ""
        lacks = f" Not found in this resume: {', '.join(missing)}." if missing else lacks
        if self.query.sort != "fit":
            return f"The list is sorted by {'years' if self.query.sort == 'years' else 'date'}, not by fit.{lacks}"
        if other is None:
            return f"Nobody else is on the list.{lacks}"
        if other.score == own.score:
            return f"{other.candidate.name} fits equally well: the order of equals means nothing.{lacks}"
        order = "ahead of" if own.score > other.score else "behind"
        apart = sorted(
            ((own.parts[p] - other.parts.get(p, 0.0), p) for p in own.parts),
            reverse=own.score > other.score,
        )
        most = [PARTS[p] for difference, p in apart if (difference > 0) == (own.score > other.score)][:2]
        because = f", mostly by {' and '.join(most)}" if most else ""
        return f"{order.capitalize()} {other.candidate.name}{because}.{lacks}"


def _degree(value: float) -> str:
    return f"{round(value * 100)} of 100"


@tool(
    "candidates.why",
    args=AskWhy,
    permission=Permission.candidate_read,
    phrases=("Why is she first?",),
    resolve=_who,
    offered=False,
)
async def candidates_why(asked: AskWhy, ctx: Context) -> Explained:
    """Why a candidate stands where they stand in the last list: what was measured, what was found, what is missing."""
    id = asked.resolved_candidate_id or ""
    query = Query.model_validate(ctx.focus.query or {})
    found = await found_by(query.model_copy(update={"skip": 0}), ctx, query.skip + 5 * SHOWN)
    at = next((n for n, m in enumerate(found.matches) if m.candidate.id == id), None)
    if at is None:
        raise NotFound(
            "That candidate is not among the first of the last list, so there is no place to explain."
        )
    others = [*found.matches[at + 1 : at + 2], *found.matches[max(0, at - 1) : at]]
    return Explained(
        match=found.matches[at], query=query, total=found.total, near=others[0] if others else None
    )


# --- as a file -------------------------------------------------------------------------------------------------------


class AskExport(Args):
    search: str | None = Field(None, title="Which search?", max_length=300)


COLUMNS = ("Rank", "Name", "E-mail", "Phone", "Place", "Headline", "Years", "Fits by", "Evidence", "Resume")


class Exported(Result):
    search_id: str
    rows: tuple[tuple[str, ...], ...]
    """Cells in the order of `COLUMNS`."""

    def card(self) -> Card:
        return Card(
            title=f"{len(self.rows)} candidates as a file",
            text="It holds personal data: keep it no longer than you need it.",
            links=(Link(label="Download as CSV", path=f"/candidates/searches/{self.search_id}.csv"),),
            source=Source(label="Resumes"),
        )


@tool(
    "candidates.export",
    args=AskExport,
    permission=Permission.candidate_read,
    phrases=("Export the list as CSV",),
)
async def candidates_export(asked: AskExport, ctx: Context) -> Exported:
    """The last list of candidates as a CSV file, with what they fit by and the words that show it."""
    id = asked.search or ctx.focus.search_id
    if id is None:
        raise BadInput("There is no list to export yet. Search for candidates first.")
    kept = await ctx.ports.records.get(Search, id)
    if kept is None or kept.owner_id != ctx.actor.id:
        raise hidden("search")
    query = Query.model_validate(kept.query).model_copy(update={"skip": 0})
    found = await found_by(query, ctx, EXPORTED)
    return Exported(search_id=id, rows=tuple(_row(match) for match in found.matches))


def _row(match: Match) -> tuple[str, ...]:
    c = match.candidate
    cells = (
        str(match.rank),
        c.name,
        c.email,
        c.phone,
        c.location,
        c.profile.headline.value if c.profile.headline else None,
        None if c.profile.total_years is None else f"{c.profile.total_years:g}",
        ", ".join(reason.label for reason in match.reasons),
        " / ".join(unwrapped(reason.quote) for reason in match.reasons if reason.quote),
        c.file_name,
    )
    return tuple(cell or "" for cell in cells)
