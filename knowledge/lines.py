"""The visible text of a resume as lines and pieces of them, each knowing where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

MARKS = "•●▪◦■□◆►➢➤✓✔○‣⁃▸▹▶◇❖✦✧★☆☛☞⦿❑❒◾▫⬤◉➔→"
"""Signs that stand before an entry of a list or a timeline."""
TAB = re.compile(r"\t+")
"""Between the cells of a line."""
BULLET = re.compile(rf"^\s*(?:[{MARKS}*·]|[-–—{{](?=\s)|o(?=\s[A-Z]))\s*")


@dataclass(frozen=True)
class Piece:
    """Words of the text and where they stand: `document.text[start:start + len(text)] == text`."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def part(self, start: int, end: int) -> Piece:
        """Characters `start`..`end` of this piece without blanks around them."""
        text = self.text[start:end]
        kept = text.lstrip()
        return Piece(kept.rstrip(), self.start + start + len(text) - len(kept))

    def trimmed(self, characters: str) -> Piece:
        """Without these characters, and blanks, at both ends."""
        kept = self.text.strip(characters + " \t\n")
        at = self.text.index(kept)
        if kept.count("(") > kept.count(")") and self.text[at + len(kept) :].startswith(")"):
            kept += ")"
        return Piece(kept, self.start + at)

    def split(self, separator: re.Pattern[str]) -> list[Piece]:
        """Parts between separators; empty ones left out."""
        parts, start = [], 0
        for match in separator.finditer(self.text):
            parts.append(self.part(start, match.start()))
            start = match.end()
        parts.append(self.part(start, len(self.text)))
        return [part for part in parts if part.text]


@dataclass(frozen=True)
class Line(Piece):
    after_gap: bool
    """An empty line, or the text's start, stands before it."""

    @property
    def is_bullet(self) -> bool:
        return BULLET.match(self.text) is not None

    def body_line(self) -> Line:
        body = self.body()
        return Line(body.text, body.start, self.after_gap)

    def body(self) -> Piece:
        """The line without its bullet."""
        match = BULLET.match(self.text)
        return self.part(match.end() if match else 0, len(self.text))


_PAGE_NUMBER = re.compile(
    r"(?:.{0,60}\b(?:page|seite)\s*)?\d{1,2}(?:\s*(?:of|von|sur|/)\s*\d{1,2})?", re.IGNORECASE
)


def lines_of(text: str) -> list[Line]:
    """Lines with text in them, without page numbers and rules drawn with characters."""
    found = []
    start, gap = 0, True
    for raw in text.split("\n"):
        if _PAGE_NUMBER.fullmatch(raw.strip()):
            gap = True
        elif any(map(str.isalnum, raw)):
            lead = len(raw) - len(raw.lstrip())
            found.append(Line(raw.strip(), start + lead, gap))
            gap = False
        else:
            gap = True
        start += len(raw) + 1
    return found
