"""Resumes as PDF: one column, a sidebar, a table with a date column. Fonts are those that come with reportlab."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    HRFlowable,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from deploy.demo.layouts.content import Content, Entry, Section

INKS = ("#1f3a5f", "#7a1f2b", "#24523b", "#222222", "#5b3a75", "#8a4b08")
FACES = (("Helvetica", "Helvetica-Bold"), ("Times-Roman", "Times-Bold"), ("Vera", "VeraBd"))
SIDE = 190
"""Width of the sidebar in points."""


@dataclass(frozen=True)
class Look:
    """Paragraph styles of one resume, and its ink."""

    face: str
    bold: str
    size: float
    ink: Any
    page: tuple[float, float]
    margin: float
    centred: bool

    def style(self, scale: float = 1, *, bold: bool = False, ink: Any = None, **more: Any) -> ParagraphStyle:
        size = self.size * scale
        return ParagraphStyle(
            "style",
            fontName=self.bold if bold else self.face,
            fontSize=size,
            leading=size * 1.3,
            textColor=ink or HexColor("#222222"),
            **more,
        )


def one_column(content: Content) -> bytes:
    look = _look(content)
    return _built(look, [_page(look, "page")], [*_header(content, look), *_sections(content.sections, look)])


def two_pages(content: Content) -> bytes:
    """One column, set wide, with the name and page number below each page."""
    look = _look(content, size=11.5, margin=72)

    def footer(canvas: Any, document: Any) -> None:
        canvas.setFont(look.face, 8)
        canvas.drawCentredString(look.page[0] / 2, 30, f"{content.name} – Page {document.page}")

    story = [*_header(content, look), *_sections(content.sections, look, gap=2.2)]
    return _built(look, [_page(look, "page", on_page=footer)], story)


def date_table(content: Content) -> bytes:
    """Posts and studies in a table: dates at the left, everything else at the right."""
    look = _look(content)
    story = _header(content, look)
    for section in content.sections:
        story += _heading(section, look)
        story += (
            [_rows(section, look, content.random.random() < 0.5)]
            if section.entries
            else _loose(section, look)
        )
    return _built(look, [_page(look, "page")], story)


def sidebar(content: Content) -> bytes:
    """A coloured column with contact and skills beside the career; the column ends with the first page."""
    look = _look(content, centred=False, margin=28)
    white = HexColor("#ffffff")
    width, height = look.page

    def ground(canvas: Any, _: Any) -> None:
        canvas.setFillColor(look.ink)
        canvas.rect(0, 0, SIDE, height, stroke=0, fill=1)

    side = Frame(0, 0, SIDE, height, 16, 24, 12, 36, id="side")
    main = Frame(SIDE, 0, width - SIDE, height, 22, 24, 28, 32, id="main")
    small = look.style(0.88, ink=white, spaceAfter=3)
    aside = [Paragraph("Contact", _heading_style(look, white)), *(_text(c, small) for c in content.contact)]
    for section in content.only("skills", "languages", "certifications"):
        aside.append(Paragraph(section.heading, _heading_style(look, white)))
        aside += [_text(item, small) for item in section.items]
    story: list[Flowable] = [*aside, NextPageTemplate("later"), FrameBreak()]
    story += [
        _text(content.name, look.style(2, bold=True)),
        _text(content.headline, look.style(1.2, ink=look.ink)),
    ]
    story += _sections(content.only("profile", "experience", "education"), look)
    first = PageTemplate("first", [side, main], onPage=ground)
    return _built(look, [first, _page(look, "later")], story)


@cache
def _register() -> None:
    for face in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(face, f"{face}.ttf"))


def _look(
    content: Content, *, size: float | None = None, margin: float | None = None, centred: bool | None = None
) -> Look:
    """The person's look; Vera when a name goes beyond Western European letters."""
    _register()
    dice = content.random
    face, bold = dice.choice(FACES)
    text = repr(content)
    if any(letter.encode("cp1252", "ignore") == b"" for letter in text):
        face, bold = "Vera", "VeraBd"
    return Look(
        face=face,
        bold=bold,
        size=(size or dice.choice((9.5, 10, 10.5))) * (0.88 if face == "Vera" else 1),
        ink=HexColor(dice.choice(INKS)),
        page=LETTER
        if any(", CA" in c or ", NY" in c or ", TX" in c or ", WA" in c for c in content.contact)
        else A4,
        margin=margin or dice.choice((45, 54, 62)),
        centred=dice.random() < 0.4 if centred is None else centred,
    )


