"""Whether a reader sees a run of a DOCX file: hidden, tiny, or in the colour of what is behind it; and which paragraphs stand
behind a bullet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

Element = Any
TINY_HALF_POINTS = 8
"""Font sizes below this (in half points) are too small to read."""
CLOSE = 40
"""Largest difference in any colour channel (0 to 255) at which text still goes unseen."""
WHITE, BLACK = "FFFFFF", "000000"


class Styles:
    """Properties of runs, by themselves, their styles and the defaults, as far as they decide what is seen."""

    def __init__(self, styles: Element, numbering: Element | None = None) -> None:
        """`numbering` is the root of the part that defines lists, where the file has one."""
        self._by_id = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))}
        self._default = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        self._bullets = _bulleted_lists(numbering) if numbering is not None else set()

    def is_bullet(self, paragraph: Element) -> bool:
        """Whether the paragraph is drawn with a bullet before it: its own list, or else that of its style, has them."""
        own = paragraph.find(qn("w:pPr"))
        named = None if own is None else _value(own.find(qn("w:pStyle")))
        for properties in (own, *self._chain(named, "w:pPr")):
            numbers = None if properties is None else properties.find(qn("w:numPr"))
            if numbers is not None and (list_id := _value(numbers.find(qn("w:numId")))) is not None:
                return list_id in self._bullets
        return False

    def unseen(self, run: Element, paragraph: Element) -> str | None:
        """Why a run is not seen; None when it is."""
        sources = list(self._sources(run, paragraph))
        if any(_on(_first(sources, tag)) for tag in ("w:vanish", "w:specVanish")):
            return "formatted as hidden"
        size = _value(_first(sources, "w:sz"))
        if size is not None and size.isdigit() and int(size) < TINY_HALF_POINTS:
            return "too small to read"
        colour = _colour(_value(_first(sources, "w:color")), BLACK)
        if _distance(colour, self._behind(run, paragraph, sources, colour)) <= CLOSE:
            return "in the colour of its background"
        return None

    def _sources(self, run: Element, paragraph: Element) -> Iterator[Element]:
        """Run properties from the nearest on: the run's own, its style's, the paragraph style's, the defaults."""
        own = run.find(qn("w:rPr"))
        if own is not None:
            yield own
            yield from self._chain(_value(own.find(qn("w:rStyle"))))
        properties = paragraph.find(qn("w:pPr"))
        named = None if properties is None else _value(properties.find(qn("w:pStyle")))
        yield from self._chain(named or "Normal")
        if self._default is not None:
            yield self._default

    def _chain(self, style_id: str | None, kind: str = "w:rPr") -> Iterator[Element]:
        """Properties (of runs, or of that kind) of a style and of those it is based on."""
        passed: set[str] = set()
        while style_id and style_id not in passed and style_id in self._by_id:
            passed.add(style_id)
            style = self._by_id[style_id]
            found = style.find(qn(kind))
            if found is not None:
                yield found
            style_id = _value(style.find(qn("w:basedOn")))

    def _behind(self, run: Element, paragraph: Element, sources: list[Element], colour: str) -> str:
        """The nearest shading behind a run, white when there is none. A filled shape or a styled table that has any
        shading counts as the opposite of the text: which of its cells are shaded is beyond this check."""
        near = [*sources, *(p for p in [paragraph.find(qn("w:pPr"))] if p is not None)]
        for ancestor in paragraph.iterancestors():
            if ancestor.tag == qn("w:tc"):
                near += ancestor.findall(qn("w:tcPr"))
            elif ancestor.tag == qn("w:tbl"):
                near += ancestor.findall(qn("w:tblPr"))
                if self._styled_table_is_shaded(ancestor):
                    return _opposite(colour)
            elif ancestor.tag == qn("w:txbxContent") and _filled(ancestor):
                return _opposite(colour)
        shades = (_fill(source) for source in near)
        return next((shade for shade in shades if shade), WHITE)

    def _styled_table_is_shaded(self, table: Element) -> bool:
        named = _value(table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}"))
        style = self._by_id.get(named)
        return style is not None and any(
            _colour(shade.get(qn("w:fill")), WHITE) != WHITE for shade in style.iter(qn("w:shd"))
        )


def _bulleted_lists(numbering: Element) -> set[str]:
    """Ids of lists whose first level has a bullet."""
    bullets = {
        shape.get(qn("w:abstractNumId"))
        for shape in numbering.iter(qn("w:abstractNum"))
        if (level := shape.find(qn("w:lvl"))) is not None
        and _value(level.find(qn("w:numFmt"))) == "bullet"
        and _value(level.find(qn("w:lvlText")))
    }
    return {
        found.get(qn("w:numId"))
        for found in numbering.iter(qn("w:num"))
        if _value(found.find(qn("w:abstractNumId"))) in bullets
    }


def _first(sources: list[Element], tag: str) -> Element | None:
    found = (source.find(qn(tag)) for source in sources)
    return next((element for element in found if element is not None), None)


def _value(element: Element | None) -> str | None:
    return None if element is None else element.get(qn("w:val"))


def _on(element: Element | None) -> bool:
    return element is not None and _value(element) not in ("0", "false", "off", "none")


def _fill(properties: Element) -> str | None:
    shade = properties.find(qn("w:shd"))
    highlight = _value(properties.find(qn("w:highlight")))
    if highlight and highlight != "none":
        return {"white": WHITE, "black": BLACK}.get(highlight, "808080")
    fill = None if shade is None else shade.get(qn("w:fill"))
    return None if fill in (None, "auto") else _colour(fill, WHITE)


def _filled(box: Element) -> bool:
    """Whether the shape around a text box may be filled: DrawingML or VML says nothing of "no fill"."""
    shape = next((a for a in box.iterancestors() if a.tag.endswith(("}wsp", "}shape", "}rect"))), None)
    if shape is None:
        return False
    properties = next((child for child in shape if child.tag.endswith("}spPr")), None)
    if properties is None:
        return shape.get("fillcolor", "white") not in ("white", "#ffffff") and shape.get("filled") != "f"
    return any(
        child.tag.endswith(("}solidFill", "}gradFill", "}pattFill", "}blipFill")) for child in properties
    )


def _colour(value: str | None, default: str) -> str:
    return value.upper() if value and len(value) == 6 else default


def _distance(a: str, b: str) -> int:
    try:
        return max(abs(int(a[i : i + 2], 16) - int(b[i : i + 2], 16)) for i in (0, 2, 4))
    except ValueError:
        return 255


def _opposite(colour: str) -> str:
    return BLACK if _distance(colour, WHITE) <= 128 else WHITE
