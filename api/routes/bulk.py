"""Tables of HR over HTTP: checked row by row, added whole or not at all."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Response, UploadFile
from pydantic import BaseModel

from actions.hr_tables import imports
from actions.hr_tables.chat import opened
from actions.pay import MONTH
from actions.payroll_inputs import COLUMNS, Inputs
from api.auth import Limited, SignedIn, Wired
from api.calls import called, context
from api.paging import Cursor, Limit, page
from api.routes.chat import LARGEST_FILE
from domain.errors import TooLarge
from domain.payroll_inputs import PayrollInput
from domain.permissions import Permission, require
from knowledge import tables

router = APIRouter(prefix="/hr", tags=["HR tables"], dependencies=[Limited])
Month = Annotated[str, Path(pattern=MONTH)]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class InputsPage(BaseModel):
    items: list[PayrollInput]
    next_cursor: str | None = None


@router.post("/import/{kind}")
async def import_table(
    kind: str, file: UploadFile, actor: SignedIn, wired: Wired, dry_run: bool = True
) -> imports.Imported:
    """Check a CSV or XLSX of `people`, `allocations`, `attendance` or `payslips`; `dry_run=false` adds its rows when none is bad.

    The answer lists every bad row by its number in the table, with the reason.
    """
    require(actor, Permission.bulk_change)
    content = await file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise TooLarge("That table is larger than 10 MB. Please split it.")
    table = await asyncio.to_thread(tables.read, file.filename or "table", content)
    return await imports.import_table(kind, table, context(actor, wired), dry_run=dry_run)


@router.get("/import/{kind}/{upload}/bad.csv", response_class=Response)
async def bad_rows(kind: str, upload: str, actor: SignedIn, wired: Wired) -> Response:
    """Every bad row of a table that I attached in a conversation, with its reason."""
    require(actor, Permission.bulk_change)
    ctx = context(actor, wired)
    _, table = await opened((upload,), ctx)
    found = await imports.import_table(kind, table, ctx, dry_run=True)
    rows = [[str(one.row), one.reason] for one in found.bad]
    return _file(tables.as_csv(["row", "reason"], rows), f"{kind}-bad-rows", "csv")


@router.get("/export/{kind}.{form}", response_class=Response)
async def export_table(kind: str, form: Literal["csv", "xlsx"], actor: SignedIn, wired: Wired) -> Response:
    """All `people`, `allocations`, `attendance` or `payslips`, in the columns that the import reads. Audited."""
    columns, rows = await imports.export_table(kind, context(actor, wired))
    write = tables.as_csv if form == "csv" else tables.as_xlsx
    content = await asyncio.to_thread(write, columns, rows)
    return _file(content, kind, form)


@router.get("/payroll-inputs/{month}.{form}", response_class=Response)
async def payroll_inputs_file(
    month: Month, form: Literal["csv", "xlsx"], actor: SignedIn, wired: Wired
) -> Response:
    """The payroll inputs of a month as a table. Audited."""
    found = await called(Inputs, "payroll.inputs", {"month": month}, actor, wired)
    write = tables.as_csv if form == "csv" else tables.as_xlsx
    content = await asyncio.to_thread(write, COLUMNS, found.cells())
    return _file(content, f"payroll-inputs-{month}", form)


@router.get("/payroll-inputs/{month}")
async def payroll_inputs(
    month: Month, actor: SignedIn, wired: Wired, limit: Limit = 100, cursor: Cursor = None
) -> InputsPage:
    """What payroll has to know of a month (as 2026-03): per employee the working days without pay or partly paid, and
    the days of leave paid out; beside them what the submitted payslip counts. For HR, audited."""
    found = await called(Inputs, "payroll.inputs", {"month": month}, actor, wired)
    items, following = page(found.rows, lambda row: row.employee_id, cursor, limit)
    return InputsPage(items=items, next_cursor=following)


def _file(content: bytes, name: str, form: Literal["csv", "xlsx"]) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"', "Cache-Control": "no-store"}
    return Response(content, media_type="text/csv; charset=utf-8" if form == "csv" else XLSX, headers=headers)
