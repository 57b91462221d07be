"""The tools of one person, as a model sees them: names, descriptions and argument schemas, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from langchain_core.messages import AIMessage

from actions.forms import asked
from actions.tool import Tool, open_to
from domain.people import Actor
from graphs.state import Call


def schemas(actor: Actor) -> list[dict[str, Any]]:
    """Function declarations in OpenAI's format, which every LangChain chat model binds."""
    return [_schema(t) for t in open_to(actor)]


def _schema(tool: Tool[Any]) -> dict[str, Any]:
    whole = tool.args.model_json_schema()
    names = asked(tool.args)
    parameters = {
        "type": "object",
        "properties": {k: v for k, v in whole.get("properties", {}).items() if k in names},
        "required": [k for k in whole.get("required", []) if k in names],
    } | {k: v for k, v in whole.items() if k == "$defs"}  # what the properties refer to
    return {
        "type": "function",
        "function": {"name": tool.intent, "description": tool.description, "parameters": parameters},
    }


def calls(answer: AIMessage, turn_id: str, actor: Actor) -> Sequence[Call]:
    """The model's calls, of tools that were offered to it; anything else it names is dropped."""
    offered = {t.intent: t.name for t in open_to(actor)}
    return [
        Call(id=f"{turn_id}/{n}", tool=offered[c["name"]], args=dict(c["args"]))
        for n, c in enumerate(answer.tool_calls)
        if c["name"] in offered
    ]
