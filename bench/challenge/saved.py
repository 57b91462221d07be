"""What word processors save."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from bench.challenge.facts import Sheet

Package = Any
"""python-docx's document; it has no types of its own here."""


def _bytes(package: Package) -> bytes:
    out = BytesIO()
    package.save(out)
    return out.getvalue()


def _bold(package: Package, text: str, size: int = 12) -> None:
    run = package.add_paragraph().add_run(text)
    run.bold, run.font.size = True, Pt(size)


def _end(package: Package, s: Sheet, *, skills: bool = True) -> None:
    f = s.facts
    _bold(package, s.heads[1])
    for x in f.studies:
        package.add_paragraph(f"{x.degree}, {x.school}\t{x.year}")
    if skills:
        _bold(package, s.heads[2])
        package.add_paragraph(", ".join(f.skills))
        _bold(package, "Languages")
        package.add_paragraph(", ".join(f.languages))


_BOX = (
    "<w:r {ns}><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><mc:Choice Requires='wps' "
    "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><w:drawing><wps:wsp><wps:txbx><w:txbxContent>{inside}"
    "</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
)


def docx_boxes(s: Sheet) -> bytes:
    """Name and contact in one text box, skills in another."""
    f, package = s.facts, docx.Document()

    def box(*lines: str) -> None:
        inside = "".join(f"<w:p><w:r><w:t>{escape(x)}</w:t></w:r></w:p>" for x in lines)
        package.add_paragraph()._p.append(parse_xml(_BOX.format(ns=nsdecls("w"), inside=inside)))

    box(f.name, f.headline, f.email, f.phone, f.place)
    _bold(package, s.heads[0])
    for j in f.jobs:
        package.add_paragraph(f"{s.when(j, '-')}  {j.title}")
        package.add_paragraph(f"{j.company}, {j.town}")
        for d in j.done:
            package.add_paragraph(d, style="List Bullet")
    _end(package, s, skills=False)
    box(s.heads[2], *f.skills, "Languages", *f.languages)
    return _bytes(package)


def docx_grid(s: Sheet) -> bytes:
    """The whole resume in a table of two columns: headings left, text right."""
    f, package = s.facts, docx.Document()
    _bold(package, f.name, 20)
    package.add_paragraph(f"{f.headline} | {f.place} | {f.phone} | {f.email}")
    table = package.add_table(rows=0, cols=2)
    jobs = [
        line
        for j in f.jobs
        for line in (f"{j.title}, {j.company}", f"{j.town}, {s.when(j)}", *(f"• {d}" for d in j.done), "")
    ]
    for head, lines in (
        (s.heads[0], jobs),
        (s.heads[1], [f"{x.degree}, {x.school}, {x.year}" for x in f.studies]),
        (s.heads[2], list(f.skills)),
    ):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = head, "\n".join(lines)
    return _bytes(package)


def docx_head(s: Sheet) -> bytes:
    """Name and contact in the page's header; dates behind a tab."""
    f, package = s.facts, docx.Document()
    head = package.sections[0].header
    head.paragraphs[0].text = f.name
    head.add_paragraph(f"{f.place} • {f.phone} • {f.email}")
    package.add_paragraph(f.headline)
    package.add_heading(s.heads[0], 1)
    for j in f.jobs:
        package.add_paragraph(f"{j.title}\t{s.when(j)}").runs[0].bold = True
        package.add_paragraph(f"{j.company}, {j.town}").runs[0].italic = True
        for d in j.done:
            package.add_paragraph(d, style="List Bullet")
    _end(package, s)
    return _bytes(package)


def docx_columns(s: Sheet) -> bytes:
    """A table of two cells as a sidebar."""
    f, package = s.facts, docx.Document()
    left, right = package.add_table(rows=1, cols=2).rows[0].cells
    left.text = "\n".join(
        [
            f.name,
            f.headline,
            "",
            "Contact",
            f.email,
            f.phone,
            f.place,
            "",
            s.heads[2],
            *f.skills,
            "",
            "Languages",
            *f.languages,
        ]
    )
    jobs = [
        line
        for j in f.jobs
        for line in (s.when(j), j.title, f"{j.company}, {j.town}", *(f"– {d}" for d in j.done), "")
    ]
    right.text = "\n".join(
        [s.heads[0], *jobs, s.heads[1], *(f"{x.year} {x.degree}, {x.school}" for x in f.studies)]
    )
    return _bytes(package)


def docx_plain_list(s: Sheet) -> bytes:
    f, package = s.facts, docx.Document()
    package.add_paragraph(f.name, style="Title")
    package.add_paragraph(f"{f.headline}\n{f.place}\n{f.phone}\n{f.email}")
    package.add_heading(s.heads[0], 2)
    for j in f.jobs:
        package.add_paragraph(f"{j.company} ({j.town}): {j.title}, {s.when(j)}", style="List Bullet")
        for d in j.done:
            package.add_paragraph(d, style="List Bullet 2")
    package.add_heading(s.heads[1], 2)
    for x in f.studies:
        package.add_paragraph(f"{x.degree}, {x.school}, {x.year}", style="List Bullet")
    package.add_heading(s.heads[2], 2)
    for skill in f.skills:
        package.add_paragraph(skill, style="List Bullet")
    package.add_heading("Languages", 2)
    package.add_paragraph(", ".join(f.languages))
    return _bytes(package)


