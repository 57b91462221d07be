"""A list of candidates as people see it: what was understood, who was found and why, and how to go on."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from actions.tool import Context, Result
from domain.conversations import Focus
from domain.hiring import Candidate
from domain.messages import Button, Card, Chip, Fact, Item, Link, Quote, Source
from domain.searches import Search
from knowledge import search
from knowledge.conditions import parts
from knowledge.evidence import unwrapped
from knowledge.facets import Facet, facets
from knowledge.query import SORTS, Query
from knowledge.ranking import DEPTH
from knowledge.search import Found, Match
from knowledge.vicinity import unknown_names, without_each

SHOWN = 10
ADJUST = "candidates.adjust"
KINDS = {"skill": "Skills", "place": "Places", "level": "Seniority", "years": "Experience"}
SORTED = {"fit": "best fit", "years": "most years", "newest": "newest"}


class Listed(Result):
    """`blame` names conditions without which somebody would fit; `unknown` names that no resume has, with the nearest."""

    model_config = ConfigDict(frozen=True)

    search_id: str
    query: Query
    headline: str
    total: int
    matches: tuple[Match, ...]
    facets: tuple[FacetShown, ...] = ()
    blame: tuple[tuple[str, str, int], ...] = ()
    unknown: tuple[tuple[str, tuple[str, ...]], ...] = ()
    wrong: str | None = None
    """Why nobody can meet the query."""

    def card(self) -> Card:
        notes = [*_read_as(self.query), *_left_out(self.query), *self._notes()]
        title = self.headline if self.matches else "Nobody fits all of that"
        return Card(
            title=title,
            text="\n\n".join([self._looked_for(), *notes]),
            chips=(*self._understood(), *self._narrowing()),
            items=tuple(_result(m) for m in self.matches),
            buttons=tuple(self._paging()),
            links=(Link(label="Download as CSV", path=f"/candidates/searches/{self.search_id}.csv"),)
            if self.matches
            else (),
            source=Source(label="Resumes, quoted unchanged" if self.matches else "Resumes"),
            suggestions=("Compare the first two", "Why is the first one first?", "Shortlist 1 and 2")
            if len(self.matches) > 1
            else (),
        )

    def focus(self, before: Focus) -> Focus:
        listed = tuple(m.candidate.id for m in self.matches)
        asked = self.query.model_dump(mode="json", exclude_defaults=True)
        return before.model_copy(
            update={
                "query": asked,
                "search_id": self.search_id,
                "candidate_ids": listed,
                "candidate_id": None,
            }
        )

    def _looked_for(self) -> str:
        if self.query.empty:
            return "Nothing is asked for, so these are all, the newest first."
        return f"Looked for: {search.describe(self.query)}"

    def _notes(self) -> Iterator[str]:
        if self.wrong:
            yield f"That contradicts itself: {self.wrong}. Take one of the two out."
        for name, near in self.unknown:
            meant = f" Did you mean {' or '.join(near)}?" if near else ""
            yield f"No resume names {name}.{meant}"
        if self.blame and not self.wrong:
            said = ", ".join(f"{count} without “{label}”" for _, label, count in self.blame[:3])
            yield f"There would be {said}."
        elif not self.matches and not self.wrong:
            yield "Leave something out and ask again."

    def _understood(self) -> Iterator[Chip]:
        counts = {name: count for name, _, count in self.blame}
        for part in parts(self.query):
            label = f"{part.label} ({counts[part.name]} without)" if part.name in counts else part.label
            yield Chip(label=label, action=ADJUST, ref=f"{self.search_id} drop {part.name}")

    def _narrowing(self) -> Iterator[Chip]:
        for facet in self.facets:
            yield Chip(
                label=f"{facet.label} ({facet.count})",
                action=ADJUST,
                ref=f"{self.search_id} add {facet.tag}",
                narrows=KINDS[facet.kind],
            )
        if len(self.matches) > 1:
            for sort in SORTS:
                if sort != self.query.sort:
                    ref = f"{self.search_id} sort {sort}"
                    yield Chip(label=SORTED[sort], action=ADJUST, ref=ref, narrows="Sort by")

    def _paging(self) -> Iterator[Button]:
        if self.query.skip:
            yield Button(label=f"Previous {SHOWN}", action=ADJUST, ref=f"{self.search_id} page previous")
        left = self.total - self.query.skip - len(self.matches)
        if left > 0 and self.matches:
            yield Button(label=f"Next {min(left, SHOWN)}", action=ADJUST, ref=f"{self.search_id} page next")


class FacetShown(BaseModel):
    model_config = ConfigDict(frozen=True)

    kind: str
    tag: str
    label: str
    count: int


Listed.model_rebuild()


async def found_by(query: Query, ctx: Context, limit: int) -> Found:
    """Who meets the query; where nothing is asked, all."""
    ports = ctx.ports
    if query.empty:
        return await search.everybody(query, ports.records, limit)
    return await search.find(
        query, records=ports.records, index=ports.index, embedder=ports.embedder, limit=limit
    )


async def listed(query: Query, ctx: Context, headline: str = "", before: str | None = None) -> Listed:
    """Run a search and keep it. `headline` is said before the number of people."""
    ports = ctx.ports
    found = await found_by(query, ctx, SHOWN)
    kept = Search(
        id=f"search-{ctx.call_id.replace('/', '-')}",
        owner_id=ctx.actor.id,
        query=query.model_dump(mode="json", exclude_defaults=True),
        before=before,
        at=ctx.now,
    )
    await ports.records.insert_all([kept])
    wrong = search.contradiction(query)
    made = Listed(
        search_id=kept.id,
        query=query,
        headline=_headline(found.total, query, headline),
        total=found.total,
        matches=tuple(found.matches),
        wrong=wrong,
    )
    if query.empty:
        return made
    if found.matches:
        narrower = await facets(query, found.among, found.total, ports.index)
        return made.model_copy(update={"facets": tuple(map(_shown, narrower))})
    blame = [] if wrong else await without_each(query, ports.index)
    return made.model_copy(
        update={
            "blame": tuple((part.name, part.label, count) for part, count in blame),
            "unknown": tuple(await unknown_names(query, ports.index)),
        }
    )


def _shown(facet: Facet) -> FacetShown:
    return FacetShown(kind=facet.kind, tag=facet.tag, label=facet.label, count=facet.count)


def _headline(total: int, query: Query, headline: str) -> str:
    many = f"{total} or more" if total >= DEPTH and (query.text or query.titles) else str(total)
    people = "1 candidate" if total == 1 else f"{many} candidates"
    place = f", from number {query.skip + 1}" if query.skip else ""
    order = "" if query.sort == "fit" else f", {SORTED[query.sort]} first"
    return f"{people}{headline}{place}{order}"


def _left_out(query: Query) -> Iterator[str]:
    if query.left_out:
        words = ", ".join(f"“{word}”" for word in query.left_out)
        yield f"I left out {words}: sex, family and religion must not decide about anybody."


def _read_as(query: Query) -> Iterator[str]:
    if query.read_as:
        yield "I read " + ", ".join(f"“{wrong}” as {meant}" for wrong, meant in query.read_as) + "."


def _result(match: Match) -> Item:
    candidate = match.candidate
    return Item(
        title=f"{match.rank}. {candidate.name}",
        subtitle=line_of(candidate),
        facts=(Fact(label="Fits by", value=" · ".join(r.label for r in match.reasons)),)
        if match.reasons
        else (),
        quotes=tuple(
            Quote(text=unwrapped(r.quote), source=candidate.file_name) for r in match.reasons if r.quote
        )[:3],
        buttons=(
            Button(label="Open profile", action="candidates.show", ref=candidate.id),
            Button(label="More like this", action="candidates.like", ref=candidate.id),
        ),
    )


def line_of(candidate: Candidate) -> str:
    profile = candidate.profile
    years = f"{profile.total_years:g} years" if profile.total_years is not None else None
    return " · ".join(
        t for t in (profile.headline and profile.headline.value, candidate.location, years) if t
    )
