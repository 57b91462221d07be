"""What a reader can press under a card, in Slack's elements.

The `value` of an element says what it stands for; its `action_id` only brings the press to the right listener.
Limits: 25 elements in an actions block, text 75 characters, value 2,000, `action_id` 255.
https://docs.slack.dev/reference/block-kit/block-elements/button-element
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from bot.slack import rich_text as rich
from bot.slack.wire import CHOOSE, FEEDBACK, IN_WEB, OPEN_FORM, SAY, FormWanted, Json, Pressed, Rated
from domain.messages import Button, Chip

_ACTION_ID = 255
_LABEL = 75
_VALUE = 2_000
_BUTTONS = 25
_SUGGESTIONS = 4


def plain(text: str, length: int) -> Json:
    """A plain text object, never empty."""
    return {"type": "plain_text", "text": rich.clip(text, length).strip() or "–", "emoji": False}


def actions(buttons: Sequence[Button], message_id: str, web_url: str | None = None) -> Json | None:
    """What needs a fresh sign-in opens the web app at `web_url`, which asks for it."""
    taken: set[str] = set()
    shown = [
        _in_web(button, web_url, taken) if button.signs_in and web_url else _button(button, message_id, taken)
        for button in pressable(buttons, message_id)
    ]
    return {"type": "actions", "elements": shown} if shown else None


def chips(shown: Sequence[Chip], message_id: str) -> list[Json]:
    """A row of what was understood, each taken out by a press, and one of what can be added."""
    taken = [Button(label=f"{c.label} ✕", action=c.action, ref=c.ref) for c in shown if c.narrows is None]
    added = [Button(label=f"+ {c.label}", action=c.action, ref=c.ref) for c in shown if c.narrows is not None]
    return [row for some in (taken, added) if (row := actions(some, message_id))]


def pressable(buttons: Sequence[Button], message_id: str) -> list[Button]:
    """The buttons that Slack can carry."""
    return [b for b in buttons if len(_value(b, message_id)) <= _VALUE][:_BUTTONS]


def _value(button: Button, message_id: str) -> str:
    return Pressed(
        action=button.action, ref=button.ref, message_id=message_id, asks_reason=button.asks_reason
    ).model_dump_json(exclude_defaults=True)


def _button(button: Button, message_id: str, taken: set[str]) -> Json:
    shown: Json = {
        "type": "button",
        "text": plain(button.label, _LABEL),
        "action_id": _own_id(f"{CHOOSE}{button.action}", taken),
        "value": _value(button, message_id),
    }
    if button.style != "default":
        shown["style"] = button.style
    if button.style == "danger" and not button.asks_reason:
        shown["confirm"] = _are_you_sure(button.label)
    return shown


def _in_web(button: Button, web_url: str, taken: set[str]) -> Json:
    return {
        "type": "button",
        "text": plain(f"{button.label} …", _LABEL),
        "action_id": _own_id(f"{IN_WEB}{button.action}", taken),
        "url": f"{web_url.rstrip('/')}/#/approvals/{quote(button.ref, safe='')}",
        **({"style": button.style} if button.style != "default" else {}),
    }


def _own_id(action_id: str, taken: set[str]) -> str:
    """Slack wants each `action_id` once a block; the button's value is what counts, so a repeat gets a number."""
    wanted = action_id[: _ACTION_ID - 4]
    own = wanted if wanted not in taken else f"{wanted}:{len(taken)}"
    taken.add(own)
    return own


def _are_you_sure(label: str) -> Json:
    return {
        "title": plain("Are you sure?", 100),
        "text": plain(label, 300),
        "confirm": plain("Yes", 30),
        "deny": plain("No", 30),
    }


def form_button(message_id: str) -> Json:
    return {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "text": plain("Fill in", _LABEL),
                "action_id": OPEN_FORM,
                "value": FormWanted(message_id=message_id).model_dump_json(),
                "style": "primary",
            }
        ],
    }


def suggestions(sentences: Sequence[str]) -> Json | None:
    shown = [s for s in sentences if s.strip() and len(s) <= _VALUE][:_SUGGESTIONS]
    buttons = [
        {"type": "button", "text": plain(s, _LABEL), "action_id": f"{SAY}{n}", "value": s}
        for n, s in enumerate(shown)
    ]
    return {"type": "actions", "elements": buttons} if buttons else None


def thumbs(message_id: str) -> Json:
    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": FEEDBACK,
                "positive_button": {
                    "text": plain("Helpful", _LABEL),
                    "accessibility_label": "Mark this answer as helpful",
                    "value": Rated(message_id=message_id, rating="up").model_dump_json(),
                },
                "negative_button": {
                    "text": plain("Not helpful", _LABEL),
                    "accessibility_label": "Mark this answer as not helpful",
                    "value": Rated(message_id=message_id, rating="down").model_dump_json(),
                },
            }
        ],
    }
