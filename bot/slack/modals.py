"""Dialogs: a form's fields, a reason, and what was entered.

Limits: title and buttons 24 characters, 100 blocks, 100 options of 75 characters with values of 150.
https://docs.slack.dev/reference/views/modal-views
"""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.slack import rich_text as rich
from bot.slack.buttons import plain
from bot.slack.wire import FORM_DIALOG, RATING_DIALOG, REASON_DIALOG, FormShown, Json, Rated, ReasonAsked
from domain.messages import Card, Form, FormField, Plain

_TITLE = 24
_INPUTS = 99
_OPTIONS = 100
_OPTION_VALUE = 150
_TEXT = 3_000
_ENTRY = "entry"
"""`action_id` of every input; its `block_id` is the field's name."""


def waiting() -> Json:
    """Opened at once, since Slack gives three seconds, and then filled."""
    return _modal("Details", [_said("One moment …")])


def notice(text: str) -> Json:
    return _modal("Details", [_said(text)])


def form_modal(card: Card, form: Form, shown: FormShown) -> Json:
    inputs = [_input(field) for field in form.fields[:_INPUTS]]
    lead, _ = rich.from_markdown(card.text or "", _TEXT)
    return _modal(
        card.title or "Details",
        [*([lead] if lead else []), *inputs] or [_said("Nothing more is needed.")],
        submit=form.submit,
        callback=FORM_DIALOG,
        remember=shown,
    )


def reason_modal(label: str, asked: ReasonAsked) -> Json:
    field = FormField(name="reason", label="Reason", kind="long_text", help="Kept with the decision.")
    return _modal(label, [_input(field)], callback=REASON_DIALOG, remember=asked)


def rating_modal(rated: Rated) -> Json:
    """Closing it without a reason is an answer, too: Slack then sends `view_closed`."""
    field = FormField(name="reason", label="What was wrong?", kind="long_text", required=False)
    modal = _modal("Feedback", [_input(field)], callback=RATING_DIALOG, remember=rated)
    return modal | {"notify_on_close": True}


def entered(view: Json) -> dict[str, Any]:
    """What a person filled in, by field name; None for what was left empty, false for a tick."""
    return {name: _entry(inputs[_ENTRY]) for name, inputs in view["state"]["values"].items()}


def _entry(entry: Json) -> Any:
    match entry["type"]:
        case "datepicker":
            return entry.get("selected_date")
        case "static_select":
            return (entry.get("selected_option") or {}).get("value")
        case "checkboxes":
            return bool(entry.get("selected_options"))
        case "number_input":
            return _number(entry.get("value"))
        case _:
            return entry.get("value") or None


def _number(text: str | None) -> int | float | None:
    if not text:
        return None
    number = float(text)
    return int(number) if number.is_integer() else number


def _modal(
    title: str,
    content: list[Json],
    *,
    submit: str | None = None,
    callback: str = "",
    remember: Plain | None = None,
) -> Json:
    modal: Json = {
        "type": "modal",
        "title": plain(title, _TITLE),
        "close": plain("Cancel" if remember else "Close", _TITLE),
        "blocks": content,
    }
    if remember:
        modal |= {
            "submit": plain(submit or "Send", _TITLE),
            "callback_id": callback,
            "private_metadata": remember.model_dump_json(),
        }
    return modal


def _said(text: str) -> Json:
    return rich.rich_text(rich.section(rich.words(text)))


def _input(field: FormField) -> Json:
    """A tick may stay empty: whether it has to be set is for the tool that asked to say."""
    shown: Json = {
        "type": "input",
        "block_id": field.name,
        "label": plain(field.label, 150),
        "optional": not field.required or field.kind == "tick",
        "element": _element(field) | {"action_id": _ENTRY},
    }
    return shown | ({"hint": plain(field.help, 150)} if field.help else {})


def _element(field: FormField) -> Json:
    match field.kind:
        case "date":
            return {"type": "datepicker"} | _given("initial_date", _day(field.value))
        case "number":
            value = None if field.value is None else str(field.value)
            number: Json = {"type": "number_input", "is_decimal_allowed": True}
            return number | _given("initial_value", value)
        case "choice":
            return _choice(field)
        case "tick":
            return _tick(field)
        case "text" | "long_text":
            text = None if field.value is None else rich.clip(str(field.value), _TEXT)
            box: Json = {
                "type": "plain_text_input",
                "max_length": _TEXT,
                "multiline": field.kind == "long_text",
            }
            return box | _given("initial_value", text)


def _choice(field: FormField) -> Json:
    options = [_option(o.label, o.value) for o in field.options if 0 < len(o.value) <= _OPTION_VALUE][
        :_OPTIONS
    ]
    if not options:
        return {"type": "plain_text_input", "max_length": _TEXT}
    chosen = next((o for o in options if o["value"] == field.value), None)
    return {"type": "static_select", "options": options} | _given("initial_option", chosen)


def _tick(field: FormField) -> Json:
    yes = _option(field.label, "yes")
    return {"type": "checkboxes", "options": [yes]} | _given(
        "initial_options", [yes] if field.value is True else None
    )


def _option(label: str, value: str) -> Json:
    return {"text": plain(label, 75), "value": value}


def _day(value: Any) -> str | None:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        return None


def _given(name: str, value: Any) -> Json:
    return {} if value is None or value == "" else {name: value}
