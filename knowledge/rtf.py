"""RTF → document, by its control words (Rich Text Format 1.9.1); what is marked hidden, white or tiny is set apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from domain.errors import BadFile
from knowledge.characters import smuggled
from knowledge.documents import Document, Hidden, assembled

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]+)(?P<number>-?\d{1,9})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+"
)
_UNSHOWN = frozenset(
    """fonttbl colortbl stylesheet info pict themedata colorschememapping latentstyles datastore generator listtable
    listoverridetable rsidtbl xmlnstbl fldinst bkmkstart bkmkend filetbl revtbl template background shppict nonshppict
    mmathPr pgptbl annotation atnid atnauthor atndate comment docvar""".split()  # noqa: SIM905
)
"""Destinations whose words are not drawn on the page."""
_ACTIVE = frozenset({"object", "objdata", "objemb", "objocx", "objlink"})
_SIGNS = {"~": " ", "_": "-", "-": "", "\n": "\n", "\r": "\n"}
_WORDS = {"par": "\n", "line": "\n", "row": "\n", "sect": "\n", "page": "\n", "tab": "\t", "cell": "\t", "bullet": "• ",
          "endash": "–", "emdash": "—", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”"}  # fmt: skip
DEEPEST = 200
TINY = 7
"""Half-points below which text is too small to read."""


@dataclass(frozen=True)
class _State:
    shown: bool = True
    hidden: bool = False
    size: int = 24
    colour: int = 0
    skip: int = 1
    """How many characters stand in for one given as `\\u`."""


def read_rtf(content: bytes) -> Document:
    """Raises `BadFile` (a sentence without its subject) for embedded objects, remote templates or no RTF at all."""
    source = content.decode("cp1252", errors="ignore")
    reader = _Reader(_white(source))
    for match in _TOKEN.finditer(source):
        reader.take(match)
    text = "".join(reader.seen)
    return assembled(
        [text], [*reader.evidence(), *(Hidden(s, "zero-width characters") for s in smuggled(text))]
    )


def _white(source: str) -> set[int]:
    """Numbers of the white entries of the colour table."""
    table = re.search(r"\\colortbl([^}]*)\}", source)
    entries = table[1].split(";") if table else []
    return {
        n for n, entry in enumerate(entries)
        if [int(value) for value in re.findall(r"\\(?:red|green|blue)(\d{1,3})", entry)][:3] > [240, 240, 240]
        and all(int(value) > 240 for value in re.findall(r"\\(?:red|green|blue)(\d{1,3})", entry))
    }  # fmt: skip


class _Reader:
    def __init__(self, white: set[int]) -> None:
        self.seen: list[str] = []
        self._unseen: list[tuple[str, str]] = []
        self._white = white
        self._states: list[_State] = [_State()]
        self._opened = False
        self._to_skip = 0

    def take(self, match: re.Match[str]) -> None:
        if match["brace"]:
            self._brace(match["brace"])
        elif match["word"]:
            self._word(match["word"], int(match["number"]) if match["number"] else None)
        elif match["hex"]:
            self._put(bytes.fromhex(match["hex"]).decode("cp1252", errors="ignore"))
        elif match["sign"] == "*":
            self._change(shown=False)
        elif match["sign"]:
            self._put(_SIGNS.get(match["sign"], match["sign"]))
        elif match["text"]:
            self._put(match["text"])

    def evidence(self) -> list[Hidden]:
        found = [
            Hidden(re.sub(r"\s+", " ", "".join(t for t, w in self._unseen if w == why)).strip(), why)
            for why in dict.fromkeys(why for _, why in self._unseen)
        ]
        return [hidden for hidden in found if any(c.isalnum() for c in hidden.text)]

    def _brace(self, brace: str) -> None:
        if brace == "{":
            if len(self._states) > DEEPEST:
                raise BadFile(
                    "is nested far deeper than a resume. Please export it anew and upload it again."
                )
            self._states.append(self._states[-1])
        elif len(self._states) > 1:
            self._states.pop()

    def _word(self, word: str, number: int | None) -> None:
        if word in _ACTIVE:
            raise BadFile("contains embedded objects. Please save it without them, or as a PDF.")
        if word in _UNSHOWN:
            self._change(shown=False)
        elif word == "v":
            self._change(hidden=number != 0)
        elif word == "fs":
            self._change(size=number or 24)
        elif word == "cf":
            self._change(colour=number or 0)
        elif word == "plain":
            self._change(hidden=False, size=24, colour=0)
        elif word == "uc":
            self._change(skip=number if number is not None else 1)
        elif word == "u" and number is not None:
            self._put(chr(number % 65536))
            self._to_skip = self._states[-1].skip
        elif word in _WORDS:
            self._put(_WORDS[word])

    def _change(self, **update: int) -> None:
        self._states[-1] = replace(self._states[-1], **update)  # type: ignore[arg-type]

    def _put(self, text: str) -> None:
        skipped = min(self._to_skip, len(text))
        self._to_skip -= skipped
        text, state = text[skipped:], self._states[-1]
        if not text or not state.shown:
            return
        why = self._why(state)
        if why and text.strip():
            self._unseen.append((text, why))
        else:
            self.seen.append(text)

    def _why(self, state: _State) -> str | None:
        if state.hidden:
            return "marked as hidden"
        if state.size < TINY:
            return "too small to read"
        return "in the colour of its background" if state.colour in self._white else None
