"""What a test cannot do without."""

from __future__ import annotations

import os

import pytest


def need(present: object, what: str) -> None:
    """Skip the test when a part is absent; fail instead where every part is required (`REQUIRE_PARTS=1`)."""
    if present:
        return
    if os.environ.get("REQUIRE_PARTS"):
        pytest.fail(f"missing: {what}")
    pytest.skip(f"missing: {what}")
