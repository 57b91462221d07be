"""Missing details as one form: fields read off the tool's argument model."""

from __future__ import annotations

import types
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from actions.tool import Args, Tool
from domain.messages import Form, FormField, Option

RESOLVED = "resolved_"


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
        if get_origin(info.annotation) is not tuple
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
    if kind.startswith("bool"):
        return "Please tick the box, or leave it empty."
    if kind == "string_too_long":
        return f"Please keep it under {limits['max_length']} characters."
    if kind in ("literal_error", "string_pattern_mismatch", "string_type"):
        return "Please write it as described, or choose one of the options."
    return str(problem["msg"]).removeprefix("Value error, ")


def _field(
    name: str, info: FieldInfo, value: Any, options: tuple[Option, ...], problem: str | None
) -> FormField:
    kind, choices = _kind(info)
    options = options or choices
    if options:
        kind = "choice"
    return FormField(
        name=name,
        label=info.title or name.replace("_", " ").capitalize(),
        kind=kind,
        required=info.is_required(),
        value=value.isoformat() if isinstance(value, date) else value,
        options=options,
        help=problem or info.description,
    )


Kind = Literal["text", "long_text", "date", "number", "choice", "tick"]


def _kind(info: FieldInfo) -> tuple[Kind, tuple[Option, ...]]:
    annotation = _without_none(info.annotation)
    if get_origin(annotation) is Literal:
        return "choice", tuple(
            Option(value=str(v), label=str(v).replace("_", " ").capitalize()) for v in get_args(annotation)
        )
    if annotation is bool:
        return "tick", ()
    if annotation is date:
        return "date", ()
    if annotation in (int, float, Decimal):
        return "number", ()
    return ("long_text" if (info.json_schema_extra or {}) == {"long": True} else "text"), ()


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [a for a in get_args(annotation) if a is not type(None)]
        return inner[0] if len(inner) == 1 else annotation
    return annotation
