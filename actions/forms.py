"""Missing details as one form: fields read off the tool's argument model, and read back once they were sent."""

from __future__ import annotations

import types
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin

from babel.dates import format_date
from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from actions.tool import Args, Tool
from domain.messages import Card, Fact, Form, FormField, Option

RESOLVED = "resolved_"
QUOTE = "'"
NEEDED = "needed"
"""In a field's `json_schema_extra`: needed in the end, but what is given is checked before it is asked for."""
HIDDEN = {"hidden": True}
"""`json_schema_extra` of an argument that a button gives and nobody types."""


def form(
    tool: Tool[Any],
    form_id: str,
    given: Mapping[str, Any],
    options: Mapping[str, tuple[Option, ...]],
    problems: Mapping[str, str],
) -> Form:
    """Every argument that a person can fill in: what was given stands there to be corrected, what is optional is
    offered. Files cannot be typed, so they are kept aside."""
    fields = tuple(
        _field(name, info, given.get(name), options.get(name, ()), problems.get(name))
        for name, info in asked(tool.args).items()
        if get_origin(info.annotation) is not tuple and info.json_schema_extra != HIDDEN
    )
    return Form(id=form_id, fields=fields)


def asked(args: type[Args]) -> dict[str, FieldInfo]:
    """The arguments a person or a model may give."""
    return {n: f for n, f in args.model_fields.items() if not n.startswith(RESOLVED)}


def problems(error: ValidationError) -> dict[str, str]:
    """What is wrong with each argument, as a sentence; empty for one that is missing."""
    return {str(p["loc"][0]) if p["loc"] else "": _explained(p) for p in error.errors()}


def _explained(problem: ErrorDetails) -> str:
    kind, limits = problem["type"], problem.get("ctx", {})
    if kind == "missing":
        return ""
    if kind.startswith("date"):
        if isinstance(problem["input"], str) and any(c.isdigit() for c in problem["input"]):
            return f"There is no day “{problem['input'][:40]}” in the calendar. Please give one, such as 2026-03-16."
        return "Please give a day, such as 2026-03-16."
    if kind.startswith("time"):
        return "Please give a time, such as 09:00."
    if kind.startswith("bool"):
        return "Please tick the box, or leave it empty."
    if kind == "string_too_long":
        return f"Please keep it under {limits['max_length']} characters."
    if kind == "literal_error":
        return f"Please choose {limits['expected'].replace(QUOTE, '')}."
    if kind in ("string_pattern_mismatch", "string_type"):
        return "Please write it as described, or choose one of the options."
    return str(problem["msg"]).removeprefix("Value error, ")


def _field(
    name: str, info: FieldInfo, value: Any, options: tuple[Option, ...], problem: str | None
) -> FormField:
    kind, choices = _kind(info)
    options = options or choices
    if options:
        kind = "choice"
    if value is None and not info.is_required():
        value = info.default
    return FormField(
        name=name,
        label=info.title or name.replace("_", " ").capitalize(),
        kind=kind,
        required=info.is_required() or bool(_extra(info).get(NEEDED)),
        value=value.isoformat() if isinstance(value, date) else value,
        options=options,
        help=problem or info.description,
    )


Kind = Literal["text", "long_text", "date", "number", "choice", "tick"]


def _kind(info: FieldInfo) -> tuple[Kind, tuple[Option, ...]]:
    annotation = _without_none(info.annotation)
    if get_origin(annotation) is Literal:
        return "choice", tuple(
            Option(value=str(v), label=_begun(str(v).replace("_", " "))) for v in get_args(annotation)
        )
    if annotation is bool:
        return "tick", ()
    if annotation is date:
        return "date", ()
    if annotation in (int, float, Decimal):
        return "number", ()
    return ("long_text" if _extra(info).get("long") else "text"), ()


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _extra(info: FieldInfo) -> Mapping[str, Any]:
    return info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [a for a in get_args(annotation) if a is not type(None)]
        return inner[0] if len(inner) == 1 else annotation
    return annotation


def sent(card: Card, values: Mapping[str, Any], locale: str) -> Card:
    """The card of a form that was sent: what was entered stands in the fields' place."""
    if card.form is None:
        return card
    given = [(f, values[f.name]) for f in card.form.fields if values.get(f.name) not in (None, "")]
    ticked = [f"Yes: {field.label}" for field, value in given if field.kind == "tick" and value is True]
    facts = [Fact(label=f.label, value=_worded(f, v, locale)) for f, v in given if f.kind != "tick"]
    return card.model_copy(
        update={"form": None, "facts": tuple(facts), "text": "\n\n".join(["Sent.", *ticked])}
    )


def _worded(field: FormField, value: Any, locale: str) -> str:
    if field.kind == "date":
        with suppress(ValueError):
            return format_date(date.fromisoformat(str(value)), "EEE d MMM y", locale=locale)
    return next((o.label for o in field.options if o.value == value), str(value))
