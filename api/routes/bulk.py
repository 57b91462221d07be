"""Tables of HR over HTTP: checked row by row, added whole or not at all."""

from __future__ import annotations

import asyncio
from typing import Literal

from fastapi import APIRouter, Response, UploadFile

from actions.bulk import Imported, export_rows, import_rows
from api.auth import Limited, SignedIn, Wired
from api.calls import context
from api.routes.chat import LARGEST_FILE
from domain.errors import TooLarge
from domain.permissions import Permission, require
from knowledge import tables

router = APIRouter(prefix="/hr", tags=["HR tables"], dependencies=[Limited])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.post("/import/{kind}")
async def import_table(
    kind: str, file: UploadFile, actor: SignedIn, wired: Wired, dry_run: bool = True
) -> Imported:
    """Check a CSV or XLSX of `people` or `attendance`; `dry_run=false` adds its rows when none is bad.

    The answer lists every bad row by its number in the table, with the reason.
    """
    require(actor, Permission.bulk_change)
    content = await file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise TooLarge("That table is larger than 10 MB. Please split it.")
    rows = await asyncio.to_thread(tables.read, file.filename or "table", content)
    return await import_rows(kind, rows, context(actor, wired), dry_run=dry_run)


@router.get("/export/{kind}.{form}", response_class=Response)
async def export_table(kind: str, form: Literal["csv", "xlsx"], actor: SignedIn, wired: Wired) -> Response:
    """All `people` or `attendance`, in the columns that the import reads. Audited."""
    columns, rows = await export_rows(kind, context(actor, wired))
    write = tables.as_csv if form == "csv" else tables.as_xlsx
    content = await asyncio.to_thread(write, columns, rows)
    headers = {"Content-Disposition": f'attachment; filename="{kind}.{form}"', "Cache-Control": "no-store"}
    return Response(content, media_type="text/csv; charset=utf-8" if form == "csv" else XLSX, headers=headers)
