"""Resumes as Word documents: plain, with a table, with the contact in the page header."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt, RGBColor

from deploy.demo.layouts.content import Content, Entry, Section

FONTS = ("Calibri", "Georgia", "Arial", "Cambria")


def plain(content: Content) -> bytes:
    document = _document(content)
    _name(document, content)
    document.add_paragraph(" | ".join(content.contact))
    for section in content.sections:
        _section(document, section)
    return _bytes(document)


def header_block(content: Content) -> bytes:
    """Name and contact stand in the header of the page, outside of the text."""
    document = _document(content)
    head = document.sections[0].header
    _run(head.paragraphs[0], content.name, bold=True, size=18)
    head.add_paragraph(" · ".join(content.contact))
    document.add_paragraph(content.headline, style="Subtitle")
    for section in content.sections:
        _section(document, section)
    return _bytes(document)


def with_table(content: Content) -> bytes:
    """Short facts in the left cell of a table, the career in the right one."""
    document = _document(content)
    _name(document, content)
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    for column, cell, width in zip(table.columns, (left, right), (Cm(5.2), Cm(12.2)), strict=True):
        column.width = cell.width = width
    left.paragraphs[0].text = content.contact[0]
    for line in content.contact[1:]:
        left.add_paragraph(line)
    for section in content.only("skills", "languages", "certifications"):
        _run(left.add_paragraph(), section.heading, bold=True)
        for item in section.items:
            left.add_paragraph(item)
    for section in content.only("profile", "experience", "education"):
        _section(right, section, in_cell=True)
    return _bytes(document)


def _document(content: Content) -> Any:
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = content.random.choice(FONTS), Pt(10.5)
    style.paragraph_format.space_after = Pt(3)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(1.8)
    document.core_properties.author, document.core_properties.title = content.name, "Resume"
    return document


def _name(document: Any, content: Content) -> None:
    document.add_heading(content.name, level=0)
    document.add_paragraph(content.headline)


def _run(paragraph: Any, text: str, *, bold: bool = False, size: float | None = None) -> None:
    run = paragraph.add_run(text)
    run.bold = bold
    if size:
        run.font.size, run.font.color.rgb = Pt(size), RGBColor(0x1F, 0x3A, 0x5F)


def _section(place: Any, section: Section, *, in_cell: bool = False) -> None:
    """`place` is the document or a cell; a cell has no headings of its own."""
    if in_cell:
        _run(place.add_paragraph(), section.heading, bold=True, size=13)
    else:
        place.add_heading(section.heading, level=1)
    for paragraph in section.paragraphs:
        place.add_paragraph(paragraph)
    if section.items:
        place.add_paragraph(", ".join(section.items))
    for entry in section.entries:
        _entry(place, entry, Cm(11.6 if in_cell else 17.2))


def _entry(place: Any, entry: Entry, width: Any) -> None:
    """Head and, behind a tab, the dates; then the second line and the bullets."""
    line = place.add_paragraph()
    line.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    _run(line, entry.head, bold=True)
    _run(line, f"\t{entry.dates}")
    place.add_paragraph(entry.sub)
    for bullet in entry.bullets:
        place.add_paragraph(bullet, style="List Bullet")


def _bytes(document: Any) -> bytes:
    """The file with every entry dated 1980, so that equal resumes are equal files."""
    saved, fixed = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = ZipInfo(name)
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return fixed.getvalue()
