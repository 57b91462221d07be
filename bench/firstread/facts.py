"""The people of the fourth quality bench: 40 resumes by somebody who knew nothing of the reader, and what they say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.cvs.facts import Facts, Job, Study

HERE = Path(__file__).parent


def read_first(which: str) -> Iterator[tuple[Facts, str, bytes]]:
    """Each person with the name and content of the file: `which` is "reported" for the files of even number, which nobody
    has looked at to make the reader better, or "tuning" for the others, of which the misses were looked at once."""
    truth = json.loads((HERE / "truth.json").read_text(encoding="utf-8"))
    for number, (name, given) in enumerate(truth.items(), 1):
        if (number % 2 == 0) == (which == "reported"):
            yield _facts(name, given), name, (HERE / name).read_bytes()


def _facts(file: str, given: dict[str, Any]) -> Facts:
    return Facts(
        name=given["name"],
        shown=given["name"],
        layout=file,
        email=given["email"],
        phone=given["phone"],
        place="",
        headline="",
        lang="",
        jobs=tuple(Job(j["title"], j["company"], "", j["start"], j["end"], ()) for j in given["employments"]),
        studies=tuple(Study(s["degree"], s["school"], int(s["end"])) for s in given["education"]),
        skills=tuple(given["skills"]),
        also=(),
        languages=(),
    )
