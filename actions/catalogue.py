"""Every tool of the product. A new module of tools is added to the import below, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import approvals, candidates, jobs, leave, merges, pay, pipeline, policies, resumes, system
from actions.tool import Tool, declared

MODULES = (approvals, candidates, jobs, leave, merges, pay, pipeline, policies, resumes, system)


def tools() -> Mapping[str, Tool[Any]]:
    return declared()
