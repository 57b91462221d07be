"""HTML and Markdown → document: the text that a browser shows; what it does not show is set apart."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from typing import Any

import lxml.html
from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from domain.errors import BadFile
from knowledge.characters import clean, smuggled
from knowledge.documents import Document, Hidden, assembled
from knowledge.heads import learned
from knowledge.natures import at_turn

Element = Any
"""An lxml element; lxml has no types."""
_UNSHOWN = frozenset(
    {"script", "style", "head", "template", "noscript", "object", "iframe", "svg", "select", "datalist"}
)
_BLOCKS = frozenset(
    """p div section article header footer main aside nav h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tr thead tbody br hr
    blockquote pre address figure form fieldset body""".split()  # noqa: SIM905
)
_STRESSED = frozenset({"b", "strong", "em", "i", "u", "span"})
_SPACED = frozenset({"p", "ul", "ol", "dl", "table", "h1", "h2", "h3", "h4", "h5", "h6"})
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0?\.?0+(?![.\d])"
    r"|font-size\s*:\s*(?:[0-3](?:\.\d+)?(?:px|pt)|0(?![.\d]))|(?:text-indent|left|top|margin-left)\s*:\s*-\d{3,}"
    r"|clip\s*:\s*rect\(0|transform\s*:\s*scale\(0\)|(?<!max-)(?<!min-)\b(?:height|width)\s*:\s*0(?:px)?\s*(?:;|$)",
    re.IGNORECASE,
)
_WHITE = re.compile(
    r"(?<![\w-])color\s*:\s*(?:white|#fff(?:fff)?\b|#fefefe|rgba?\(25[0-5],\s*25[0-5],\s*25[0-5]|transparent)",
    re.I,
)
_ROW = re.compile(r"display\s*:\s*(?:inline-)?(?:flex|grid)", re.IGNORECASE)
_FLOATS = re.compile(r"float\s*:\s*right", re.IGNORECASE)
_GROUND = re.compile(r"background", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
DEEPEST = 250


def read_markdown(text: str) -> Document:
    """CommonMark with tables, as it is shown, but for the ends of short lines, which people mean to be seen."""
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    reader.core.ruler.push("short_lines", _break_short_lines)
    return read_html(reader.render(text))


WRAPPED = 60
"""Characters of a line that may have been broken for want of room."""


def _break_short_lines(state: StateCore) -> None:
    for child_list in (token.children for token in state.tokens if token.children):
        length = 0
        for child in child_list:
            length += len(child.content)
            if child.type == "softbreak":
                child.type = "hardbreak" if length < WRAPPED else child.type
                length = 0


def read_html(text: str) -> Document:
    """Nothing is fetched and no script runs. Raises `BadFile` (a sentence without its subject) when nested too deep."""
    try:
        root = lxml.html.document_fromstring(
            text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.ParserError, ValueError) as error:
        raise BadFile("is damaged. Please export it anew and upload it again.") from error
    reader = _Reader(root)
    reader.walk(root, None, False, 0)
    body = re.sub(r" *\t *", "\t", re.sub(r"\n[ \n]*\n", "\n\n", "".join(reader.seen)))
    spelt = [Hidden(s, "zero-width characters") for s in smuggled(body)]
    return assembled([body], [*reader.hidden, *spelt], headings=learned([*_looks(root)]))


def _looks(root: Element) -> Iterator[tuple[str, Hashable]]:
    """Short blocks of text alone, with their tags and classes."""
    for element in root.iter("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "dt", "th", "td", "legend"):
        text = re.sub(r"\s+", " ", element.text_content()).strip() if len(element) <= 2 else ""
        if text and len(text) < 80:
            around = element.getparent()
            yield (
                text,
                (element.tag, element.get("class"), element.get("style"), around is not None and around.tag),
            )


class _Reader:
    def __init__(self, root: Element) -> None:
        self.seen: list[str] = []
        self.hidden: list[Hidden] = []
        self._ends = 1
        self._styles = dict(_rules(root))

    def walk(self, element: Element, why: str | None, on_ground: bool, depth: int) -> None:
        """`why` an ancestor goes unseen; `on_ground` when one has a background of its own."""
        if depth > DEEPEST:
            raise BadFile("is nested far deeper than a resume. Please export it anew and upload it again.")
        if not isinstance(element.tag, str):
            self._keep(element.text, "a comment")
            return
        if element.tag in _UNSHOWN:
            return
        style = self._style(element)
        on_ground = on_ground or _GROUND.search(style) is not None
        why = why or _why(element, style, on_ground)
        self._open(element)
        self._put(element.text, why, element.tag == "pre")
        for child in element:
            apart = isinstance(child.tag, str) and _stands_apart(child, style, self._style(child))
            turn = _turn_at(element, child)
            if apart or turn == "before":
                self._part()
            self.walk(child, why, on_ground, depth + 1)
            if turn == "behind":
                self._part()
            self._put(child.tail, why, element.tag == "pre")
        if element.tag in _BLOCKS and element.tag != "br":
            self._break(2 if element.tag in _SPACED else 1)

    def _break(self, lines: int) -> None:
        """At least so many line ends before what follows."""
        if self.seen:
            self.seen.append("\n" * max(0, lines - self._ends))
            self._ends = max(self._ends, lines)

    def _part(self) -> None:
        """A tab between what stands apart on a line, as cells do."""
        if self.seen and self.seen[-1].strip():
            self._add("\t")

    def _open(self, element: Element) -> None:
        if element.tag in ("td", "th") and element.getprevious() is not None:
            self._add("\t")
        elif element.tag == "br":
            self._add("\n")
        elif element.tag in _BLOCKS:
            self._break(2 if element.tag in _SPACED else 1)
        if element.tag == "li":
            self._add("• ")

    def _add(self, text: str) -> None:
        self.seen.append(text)
        self._ends = len(text) - len(text.rstrip("\n")) if text.strip(" ") else self._ends

    def _put(self, text: str | None, why: str | None, kept: bool) -> None:
        if text and why:
            self._keep(text, why)
        elif text:
            flowing = text if kept else re.sub(r"[ \t\r\n\f]+", " ", text)
            if flowing.strip(" ") or not self._ends:
                self._add(flowing)

    def _keep(self, text: str | None, why: str) -> None:
        said = clean(re.sub(r"\s+", " ", text or ""))
        if any(character.isalnum() for character in said):
            self.hidden.append(Hidden(said, why))

    def _style(self, element: Element) -> str:
        names = [
            element.tag,
            *(f".{c}" for c in element.get("class", "").split()),
            f"#{element.get('id', '')}",
        ]
        colour = f"color:{element.get('color')};" if element.get("color") else ""
        ground = "background;" if element.get("bgcolor") else ""
        return ";".join(
            [*(self._styles[n] for n in names if n in self._styles), element.get("style", ""), colour, ground]
        )


def _stands_apart(child: Element, around: str, own: str) -> bool:
    """An inline element after another that a style sheet parts from it: in a flexible row or a grid, floating, or with
    nothing between the two where a word ends and another begins."""
    before = child.getprevious()
    if (
        not isinstance(child.tag, str)
        or child.tag in _BLOCKS
        or before is None
        or not isinstance(before.tag, str)
    ):
        return False
    if _ROW.search(around) or _FLOATS.search(own):
        return True
    glued = not (before.tail or "") and before.tag not in _BLOCKS
    left, right = "".join(before.itertext()), "".join(child.itertext())
    return (
        glued and re.search(r"[^\W_A-Z]\)?$", left) is not None and re.match(r"\(?[A-Z\d]", right) is not None
    )


def _turn_at(element: Element, child: Element) -> str | None:
    """Whether a line names something else before or behind its only stressed part ("<b>Clerk</b> Acme Ltd")."""
    if len(element) != 1 or child.tag not in _STRESSED:
        return None
    before, inside, behind = element.text or "", "".join(child.itertext()), child.tail or ""
    if bool(before.strip()) == bool(behind.strip()):
        return None
    text, turn = re.sub(r"\s", " ", before + inside + behind).strip(), len(before.lstrip()) or len(inside)
    return ("before" if before.strip() else "behind") if at_turn(text, turn) != text else None


def _why(element: Element, style: str, on_ground: bool) -> str | None:
    if element.get("hidden") is not None or element.get("type") == "hidden" or _HIDING.search(style):
        return "not shown by a browser"
    return "in the colour of its background" if _WHITE.search(style) and not on_ground else None


def _rules(root: Element) -> Iterator[tuple[str, str]]:
    """Declarations of the page's own style sheets by single selectors (".a", "#b", "p")."""
    for sheet in root.iter("style"):
        for selectors, declarations in _RULE.findall(sheet.text or ""):
            for selector in selectors.split(","):
                yield selector.strip(), declarations
