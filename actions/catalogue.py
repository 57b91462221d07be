"""Every tool of the product. A new module of tools is added to the import below, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import approvals, candidates, jobs, leave, pay, pipeline, policies, resumes, system
from actions.tool import Tool, declared
from domain.people import Actor
from domain.permissions import scope_of

MODULES = (approvals, candidates, jobs, leave, pay, pipeline, policies, resumes, system)


def tools() -> Mapping[str, Tool[Any]]:
    return declared()


def open_to(actor: Actor) -> list[Tool[Any]]:
    """The tools that this person's roles permit, in order of name."""
    return [t for _, t in sorted(tools().items()) if scope_of(actor, t.permission) is not None]
