"""docs/tools.md, written from the tool catalogue and kept true by `make check`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from actions import catalogue
from actions.forms import asked
from actions.tool import Tool
from domain.people import Role
from domain.permissions import TABLE

PAGE = Path(__file__).parent.parent / "docs" / "tools.md"
HEAD = """# Tools

Written by `peopledesk docs` from the catalogue in `actions/`; do not edit by hand.
Every door (Slack, web chat, HTTP, command line, worker) reaches these by the same road: right, details, approval, act, audit.
"""


def page() -> str:
    return HEAD + "".join(_section(t) for _, t in sorted(catalogue.tools().items())) + _matrix()


def current() -> bool:
    return PAGE.exists() and PAGE.read_text() == page()


def write() -> None:
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page())


def _section(tool: Tool[Any]) -> str:
    lines = [f"\n## {tool.name}\n\n{tool.description}\n"]
    lines.append(f"\nSay: {'; '.join(f'“{p}”' for p in tool.phrases)}\n")
    fields = asked(tool.args)
    if fields:
        lines.append("\n| Detail | Needed | Meaning |\n|---|---|---|\n")
        for name, info in fields.items():
            meaning = " ".join(t for t in (info.title, info.description) if t)
            lines.append(f"| `{name}` | {'yes' if info.is_required() else 'no'} | {meaning} |\n")
    waits = "waits for a decision" if tool.approval else "acts at once"
    lines.append(f"\nRight: `{tool.permission}` · {waits} · {'audited' if tool.audited else 'not audited'}\n")
    return "".join(lines)


def _matrix() -> str:
    """Who may use what, and on whose rows."""
    roles = list(Role)
    rows = [f"\n## Rights\n\n| Right | {' | '.join(roles)} |\n|---|{'---|' * len(roles)}\n"]
    for permission in sorted({p for rights in TABLE.values() for p in rights}):
        cells = [TABLE[r][permission].name if permission in TABLE[r] else "–" for r in roles]
        rows.append(f"| `{permission}` | {' | '.join(cells)} |\n")
    return "".join(rows)