def _built(look: Look, templates: list[PageTemplate], story: list[Flowable]) -> bytes:
    buffer = BytesIO()
    document = BaseDocTemplate(buffer, pagesize=look.page, pageTemplates=templates, invariant=1)
    document.build(story)
    return buffer.getvalue()


def _page(look: Look, name: str, on_page: Callable[[Any, Any], None] | None = None) -> PageTemplate:
    width, height, m = *look.page, look.margin
    frame = Frame(m, m, width - 2 * m, height - 2 * m, 0, 0, 0, 0, id=name)
    return PageTemplate(name, [frame], **({"onPage": on_page} if on_page else {}))


def _text(text: str, style: ParagraphStyle, **more: Any) -> Paragraph:
    return Paragraph(escape(text, quote=False), style, **more)


def _header(content: Content, look: Look) -> list[Flowable]:
    align: dict[str, Any] = {"alignment": TA_CENTER} if look.centred else {}
    return [
        _text(content.name, look.style(2, bold=True, ink=look.ink, **align)),
        _text(content.headline, look.style(1.2, **align)),
        _text("  |  ".join(content.contact), look.style(0.92, spaceBefore=3, spaceAfter=4, **align)),
    ]


def _heading_style(look: Look, ink: Any = None) -> ParagraphStyle:
    return look.style(1.15, bold=True, ink=ink or look.ink, spaceBefore=10, spaceAfter=3, keepWithNext=1)


def _heading(section: Section, look: Look) -> list[Flowable]:
    line = HRFlowable(width="100%", thickness=0.7, color=look.ink, spaceAfter=4)
    line.keepWithNext = 1
    return [_text(section.heading, _heading_style(look)), line]


def _sections(sections: tuple[Section, ...], look: Look, gap: float = 1) -> list[Flowable]:
    story: list[Flowable] = []
    for section in sections:
        story += _heading(section, look) + _loose(section, look)
        for entry in section.entries:
            story += [*_entry(entry, look), Spacer(0, 5 * gap)]
    return story


def _loose(section: Section, look: Look) -> list[Flowable]:
    flow: list[Flowable] = [_text(p, look.style(spaceAfter=2)) for p in section.paragraphs]
    return flow + ([_text(", ".join(section.items), look.style())] if section.items else [])


def _entry(entry: Entry, look: Look) -> list[Flowable]:
    """Head at the left, dates at the right, bullets below; the first two lines stay together."""
    right = look.style(0.92, alignment=TA_RIGHT)
    row = [[_text(entry.head, look.style(bold=True)), _text(entry.dates, right)]]
    head = Table(row, colWidths=["*", 150], style=_BARE)
    head.keepWithNext = 1
    sub = _text(entry.sub, look.style(ink=HexColor("#555555"), spaceAfter=2))
    return [head, sub, *_bullets(entry, look)]


def _bullets(entry: Entry, look: Look) -> list[Flowable]:
    style = look.style(leftIndent=12, bulletIndent=2, spaceAfter=1.5)
    return [_text(bullet, style, bulletText="•") for bullet in entry.bullets]


def _rows(section: Section, look: Look, lined: bool) -> Table:
    rows = [
        [
            _text(e.dates, look.style(0.92)),
            [_text(e.head, look.style(bold=True)), _text(e.sub, look.style()), *_bullets(e, look)],
        ]
        for e in section.entries
    ]
    width = look.page[0] - 2 * look.margin
    table = Table(rows, colWidths=[122, width - 122], style=_BARE)
    grid = [("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor("#bbbbbb")), ("BOTTOMPADDING", (0, 0), (-1, -1), 6)]
    table.setStyle(TableStyle(grid if lined else grid[1:]))
    return table


_BARE = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
)
