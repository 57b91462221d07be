"""What a test needs of the machine."""

from __future__ import annotations

import os

import pytest


def need(present: object, what: str) -> None:
    """Skip the test that needs an absent part, saying which; with REQUIRE_PARTS set, fail it instead."""
    if present:
        return
    if os.environ.get("REQUIRE_PARTS"):
        pytest.fail(f"needs {what}, and REQUIRE_PARTS is set")
    pytest.skip(f"needs {what}")
