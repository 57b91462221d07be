"""Fairness reports: who was selected, by the groups people chose to name, as counts and rates alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

import orjson
from pydantic import Field

from actions import references
from actions.tool import Args, Context, Result, tool
from domain.errors import BadInput
from domain.fairness import (
    IMPACT,
    MEASURES,
    SCORED,
    TOTAL,
    FairnessReport,
    Outcome,
    RateTable,
    Verdict,
    furthest,
)
from domain.hiring import Application, ApplicationStatus, Job, StageTransition
from domain.messages import Card, Chart, Fact, Link, Series, Source, Table as CardTable
from domain.permissions import Permission
from domain.ports import Ports, Record, Records
from domain.rubric import Score
from knowledge import fairness

SOURCE = Source(label="Applications, with voluntary answers kept apart")
PAGE = 5000
CONCERNS = 4
"""Named before the table."""
NAMED = 3
"""Groups of one."""
TITLES = {"sex": "By sex", "race_ethnicity": "By race or ethnicity", "intersection": "By both"}


class AskReport(Args):
    job: str | None = Field(None, title="Job", max_length=200)
    since: date | None = Field(None, title="Applied from")
    until: date | None = Field(None, title="Applied to")
    resolved_job_id: str | None = None


async def _resolved(asked: AskReport, ctx: Context) -> AskReport:
    if asked.since and asked.until and asked.until < asked.since:
        raise BadInput(f"The period ends ({asked.until}) before it begins ({asked.since}).")
    if not asked.job:
        return asked
    return asked.model_copy(update={"resolved_job_id": (await references.job(asked.job, ctx)).id})


class Reported(Result):
    report: FairnessReport

    def card(self) -> Card:
        return report_card(self.report)


@tool(
    "fairness.report",
    args=AskReport,
    permission=Permission.fairness_read,
    phrases=("Fairness report for the Python job",),
    resolve=_resolved,
)
async def fairness_report(asked: AskReport, ctx: Context) -> Reported:
    """Selection rates and impact ratios by sex, race or ethnicity and both, for one job or all."""
    id = f"fairness:{ctx.call_id}"
    return Reported(
        report=await made(id, asked.resolved_job_id, asked.since, asked.until, ctx.ports, ctx.now)
    )


# --- making --------------------------------------------------------------------------------------------------


async def made(
    id: str, job_id: str | None, since: date | None, until: date | None, ports: Ports, now: datetime
) -> FairnessReport:
    """The report of one job or of all, over applications made in the period (both days included, UTC)."""
    return await reported(
        id, job_id, await outcomes_of(ports.records, since, until), (since, until), ports, now
    )


async def reported(
    id: str,
    job_id: str | None,
    outcomes: Mapping[str, Sequence[Outcome]],
    period: tuple[date | None, date | None],
    ports: Ports,
    now: datetime,
) -> FairnessReport:
    """The report over outcomes (by job) that were read before."""
    job = await ports.records.get(Job, job_id) if job_id else None
    counted = outcomes.get(job_id, []) if job_id else [o for each in outcomes.values() for o in each]
    tables, median = await fairness.tables(counted, ports.demographics)
    return FairnessReport(
        id=id,
        job_id=job_id,
        job=job.title if job else "all jobs",
        since=period[0],
        until=period[1],
        applications=len(counted),
        median_score=median,
        tables=tables,
        at=now,
    )


async def outcomes_of(
    records: Records, since: date | None = None, until: date | None = None
) -> Mapping[str, Sequence[Outcome]]:
    """By job, how far each application came. Read as plain documents: there may be hundreds of thousands."""
    types = {
        job.id: {s.id: s.type for s in (*job.stages, *job.former_stages)}
        for job in await records.find(Job, limit=100_000)
    }
    been: dict[str, set[str]] = defaultdict(set)
    async for step in _documents(records, StageTransition):
        been[step["application_id"]] |= {step["from_stage_id"], step["to_stage_id"]}
    scores = await _scores(records)
    found: dict[str, list[Outcome]] = defaultdict(list)
    async for made in _documents(records, Application):
        day, named = made["applied_at"][:10], types.get(made["job_id"], {})
        if (since and day < since.isoformat()) or (until and day > until.isoformat()):
            continue
        stages = [named[s] for s in {made["stage_id"], *been.get(made["id"], ())} if s in named]
        found[made["job_id"]].append(
            Outcome(
                candidate_id=made["candidate_id"],
                furthest=furthest(stages),
                status=ApplicationStatus(made["status"]),
                score=scores.get((made["job_id"], made["candidate_id"])),
            )
        )
    return found


async def _scores(records: Records) -> dict[tuple[str, str], float]:
    """The newest score of each candidate for each job."""
    newest: dict[tuple[str, str], tuple[str, float]] = {}
    async for score in _documents(records, Score):
        key = (score["job_id"], score["candidate_id"])
        newest[key] = max(newest.get(key, ("", 0.0)), (score["at"], score["total"]))
    return {key: total for key, (_, total) in newest.items()}


async def _documents(records: Records, kind: type[Record]) -> AsyncIterator[Mapping[str, Any]]:
    after = ""
    while page := await records.texts(kind, after=after, limit=PAGE):
        for _, text in page:
            yield orjson.loads(text)
        after = page[-1][0]


# --- showing -------------------------------------------------------------------------------------------------


def report_card(report: FairnessReport) -> Card:
    """What stands out first, then the total process, then every component that shows an impact (29 CFR 1607.4 C)."""
    facts = [Fact(label="Applications", value=str(report.applications))]
    if report.since or report.until:
        facts.append(
            Fact(label="Applied", value=f"{report.since or 'the beginning'} to {report.until or 'today'}")
        )
    shown = [t for t in report.tables if t.rows and t.measure in (TOTAL, SCORED)]
    return Card(
        title=f"Fairness: {report.job}",
        text=_said(report),
        tone="warning" if report.concerns else "plain",
        facts=tuple(facts),
        table=_table(report),
        charts=tuple(_chart(t) for t in shown if t.dimension != "intersection"),
        links=_links(report),
        source=SOURCE,
    )


def _said(report: FairnessReport) -> str:
    if not any(table.rows for table in report.tables):
        return (
            "Too few people chose to say who they are for any rate to be shown: a group is shown from five people, "
            "and judged from thirty."
        )
    if report.concerns:
        worst = sorted(report.concerns, key=lambda t: (t.measure != TOTAL, t.dimension == "intersection"))
        return "\n".join(
            (
                "A ratio below four fifths is a sign, no proof: look at the step it comes from, and at what decided there.",
                "",
                *(f"- {_concern(table)}" for table in worst[:CONCERNS]),
                *([f"- and {left} more in the table"] if (left := len(worst) - CONCERNS) > 0 else []),
            )
        )
    return "No group that is large enough to be judged was selected at less than four fifths of the highest rate."


def _concern(table: RateTable) -> str:
    """The groups that stand out, significant ones first, the lowest first."""
    impacted = [r for r in table.rows if r.verdict in IMPACT and r.ratio is not None]
    worst = sorted(impacted, key=lambda r: (r.verdict is Verdict.below, r.ratio))[:NAMED]
    told = "; ".join(f"{r.group}: {percent(r.rate)}, ratio {r.ratio:.2f}" for r in worst)
    return f"**{table.measure}, {TITLES[table.dimension].lower()}**: {told}"


def _table(report: FairnessReport) -> CardTable | None:
    """The whole process and the scores, and each step that shows an impact (29 CFR 1607.4 C); every step, p and interval
    are in the export."""
    rows = [
        (
            table.measure,
            row.group,
            str(row.counted),
            percent(row.rate),
            "–" if row.ratio is None else f"{row.ratio:.2f}",
            str(row.verdict),
        )
        for table in report.tables
        if table.impact or (table.measure in (TOTAL, SCORED) and table.dimension != "intersection")
        for row in table.rows
    ]
    columns = ("Measure", "Group", "Counted", "Rate", "Ratio", "Reading")
    return CardTable(columns=columns, rows=tuple(rows), numeric=(2, 3, 4)) if rows else None


def _chart(table: RateTable) -> Chart:
    rates = Series(name="Selection rate", values=tuple(round(row.rate * 100, 1) for row in table.rows))
    return Chart(
        title=f"{table.measure[0].upper()}{table.measure[1:]}, {TITLES[table.dimension].lower()}",
        labels=tuple(row.group for row in table.rows),
        series=(rates,),
        unit="%",
    )


def _links(report: FairnessReport) -> tuple[Link, ...]:
    asked = {"job": report.job_id, "since": report.since, "until": report.until}
    query = urlencode({k: str(v) for k, v in asked.items() if v})
    return tuple(
        Link(label=label, path=f"/fairness/report.{form}?{query}".rstrip("?"))
        for form, label in (("csv", "CSV"), ("json", "JSON"))
    )


def percent(share: float) -> str:
    return f"{share * 100:.1f} %"


COLUMNS = (
    "measure",
    "dimension",
    "group",
    "counted",
    "selected",
    "rate",
    "impact_ratio",
    "p",
    "low",
    "high",
    "reading",
)


def lines(report: FairnessReport) -> list[tuple[str, ...]]:
    """The tables as the export writes them: the same bytes for the same counts."""
    found: list[tuple[str, ...]] = []
    for table in sorted(report.tables, key=lambda t: (MEASURES.index(t.measure), t.dimension)):
        for row in table.rows:
            numbers = (row.rate, row.ratio, row.p, row.low, row.high)
            found.append(
                (
                    table.measure,
                    table.dimension,
                    row.group,
                    str(row.counted),
                    str(row.selected),
                    *("" if number is None else f"{number:.6f}" for number in numbers),
                    str(row.verdict),
                )
            )
        found.append(
            (
                table.measure,
                table.dimension,
                "not stated, or too few to show",
                str(table.apart),
                *[""] * 6,
                "",
            )
        )
    return found
