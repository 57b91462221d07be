"""CommonMark (with tables and strikethrough) to Slack's rich text.

Rich text elements are taken literally by Slack: nothing in them is parsed for mentions or links, so text written by
people, resumes or models cannot call `@channel` or hide a link. Nothing here ever makes a mention element.
https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from bot.slack.wire import Json

_READER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_STYLES = {"strong": "bold", "em": "italic", "s": "strike"}
_DEEPEST_LIST = 5
_LONGEST_URL = 3_000

Style = Mapping[str, bool]
PLAIN: Style = {}
BOLD: Style = {"bold": True}
ITALIC: Style = {"italic": True}
CODE: Style = {"code": True}


def size(block: Json) -> int:
    """Characters a block counts for, as far as Slack's `msg_blocks_too_long` can be told from outside."""
    return len(json.dumps(block, ensure_ascii=False))


def clean(text: str) -> str:
    """Without control characters, which extracted documents carry and Slack rejects."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", " ", text)


def clip(text: str, length: int) -> str:
    """At most `length` characters; a cut is shown by an ellipsis."""
    return clean(text) if len(text) <= length else clean(text[: length - 1]).rstrip() + "…"


def words(text: str, style: Style = PLAIN) -> Json:
    """A run of text in one style."""
    run: Json = {"type": "text", "text": clean(text)}
    return run | {"style": dict(style)} if style else run


def link(url: str, text: str, style: Style = PLAIN) -> Json:
    run: Json = {"type": "link", "url": url, "text": clean(text) or url}
    return run | {"style": dict(style)} if style else run


def section(*runs: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(runs)}


def quote(*runs: Json) -> Json:
    return {"type": "rich_text_quote", "elements": list(runs)}


def monospaced(text: str) -> Json:
    return {"type": "rich_text_preformatted", "elements": [words(text)]}


def rich_text(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def from_markdown(markdown: str, room: int) -> tuple[Json | None, bool]:
    """A rich text block of at most `room` characters (see `size`), None when there is nothing to show; and whether
    all of the text is in it."""
    length = max(min(len(markdown), room), 0)
    while length:
        elements = _elements(SyntaxTreeNode(_READER.parse(clip(markdown, length))).children)
        block = rich_text(*elements)
        if size(block) <= room:
            return (block if elements else None), length == len(markdown)
        length = length * room * 95 // (size(block) * 100)
    return None, not markdown.strip()


def spoken(elements: Iterable[Json]) -> str:
    """The bare words of rich text elements, a line each."""
    return "\n".join(line for line in (_line(element).strip() for element in elements) if line)


def _line(element: Json) -> str:
    if element["type"] == "rich_text_list":
        return "\n".join(f"• {_line(item)}" for item in element["elements"])
    return "".join(run.get("text", "") for run in element["elements"])


def _elements(nodes: Iterable[SyntaxTreeNode], indent: int = 0) -> list[Json]:
    found: list[Json] = []
    for node in nodes:
        for element in _element(node, indent):
            _append(found, element)
    return found


def _append(found: list[Json], element: Json) -> None:
    """Slack sets no space between two sections, so paragraphs that follow each other become one, a blank line apart."""
    if found and found[-1]["type"] == element["type"] == "rich_text_section":
        _join(found[-1]["elements"], [words("\n\n"), *element["elements"]])
    else:
        found.append(element)


def _join(runs: list[Json], more: Iterable[Json]) -> None:
    """Add runs to runs; neighbours in one style become one, and empty ones disappear."""
    for run in more:
        same = runs and runs[-1]["type"] == run["type"] == "text"
        if same and runs[-1].get("style") == run.get("style"):
            runs[-1]["text"] += run["text"]
        elif run["text"]:
            runs.append(run)


def _element(node: SyntaxTreeNode, indent: int) -> list[Json]:
    match node.type:
        case "paragraph" | "heading":
            runs = _runs(node.children, BOLD if node.type == "heading" else PLAIN)
            return [section(*runs)] if runs else []
        case "bullet_list" | "ordered_list":
            return _list(node, indent)
        case "blockquote":
            runs = [run for part in _elements(node.children) for run in _flat(part)]
            return [quote(*runs)] if runs else []
        case "fence" | "code_block":
            return [monospaced(node.content.rstrip("\n"))] if node.content.strip() else []
        case "table":
            return [monospaced(_grid(node))]
        case _:
            return []


def _flat(element: Json) -> list[Json]:
    """The runs of an element inside a quote, which holds no blocks of its own."""
    if element["type"] == "rich_text_list":
        return [run for item in element["elements"] for run in (words("\n• "), *item["elements"])]
    return list(element["elements"])


def _list(node: SyntaxTreeNode, indent: int) -> list[Json]:
    """A list, and each list inside it as one of its own, further in: Slack's lists hold sections alone."""
    style = "ordered" if node.type == "ordered_list" else "bullet"
    start = max(int(node.attrs.get("start", 1)) - 1, 0) if style == "ordered" else 0
    found: list[Json] = []
    count = start
    for item in node.children:
        parts = _elements(item.children, min(indent + 1, _DEEPEST_LIST))
        own = [run for part in parts if part["type"] != "rich_text_list" for run in _flat(part)]
        if own:
            _extend(found, style, indent, count, section(*own))
            count += 1
        found += [part for part in parts if part["type"] == "rich_text_list"]
    return found


def _extend(found: list[Json], style: str, indent: int, count: int, item: Json) -> None:
    last = found[-1] if found else None
    if last and last["indent"] == indent:
        last["elements"].append(item)
        return
    start: Json = {"type": "rich_text_list", "style": style, "indent": indent, "elements": [item]}
    found.append(start | ({"offset": count} if style == "ordered" and count else {}))


def _runs(nodes: Iterable[SyntaxTreeNode], style: Style) -> list[Json]:
    found: list[Json] = []
    for node in nodes:
        _join(found, _run(node, style))
    return found


def _run(node: SyntaxTreeNode, style: Style) -> list[Json]:
    match node.type:
        case "inline":
            return _runs(node.children, style)
        case "strong" | "em" | "s":
            return _runs(node.children, {**style, _STYLES[node.type]: True})
        case "code_inline":
            return [words(node.content, {**style, **CODE})]
        case "softbreak":
            return [words(" ", style)]
        case "hardbreak":
            return [words("\n", style)]
        case "link":
            return _link(str(node.attrs["href"]), node.children, style)
        case "image":
            return _link(str(node.attrs["src"]), node.children, style)
        case _:
            return [words(node.content, style)]


def _link(url: str, label: Iterable[SyntaxTreeNode], style: Style) -> list[Json]:
    runs = _runs(label, style)
    if not url.startswith(("https://", "http://", "mailto:")) or len(url) > _LONGEST_URL:
        return runs
    return [link(url, "".join(run["text"] for run in runs), style)]


def _grid(table: SyntaxTreeNode) -> str:
    rows = [
        ["".join(run["text"] for run in _runs(cell.children, PLAIN)) for cell in row.children]
        for part in table.children
        for row in part.children
    ]
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)
