"""ODT (OpenDocument 1.3 text) → document: paragraphs, lists and tables in order; hidden and white text set apart."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

import defusedxml
from defusedxml import ElementTree

from domain.errors import BadFile
from knowledge.characters import clean, smuggled
from knowledge.documents import Document, Hidden, assembled

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _TABLE, _STYLE, _OFFICE = (_NS % name for name in ("text", "table", "style", "office"))
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_UNSHOWN = {_OFFICE + "annotation", _TEXT + "tracked-changes", _TEXT + "note-citation", _OFFICE + "scripts"}
_DAMAGED = "is damaged. Please export it anew and upload it again."


def read_odt(content: bytes) -> Document:
    """Raises `BadFile` (a sentence without its subject) when damaged."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            body = ElementTree.fromstring(archive.read("content.xml"))
            styles = ElementTree.fromstring(archive.read("styles.xml")) if "styles.xml" in names else None
    except (zipfile.BadZipFile, KeyError, ParseError, defusedxml.DefusedXmlException) as error:
        raise BadFile(_DAMAGED) from error
    reader = _Reader([part for part in (styles, body) if part is not None])
    for part in (styles, body):
        if part is not None:
            for root in (*part.iter(_STYLE + "header"), *part.iter(_OFFICE + "text")):
                reader.block(root)
    text = "\n".join(reader.lines)
    return assembled([text], [*reader.hidden, *(Hidden(s, "zero-width characters") for s in smuggled(text))])


class _Reader:
    def __init__(self, parts: list[Element]) -> None:
        self.lines: list[str] = []
        self.hidden: list[Hidden] = []
        self._unseen = dict(pair for part in parts for pair in _unseen_styles(part))

    def block(self, element: Element) -> None:
        for child in element:
            if child.tag in (_TEXT + "p", _TEXT + "h"):
                self.lines += ([""] if child.tag.endswith("}h") else []) + self._paragraph(child)
            elif child.tag == _TABLE + "table":
                self._table(child)
            elif child.tag == _TEXT + "list-item":
                before = len(self.lines)
                self.block(child)
                self.lines[before : before + 1] = [f"• {line}" for line in self.lines[before : before + 1]]
            elif child.tag not in _UNSHOWN:
                self.block(child)

    def _table(self, table: Element) -> None:
        for row in table.iter(_TABLE + "table-row"):
            cells = []
            for cell in row.iter(_TABLE + "table-cell"):
                kept, self.lines = self.lines, []
                self.block(cell)
                cells.append([line for line in self.lines if line.strip()])
                self.lines = kept
            if all(len(cell) <= 1 for cell in cells):
                self.lines.append("\t".join(line for cell in cells for line in cell))
            else:
                self.lines += [line for cell in cells for line in [*cell, ""]]
        self.lines.append("")

    def _paragraph(self, paragraph: Element) -> list[str]:
        seen = self._inline(paragraph, self._unseen.get(paragraph.get(_TEXT + "style-name", "")))
        boxes: list[str] = []
        for box in paragraph.iter(_NS % "drawing" + "text-box"):
            kept, self.lines = self.lines, []
            self.block(box)
            boxes, self.lines = [*boxes, *self.lines], kept
        return [*boxes, *seen.split("\n")]

    def _inline(self, element: Element, why: str | None) -> str:
        parts = [self._seen(element.text, why)]
        for child in element:
            if child.tag in (_TEXT + "tab", _TEXT + "line-break"):
                parts.append("\t" if child.tag.endswith("}tab") else "\n")
            elif child.tag == _TEXT + "s":
                parts.append(" ")
            elif child.tag in (_TEXT + "hidden-text", _TEXT + "hidden-paragraph"):
                self._seen(child.get(_TEXT + "string-value") or child.text, "marked as hidden")
            elif child.tag not in _UNSHOWN and not child.tag.startswith(_NS % "drawing"):
                parts.append(
                    self._inline(child, why or self._unseen.get(child.get(_TEXT + "style-name", "")))
                )
            parts.append(self._seen(child.tail, why))
        return "".join(parts)

    def _seen(self, text: str | None, why: str | None) -> str:
        if text and why and any(character.isalnum() for character in text):
            self.hidden.append(Hidden(clean(text), why))
        return "" if why else text or ""


def _unseen_styles(part: Element) -> list[tuple[str, str]]:
    """Names of styles that hide their text, and how."""
    found = []
    for style in part.iter(_STYLE + "style"):
        properties = style.find(_STYLE + "text-properties")
        why = None if properties is None else _why(properties)
        if why:
            found.append((style.get(_STYLE + "name", ""), why))
    return found


def _why(properties: Element) -> str | None:
    size = properties.get(_FO + "font-size", "")
    if properties.get(_TEXT + "display") == "none":
        return "marked as hidden"
    if size.endswith("pt") and float(size[:-2] or 12) < 3.5:
        return "too small to read"
    white = properties.get(_FO + "color", "").lower() in ("#ffffff", "#fefefe")
    grounded = properties.get(_FO + "background-color", "transparent") not in ("transparent", "#ffffff")
    return "in the colour of its background" if white and not grounded else None
