"""The people of the third quality bench: resumes written by hand, one file each, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from docx import Document
from lxml import html

from bench.cvs.facts import Facts, Job, Study

HERE = Path(__file__).parent


def handed_in(which: str, to_pdf: Callable[[str], bytes]) -> Iterator[tuple[Facts, str, bytes]]:
    """Each person with the name and content of the file; `which` is "tuning" or "reported"."""
    for given in yaml.safe_load((HERE / f"{which}.yaml").read_text(encoding="utf-8")):
        page = (HERE / given["file"]).read_text(encoding="utf-8")
        kind = given.get("as", given["file"].rpartition(".")[2])
        content = to_pdf(page) if kind == "pdf" else _docx(page) if kind == "docx" else page.encode()
        yield _facts(given), f"cv.{kind}", content


def _facts(given: dict[str, Any]) -> Facts:
    return Facts(
        name=given["name"],
        shown=given["name"],
        layout=given["file"],
        email=given["email"],
        phone=str(given["phone"]),
        place="",
        headline="",
        lang=given.get("lang", "en"),
        jobs=tuple(map(_job, given["jobs"])),
        studies=tuple(map(_study, given["studies"])),
        skills=tuple(given["skills"]),
        also=tuple(given.get("also", ())),
        languages=(),
    )


def _job(line: str) -> Job:
    title, company, start, end = (part.strip() for part in line.split("|"))
    return Job(title, company, "", start, end or None, ())


def _study(line: str) -> Study:
    degree, school, year = (part.strip() for part in line.split("|"))
    return Study(degree, school, int(year))


def _docx(page: str) -> bytes:
    """The page as Word would save it: its blocks as paragraphs, its tables as tables, `<header>` as the header of the page."""
    document = Document()
    for block in html.fragments_fromstring(page.strip()):
        if isinstance(block, str):
            continue
        if block.tag == "table":
            rows = block.findall(".//tr")
            table = document.add_table(len(rows), max(len(row) for row in rows))
            for row, given in zip(table.rows, rows, strict=True):
                for cell, td in zip(row.cells, given, strict=False):
                    cell.text = "\n".join(_lines(td))
        elif block.tag == "header":
            document.sections[0].header.paragraphs[0].text = "\n".join(_lines(block))
        elif block.tag in ("h1", "h2"):
            document.add_heading(block.text_content(), int(block.tag[1]) - 1)
        elif block.tag == "ul":
            for item in block:
                document.add_paragraph(item.text_content(), style="List Bullet")
        else:
            document.add_paragraph(block.text_content())
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _lines(cell: Any) -> list[str]:
    return [p.text_content() for p in cell if isinstance(p.tag, str)] or [cell.text_content()]