# --- RTF and ODT -------------------------------------------------------------------------------------------


def _rtf(text: str) -> str:
    return "".join(c if ord(c) < 128 else f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?" for c in text)


def _rtf_file(lines: list[str]) -> bytes:
    return (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Arial;}}{\\info{\\author nobody}}\\f0\\fs20 "
        + "\n".join(lines)
        + "}"
    ).encode("ascii")


def rtf_tabs(s: Sheet) -> bytes:
    f = s.facts
    lines = [
        f"{{\\b\\fs40 {_rtf(f.name)}}}\\par",
        f"{_rtf(f.headline)}\\par {_rtf(f.place)}\\par {_rtf(f.phone)}\\par {_rtf(f.email)}\\par\\par",
    ]
    lines += [f"{{\\b {_rtf(s.heads[0])}}}\\par"]
    for j in f.jobs:
        lines += [
            f"{_rtf(j.company)}, {_rtf(j.town)}\\tab {_rtf(s.when(j))}\\par",
            f"{{\\i {_rtf(j.title)}}}\\par",
        ]
        lines += [f"\\bullet  {_rtf(d)}\\par" for d in j.done] + ["\\par"]
    return _rtf_file([*lines, *_rtf_end(s)])


def _rtf_end(s: Sheet) -> Iterator[str]:
    f = s.facts
    yield f"{{\\b {_rtf(s.heads[1])}}}\\par"
    yield from (f"{_rtf(x.degree)}, {_rtf(x.school)}, {x.year}\\par" for x in f.studies)
    yield f"\\par{{\\b {_rtf(s.heads[2])}}}\\par {_rtf(', '.join(f.skills))}\\par\\par{{\\b Languages}}\\par {_rtf(', '.join(f.languages))}\\par"


def rtf_table(s: Sheet) -> bytes:
    f = s.facts
    lines = [
        f"{{\\b\\fs40 {_rtf(f.name)}}}\\par {_rtf(f.headline)}\\par {_rtf(f.phone)} | {_rtf(f.email)} | {_rtf(f.place)}\\par\\par{{\\b {_rtf(s.heads[0])}}}\\par"
    ]
    for j in f.jobs:
        cells = (s.when(j), j.title, f"{j.company}, {j.town}")
        lines += [
            "\\trowd\\cellx2500\\cellx5500\\cellx9000"
            + "".join(f"\\intbl {_rtf(c)}\\cell" for c in cells)
            + "\\row"
        ]
    return _rtf_file([*lines, "\\pard\\par", *_rtf_end(s)])


_ODT = (
    "<?xml version='1.0' encoding='UTF-8'?><office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
    "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' office:version='1.2'><office:body><office:text>{}</office:text></office:body>"
    "</office:document-content>"
)


def _odt(inside: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", _ODT.format(inside))
        archive.writestr(
            "META-INF/manifest.xml",
            "<?xml version='1.0'?><manifest xmlns='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>",
        )
    return out.getvalue()


def _p(*texts: str) -> str:
    return "".join(f"<text:p>{escape(t).replace('§', '<text:tab/>')}</text:p>" for t in texts)


def _h(text: str) -> str:
    return f"<text:h text:outline-level='1'>{escape(text)}</text:h>"


def _list(texts: tuple[str, ...]) -> str:
    return (
        "<text:list>" + "".join(f"<text:list-item>{_p(t)}</text:list-item>" for t in texts) + "</text:list>"
    )


def odt_rich(s: Sheet) -> bytes:
    f = s.facts
    jobs = "".join(
        _p(f"{s.when(j, ' - ')}§{j.title}", f"{j.company}, {j.town}") + _list(j.done) for j in f.jobs
    )
    study = _p(*(f"{x.year}§{x.degree}, {x.school}" for x in f.studies))
    return _odt(
        _h(f.name) + _p(f.headline, f"{f.place} | {f.phone} | {f.email}") + _h(s.heads[0]) + jobs + _h(s.heads[1]) + study
        + _h(s.heads[2]) + _p(", ".join(f.skills)) + _h("Languages") + _p(", ".join(f.languages))
    )  # fmt: skip


def odt_lists(s: Sheet) -> bytes:
    f = s.facts
    jobs = "".join(_p(f"{j.company} / {j.title} / {s.when(j, ' – ')}") + _list(j.done) for j in f.jobs)
    return _odt(
        _p(f.name, f.headline, f.email, f.phone, f.place) + _h(s.heads[0]) + jobs + _h(s.heads[1])
        + _list(tuple(f"{x.degree}, {x.school}, {x.year}" for x in f.studies)) + _h(s.heads[2]) + _list(f.skills) + _h("Languages") + _list(f.languages)
    )  # fmt: skip
