"""docs/tools.md and docs/permissions.md, written from the tool catalogue and the table of rights, kept true by `make check`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from actions import catalogue
from actions.forms import asked
from actions.tool import Tool
from domain.people import Role
from domain.permissions import TABLE, Permission

DOCS = Path(__file__).parent.parent / "docs"
HEAD = """# Tools

Written by `peopledesk docs` from the catalogue in `actions/`; do not edit by hand.
Every door (Slack, web chat, HTTP, command line, worker) reaches these by the same road: right, details, approval, act, audit.
"""


RIGHTS_HEAD = """# Who may use what, and on whose rows

Written by `peopledesk docs` from the table in `domain/permissions.py` and the catalogue in `actions/`; do not edit by hand.
`own`: one's own rows. `team`: also those of people who report to one. `any`: everybody's. –: refused, in the same words
whether or not there is such a row. `tests/actions/test_perform.py` tries every tool as every role.
"""


def pages() -> dict[Path, str]:
    tools = HEAD + "".join(_section(t) for _, t in sorted(catalogue.tools().items()))
    return {DOCS / "tools.md": tools, DOCS / "permissions.md": RIGHTS_HEAD + _rights() + _matrix()}


def current() -> bool:
    return all(path.exists() and path.read_text() == text for path, text in pages().items())


def write() -> None:
    DOCS.mkdir(exist_ok=True)
    for path, text in pages().items():
        path.write_text(text)


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


def _rights() -> str:
    roles = list(Role)
    rows = [f"\n## Rights\n\n| Right | {' | '.join(roles)} |\n|---|{'---|' * len(roles)}\n"]
    for permission in sorted({p for rights in TABLE.values() for p in rights}):
        rows.append(f"| `{permission}` | {' | '.join(_cells(permission))} |\n")
    return "".join(rows)


def _matrix() -> str:
    """Every tool for every role."""
    roles = list(Role)
    rows = [f"\n## Tools\n\n| Tool | {' | '.join(roles)} |\n|---|{'---|' * len(roles)}\n"]
    for name, tool in sorted(catalogue.tools().items()):
        rows.append(f"| `{name}` | {' | '.join(_cells(tool.permission))} |\n")
    return "".join(rows)


def _cells(permission: Permission) -> list[str]:
    return [TABLE[r][permission].name if permission in TABLE[r] else "–" for r in Role]
