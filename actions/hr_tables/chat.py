"""Tables by conversation: a table that HR attaches is checked and told, a button adds it, and one is asked for."""

from __future__ import annotations

import asyncio
from typing import Literal

from pydantic import Field

from actions.hr_tables import imports
from actions.hr_tables.imports import BadRow, Imported
from actions.tool import Args, Context, Result, Unclear, tool
from domain.conversations import Upload
from domain.errors import BadInput, NotFound
from domain.messages import Button, Card, Fact, Link, Option, Source, Table as Shown
from domain.permissions import Permission
from knowledge import tables

Name = Literal["people", "allocations", "attendance", "payslips"]
SOURCE = Source(label="HR tables")
LISTED = 40
"""Bad rows shown in the conversation; all of them are in the file."""


class CheckTable(Args):
    uploads: tuple[str, ...] = Field((), title="Files")
    table: Name | None = Field(None, title="What is in it?")


class Checked(Result):
    name: str
    file: str
    upload: str
    rows: int
    bad: tuple[BadRow, ...]

    def card(self) -> Card:
        facts = (
            Fact(label="File", value=self.file),
            Fact(label="Table", value=self.name),
            Fact(label="Rows", value=str(self.rows)),
        )
        if not self.bad:
            label = f"Add {_rows(self.rows)}"
            return Card(
                title=f"All {_rows(self.rows)} are fine" if self.rows > 1 else "The row is fine",
                text="Nothing has been added yet.",
                facts=facts,
                buttons=(
                    Button(
                        label=label, action="table.import", ref=f"{self.name}/{self.upload}", style="primary"
                    ),
                ),
                source=SOURCE,
            )
        shown = self.bad[:LISTED]
        more = f" The first {LISTED} are below." if len(self.bad) > LISTED else ""
        return Card(
            title=f"{_rows(len(self.bad))} cannot be added, so nothing was",
            text=f"Either all rows are added or none. Please mend these and attach the table again.{more}",
            tone="warning",
            facts=facts,
            table=Shown(
                columns=("Row", "What is wrong"),
                rows=tuple((str(b.row), b.reason) for b in shown),
                numeric=(0,),
            ),
            links=(Link(label="All bad rows as CSV", path=f"/hr/import/{self.name}/{self.upload}/bad.csv"),),
            source=SOURCE,
        )


def _rows(count: int) -> str:
    return f"{count} row{'' if count == 1 else 's'}"


async def _named(asked: CheckTable, ctx: Context) -> CheckTable:
    """Which table it is, by its columns where nobody said."""
    if asked.table:
        return asked
    _, table = await opened(asked.uploads, ctx)
    fitting = imports.fitting(table)
    if len(fitting) == 1:
        return CheckTable.model_validate({"uploads": asked.uploads, "table": fitting[0]})
    options = tuple(Option(value=name, label=name.capitalize()) for name in imports.KINDS)
    raise Unclear("table", "I cannot tell from its columns what is in this table.", options)


async def opened(uploads: tuple[str, ...], ctx: Context) -> tuple[Upload, tables.Table]:
    """The asker's own file, read. Raises `BadInput`, `BadFile`, `NotFound`."""
    if len(uploads) != 1:
        raise BadInput("Please attach the table as CSV or XLSX, one file at a time, and write “import this”.")
    upload = await ctx.ports.records.get(Upload, uploads[0])
    if upload is None or upload.owner_id != ctx.actor.id:
        raise NotFound("I could not find that file. Please attach it again.")
    content = await ctx.ports.files.get(upload.key)
    return upload, await asyncio.to_thread(tables.read, upload.name, content)


@tool(
    "table.check",
    args=CheckTable,
    permission=Permission.bulk_change,
    phrases=("Import these payslips",),
    resolve=_named,
)
async def table_check(asked: CheckTable, ctx: Context) -> Checked:
    """Check a table of people, allocations, attendance or payslips (CSV, XLSX) row by row before it is added."""
    upload, table = await opened(asked.uploads, ctx)
    found = await imports.import_table(asked.table or "", table, ctx, dry_run=True)
    return Checked(name=asked.table or "", file=upload.name, upload=upload.id, rows=found.rows, bad=found.bad)


# --- adding ----------------------------------------------------------------------------------------------------


class ImportTable(Args):
    checked: str = Field(title="The checked table", pattern=r"^[a-z]+/[^/]+$")


class Added(Result):
    name: str
    found: Imported

    def card(self) -> Card:
        return Card(
            title=f"{_rows(self.found.added)} added to {self.name}",
            tone="success",
            source=SOURCE,
            suggestions=(f"Export {self.name}",),
        )


@tool(
    "table.import",
    args=ImportTable,
    permission=Permission.bulk_change,
    phrases=("Add the rows of the table I have checked",),
    offered=False,
)
async def table_import(asked: ImportTable, ctx: Context) -> Added:
    """Add all rows of a table that was checked, or none."""
    name, _, upload_id = asked.checked.partition("/")
    if done := await imports.done(ctx):
        return Added(name=name, found=done)
    upload, table = await opened((upload_id,), ctx)
    found = await imports.import_table(name, table, ctx, dry_run=False)
    if found.bad:
        first = found.bad[0]
        raise BadInput(
            f"{_rows(len(found.bad))} cannot be added any more, so nothing was. Row {first.row}: {first.reason}. "
            "Please check the table again."
        )
    await ctx.ports.files.delete(upload.key)
    await ctx.ports.records.delete(Upload, upload.id)
    return Added(name=name, found=found)


# --- back ------------------------------------------------------------------------------------------------------


class ExportTable(Args):
    table: Name = Field(title="Which table?")


class Exported(Result):
    name: str

    def card(self) -> Card:
        def link(form: str, label: str) -> Link:
            return Link(label=f"Download as {label}", path=f"/hr/export/{self.name}.{form}")

        return Card(
            title=f"The table of {self.name}",
            text="As it is when you download it. Every download is written down.",
            links=(link("xlsx", "Excel"), link("csv", "CSV")),
            source=SOURCE,
        )


@tool(
    "table.export",
    args=ExportTable,
    permission=Permission.bulk_change,
    phrases=("Export attendance as Excel",),
)
async def table_export(asked: ExportTable, ctx: Context) -> Exported:
    """Export people, allocations, attendance or payslips as CSV or Excel."""
    return Exported(name=asked.table)
