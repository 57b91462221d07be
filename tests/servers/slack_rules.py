"""What Slack refuses in messages and dialogs, after docs.slack.dev/reference/block-kit and slack_sdk's own models."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import Any

from aiohttp import web
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

Json = dict[str, Any]

IN_MESSAGES = {
    "header",
    "section",
    "rich_text",
    "context",
    "context_actions",
    "actions",
    "table",
    "divider",
    "markdown",
}
IN_VIEWS = {"header", "section", "rich_text", "context", "actions", "divider", "input"}
RUNS = {"text": {"text", "style"}, "link": {"url", "text", "style"}, "emoji": {"name"}, "user": {"user_id"}}
RUNS |= {"broadcast": {"range"}, "channel": {"channel_id"}}
RICH = {"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"}
TOO_LONG = 13_200


class Refused(Exception):
    """`ok: false` with this error and these messages."""

    def __init__(self, error: str, *messages: str) -> None:
        super().__init__(error, *messages)
        self.error = error
        self.messages = list(messages)


def required(arguments: Json, name: str) -> Any:
    if not arguments.get(name):
        raise Refused("invalid_arguments", f"missing required field: {name}")
    return arguments[name]


async def read_arguments(request: web.Request) -> Json:
    """JSON, or a form whose values may be JSON."""
    if request.content_type == "application/json":
        return dict(await request.json())
    arguments: Json = {**request.query, **(await request.post())}
    for name, value in arguments.items():
        with contextlib.suppress(ValueError):
            arguments[name] = json.loads(value) if value[:1] in "{[" else value
    return arguments


def check_message(blocks: list[Json], text: str | None) -> None:
    """Raises `Refused` as chat.postMessage and its kin do."""
    if not blocks and not text:
        raise Refused("no_text")
    if len(text or "") > 40_000:
        raise Refused("msg_too_long")
    _check(len(blocks) <= 50, "no more than 50 items allowed [json-pointer:/blocks]")
    for n, block in enumerate(blocks):
        _check(
            block.get("type") in IN_MESSAGES,
            f"unsupported type: {block.get('type')} [json-pointer:/blocks/{n}]",
        )
        _check_block(block)
    _check(sum(b["type"] == "table" for b in blocks) <= 1, "only one table allowed")
    if sum(len(json.dumps(block, ensure_ascii=False)) for block in blocks) > TOO_LONG:
        raise Refused("msg_blocks_too_long")


def check_view(view: Json) -> None:
    """Raises `Refused` as views.open and views.publish do."""
    try:
        View(**view).to_dict()
    except (SlackObjectFormationError, TypeError, KeyError) as error:
        raise Refused("invalid_arguments", str(error)) from error
    inputs = [block for block in view["blocks"] if block.get("type") == "input"]
    _check(not inputs or "submit" in view, "missing required field: submit [json-pointer:/view]")
    _check(view["type"] == "home" or bool(view.get("title")), "missing required field: title")
    names = [block["block_id"] for block in inputs]
    _check(len(names) == len(set(names)), "block_id must be unique")
    for block in view["blocks"]:
        _check(block.get("type") in IN_VIEWS, f"unsupported type: {block.get('type')}")
        _check_block(block)


def _check_block(block: Json) -> None:
    try:
        parsed = Block.parse(json.loads(json.dumps(block)))
        _check(parsed is not None, f"unsupported type: {block.get('type')}")
        assert parsed is not None
        parsed.to_dict()
    except (SlackObjectFormationError, TypeError) as error:
        raise Refused("invalid_blocks", str(error)) from error
    for text in _plain_texts(block):
        _check(bool(text["text"].strip()), "must be more than 0 characters")
    match block["type"]:
        case "rich_text":
            _check_rich(block["elements"])
        case "table":
            _check_table(block)
        case "actions" | "context_actions":
            _check_actions(block["elements"])
        case "input":
            _check_actions([block["element"]])


def _plain_texts(part: Any) -> Iterator[Json]:
    if isinstance(part, list):
        for one in part:
            yield from _plain_texts(one)
    if isinstance(part, dict):
        if part.get("type") in ("plain_text", "mrkdwn", "raw_text"):
            yield part
        for one in part.values():
            yield from _plain_texts(one)


def _check_rich(elements: list[Json]) -> None:
    _check(bool(elements), "must provide elements")
    for element in elements:
        _check(element["type"] in RICH, f"unsupported type: {element['type']}")
        _check(bool(element["elements"]), "must provide elements")
        if element["type"] == "rich_text_list":
            _check(element["style"] in ("bullet", "ordered"), "invalid style")
            _check(all(one["type"] == "rich_text_section" for one in element["elements"]), "sections only")
            _check_rich(element["elements"])
            continue
        for run in element["elements"]:
            _check(
                run["type"] in RUNS and set(run) <= {"type", *RUNS[run["type"]]}, f"invalid element: {run}"
            )
            _check(run["type"] != "text" or bool(run["text"]), "must be more than 0 characters")
            _check(run["type"] != "link" or len(run["url"]) <= 3_000, "url too long")


def _check_table(block: Json) -> None:
    rows = block["rows"]
    _check(1 <= len(rows) <= 100, "1 to 100 rows")
    _check(all(1 <= len(row) <= 20 for row in rows), "1 to 20 cells")
    _check(len({len(row) for row in rows}) == 1, "rows of equal length")
    _check(sum(len(cell["text"]) for row in rows for cell in row) <= 10_000, "table too long")


def _check_actions(elements: list[Json]) -> None:
    _check(bool(elements), "must provide elements")
    ids = [element["action_id"] for element in elements]
    _check(len(ids) == len(set(ids)), "action_id must be unique in its block")
    for element in elements:
        _check(element.get("style") in (None, "primary", "danger"), "invalid style")
        values = [option["value"] for option in element.get("options", [])]
        _check(all(0 < len(value) <= 150 for value in values), "option value: 1 to 150 characters")
        _check(element["type"] != "checkboxes" or 1 <= len(values) <= 10, "1 to 10 checkboxes")
        _check(element["type"] != "static_select" or 1 <= len(values) <= 100, "1 to 100 options")


def _check(good: bool, message: str) -> None:
    if not good:
        raise Refused("invalid_blocks", message)
