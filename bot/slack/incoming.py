"""What people write in Slack, as plain text.

Slack hands over `<https://…|label>`, `<@U123>`, `<#C123|name>`, `<!here>` and `&lt; &gt; &amp;`.
https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_TAG = re.compile(r"<([^<>]+)>")
_USER = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>")


def mentioned(text: str) -> list[str]:
    """Ids of the users named in a text, in order."""
    return _USER.findall(text)


def plain_text(text: str, names: Mapping[str, str], bot_user_id: str | None = None) -> str:
    """The text as a person reads it; `names` by user id. The bot's own mention is dropped."""
    bare = _TAG.sub(lambda tag: _word(tag[1], {**names, bot_user_id or "": ""}), text)
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _word(tag: str, names: Mapping[str, str]) -> str:
    target, _, label = tag.partition("|")
    match target[0]:
        case "@":
            return names.get(target[1:], f"@{label or target[1:]}")
        case "#":
            return f"#{label or target[1:]}"
        case "!":
            return label or f"@{target[1:].partition('^')[0]}"
        case _:
            return label if target.startswith(("mailto:", "tel:")) and label else target
