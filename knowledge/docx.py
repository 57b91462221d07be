"""DOCX → document: headers, body with tables, content controls and text boxes, footers; hidden runs set apart."""

from __future__ import annotations

import zipfile
from collections.abc import Hashable, Iterator
from io import BytesIO
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from domain.errors import BadFile
from knowledge.characters import clean, smuggled
from knowledge.documents import Document, Hidden, assembled
from knowledge.docx_styles import Styles
from knowledge.heads import faces, labels, learned
from knowledge.margin import dates_first
from knowledge.natures import at_turn

Element = Any
"""An lxml element of WordprocessingML; lxml has no types."""

P, TABLE, ROW, CELL, RUN = (qn(f"w:{tag}") for tag in ("p", "tbl", "tr", "tc", "r"))
TEXT_BOX = qn("w:txbxContent")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), FALLBACK, TEXT_BOX, qn("w:rPr"), qn("w:pPr")}
"""What is not shown (deleted text, the second copy of a drawing) or read on its own (text boxes)."""


def read_docx(content: bytes) -> Document:
    """Raises `BadFile` (a sentence without its subject) when damaged."""
    try:
        package = docx.Document(BytesIO(content))
        reader = _Reader(Styles(package.styles.element, _numbering(package)))
        parts = [*_headers(package, "header"), package.element.body, *_headers(package, "footer")]
        lines = [line for part in parts for line in reader.lines(part)]
        headings, groups = learned(reader.looks), labels(reader.looks)
        set_in = faces((line, look[:2]) for line, look in reader.looks)
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise BadFile("is damaged. Please export it anew and upload it again.") from error
    text = "\n".join(lines)
    spelt = [Hidden(found, "zero-width characters") for found in smuggled(text)]
    return assembled([text], [*reader.hidden, *spelt], headings=headings, labels=groups, faces=set_in)


def _numbering(package: Any) -> Element | None:
    """The root of the part that defines lists; None where the file has none."""
    parts = (
        rel.target_part for rel in package.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.NUMBERING
    )
    return next((part.element for part in parts), None)


def _headers(package: Any, which: str) -> list[Element]:
    """Each header or footer once: those of the first page, of even pages, and of all others."""
    parts: list[Element] = []
    for section in package.sections:
        for name in (f"first_page_{which}", which, f"even_page_{which}"):
            part = getattr(section, name)
            if not part.is_linked_to_previous and part._element not in parts:
                parts.append(part._element)
    return parts


class _Reader:
    """Walks WordprocessingML and keeps apart what a reader does not see."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.hidden: list[Hidden] = []
        self.looks: list[tuple[str, tuple[Hashable, ...]]] = []
        """Paragraphs with their style and the look of their first run."""

    def lines(self, part: Element) -> list[str]:
        """Lines of a part, a cell or a text box; an empty line after each paragraph that ends with space."""
        found: list[str] = []
        for block in _blocks(part):
            found += self._table(block) if block.tag == TABLE else self._paragraph(block)
        return found

    def _paragraph(self, paragraph: Element) -> list[str]:
        seen: list[str] = []
        turns: list[int] = []
        style: object = None
        unseen: list[tuple[str, str]] = []
        for run in _runs(paragraph):
            text = _text(run)
            why = self.styles.unseen(run, paragraph) if text.strip() else None
            if why:
                unseen.append((text, why))
            else:
                if seen and text.strip() and style is not None and _look(run) != style:
                    turns.append(sum(map(len, seen)))
                style = _look(run) if text.strip() else style
                seen.append(text)
        self._keep(unseen)
        boxes = [
            box for box in paragraph.iter(TEXT_BOX) if not _inside_fallback(box) and _box_of(box) is None
        ]
        boxed = [line for box in boxes for line in self.lines(box)]
        line = "".join(seen)
        if line.strip():
            self.looks.append((line.strip(), (_style_of(paragraph), _emphasis(paragraph), line.isupper())))
            line = f"• {line.lstrip()}" if self.styles.is_bullet(paragraph) else line
        return [*boxed, *(at_turn(line, turns[0]) if len(turns) == 1 else line).split("\n")]

    def _keep(self, unseen: list[tuple[str, str]]) -> None:
        for why in dict.fromkeys(why for _, why in unseen):
            text = clean("".join(text for text, reason in unseen if reason == why))
            if any(character.isalnum() for character in text):
                self.hidden.append(Hidden(text, why))

    def _table(self, table: Element) -> list[str]:
        found: list[str] = []
        for row in _within(table, ROW):
            cells = [[line for line in self.lines(cell) if line.strip()] for cell in _within(row, CELL)]
            cells = dates_first(cells)
            if all(len(cell) <= 1 for cell in cells):
                found.append("\t".join(line for cell in cells for line in cell))
            else:
                found += [line for cell in cells for line in [*cell, ""]]
        return [*found, ""]


def _blocks(part: Element) -> Iterator[Element]:
    """Paragraphs and tables in order, also those inside content controls and kept insertions."""
    for child in part:
        if child.tag in (P, TABLE):
            yield child
        elif child.tag not in _SKIPPED:
            yield from _blocks(child)


def _within(parent: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also through content controls, not those of nested tables."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in (P, TABLE):
            yield from _within(child, tag)


def _runs(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == RUN:
            yield child
        elif child.tag not in _SKIPPED:
            yield from _runs(child)


def _look(run: Element) -> tuple[bool, ...]:
    """Which of bold, italic, colour and a style of its own a run has."""
    properties = run.find(qn("w:rPr"))
    return tuple(
        properties is not None and properties.find(qn(tag)) is not None
        for tag in ("w:b", "w:i", "w:color", "w:rStyle")
    )


def _style_of(paragraph: Element) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else style.get(qn("w:val"), "")


def _emphasis(paragraph: Element) -> tuple[object, ...]:
    """How the first run with text looks, and its size."""
    run = next((run for run in _runs(paragraph) if _text(run).strip()), None)
    if run is None:
        return ()
    size = run.find(f"{qn('w:rPr')}/{qn('w:sz')}")
    return (*_look(run), None if size is None else size.get(qn("w:val")))


def _text(run: Element) -> str:
    parts: list[str] = []
    for child in run:
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag == qn("w:sym"):
            parts.append("• " if child.get(qn("w:char"), "").upper().startswith("F0") else "")
        else:
            parts.append(_BREAKS.get(child.tag, ""))
    return "".join(parts)


def _inside_fallback(box: Element) -> bool:
    return any(ancestor.tag == FALLBACK for ancestor in box.iterancestors())


def _box_of(box: Element) -> Element | None:
    """The text box that holds this one, which reads it itself."""
    return next((ancestor for ancestor in box.iterancestors(TEXT_BOX)), None)
