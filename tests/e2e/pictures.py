"""Pictures for the README out of a run's screenshots: `SHOTS=DIR pytest tests/e2e`, then
`python -m tests.e2e.pictures DIR docs/screenshots`."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

SHOWN = (
    "chat-light",
    "recruiter",
    "approval",
    "phone-dark",
    "leave-request",
    "leave-approval",
    "payslip-comparison",
    "payslip-comparison-phone",
    "hr-table",
    "bulk-proposal",
    "timeline",
    "inbox-light",
    "fairness-light",
    "candidate-timeline-phone",
    "explanation-light",
    "results",
    "comparison",
    "explanation",
    "analytics-dark",
)
COLOURS = 128


def compress(source: Path, target: Path) -> None:
    """Flat colours need a small palette: a page stays under 100 kB."""
    picture = Image.open(source).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


if __name__ == "__main__":
    shots, folder = map(Path, sys.argv[1:])
    folder.mkdir(parents=True, exist_ok=True)
    for name in SHOWN:
        compress(shots / f"{name}.png", folder / f"{name}.png")
