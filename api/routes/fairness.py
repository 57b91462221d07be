"""Fairness reports over HTTP: for those who answer for the process, always the same bytes for the same counts."""

from __future__ import annotations

from datetime import date
from typing import Literal

from fastapi import APIRouter, Response

from actions.fairness import COLUMNS, Reported, lines
from api.auth import Limited, SignedIn, Wired
from api.calls import called
from domain.fairness import FairnessReport
from knowledge import tables

router = APIRouter(prefix="/fairness", tags=["fairness"], dependencies=[Limited])


@router.get("/report")
async def report(
    actor: SignedIn,
    wired: Wired,
    job: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> FairnessReport:
    """Selection rates, impact ratios, significance and intervals by sex, race or ethnicity and both."""
    given = {"job": job, "since": since, "until": until}
    return (await called(Reported, "fairness.report", given, actor, wired)).report


@router.get("/report.{form}", response_class=Response)
async def export(
    form: Literal["csv", "json"],
    actor: SignedIn,
    wired: Wired,
    job: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Response:
    """The tables of Local Law 144 (6 RCNY 5-301), with the components of the process beside them."""
    given = {"job": job, "since": since, "until": until}
    found = (await called(Reported, "fairness.report", given, actor, wired)).report
    if form == "json":
        content = found.model_dump_json(exclude={"id", "rev", "at"}, indent=1).encode()
    else:
        content = tables.as_csv(COLUMNS, lines(found))
    return Response(
        content,
        media_type="application/json" if form == "json" else "text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="fairness.{form}"',
            "Cache-Control": "no-store",
        },
    )
