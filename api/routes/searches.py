"""Searches over HTTP: the list of one as a file."""

from __future__ import annotations

from fastapi import APIRouter, Response

from actions.comparing import COLUMNS, Exported
from api.auth import SignedIn, Wired
from api.calls import called
from knowledge.tables import as_csv

router = APIRouter(prefix="/candidates/searches", tags=["candidates"])


@router.get("/{search_id}.csv", response_class=Response)
async def as_file(search_id: str, actor: SignedIn, wired: Wired) -> Response:
    """The candidates of one's own search as CSV, a thousand at most, ranked as now. Every download is audited."""
    found = await called(Exported, "candidates.export", {"search": search_id}, actor, wired)
    return Response(
        as_csv(COLUMNS, found.rows),
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": 'attachment; filename="candidates.csv"',
            "Cache-Control": "no-store",
        },
    )
