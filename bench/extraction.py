"""How well PDF text is extracted: `python -m bench.extraction [FOLDER]`, beside pdfminer.six, on real resumes.

A word counts as unknown when the dictionary of pyspellchecker (English) lacks it. Names and towns are unknown to both sides
alike; glued and torn words are what tells them apart. Times are what this process computes, which other programs on the
machine do not lengthen.
"""

from __future__ import annotations

import re
import sys
import time
from datetime import date
from io import BytesIO
from pathlib import Path

from pdfminer.high_level import extract_text
from spellchecker import SpellChecker

from knowledge import resumes
from knowledge.documents import Kind
from knowledge.reading import extract

FOLDER = Path(__file__).parents[2] / "shared" / "data" / "resumes-pdf"
EVERY = 10
"""One file of so many is measured."""


def rows(folder: Path = FOLDER) -> list[str]:
    files = sorted(folder.glob("*/*.pdf"))[::EVERY]
    if not files:
        return []
    known = SpellChecker().word_frequency
    ours, theirs = [0, 0], [0, 0]
    seconds = [0.0, 0.0]
    resumes.parse(
        extract(Kind.pdf, files[0].read_bytes()), date(2026, 1, 1)
    )  # loads all that a warm reader has
    for file in files:
        content = file.read_bytes()
        started = time.process_time()
        text = extract(Kind.pdf, content).text
        between = time.process_time()
        other = extract_text(BytesIO(content))
        seconds[0] += between - started
        seconds[1] += time.process_time() - between
        for counts, read in ((ours, text), (theirs, other)):
            words = [word.lower() for word in re.findall(r"[^\W\d_]{2,}", read)]
            counts[0] += sum(word not in known for word in words)
            counts[1] += len(words)
    shares = [counts[0] / max(1, counts[1]) for counts in (ours, theirs)]
    return [
        f"| unknown words in {len(files)} real PDFs | {shares[0]:.2%} | pdfminer.six: {shares[1]:.2%} | | at most 1 point more |",
        f"| own computing to extract them | {seconds[0]:.1f} s | pdfminer.six: {seconds[1]:.1f} s | {seconds[1] / seconds[0]:.1f}x faster "
        "| at least 5x |",
    ]


if __name__ == "__main__":
    print(*rows(*map(Path, sys.argv[1:])), sep="\n")
