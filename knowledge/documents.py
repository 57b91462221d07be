"""A file somebody uploaded → the text that a reader sees. Nothing is parsed in this process: see `knowledge.reading`."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from domain.errors import BadFile, TooLarge
from domain.profiles import Profile
from knowledge import archives, child, file_names
from knowledge.characters import clean

MAX_BYTES = 10_000_000
MAX_PAGES = 30
MAX_CHARACTERS = 400_000
WALL_SECONDS = 90
"""How long reading one file may take; below a ticket's lease."""
LOOK_SECONDS = 10
"""How long it may take to see whether a file can be opened; what else is wrong with it is found when it is read."""
LOCKED = "is protected by a password. Please upload it without one."


Method = Literal["text", "ocr"]


class Kind(StrEnum):
    pdf = "pdf"
    docx = "docx"
    odt = "odt"
    rtf = "rtf"
    txt = "txt"
    md = "md"
    html = "html"
    png = "png"
    jpeg = "jpeg"
    json = "json"
    xml = "xml"


_ALSO = {"jpg": Kind.jpeg, "htm": Kind.html, "markdown": Kind.md}
SUFFIXES = frozenset(f".{ending}" for ending in (*Kind, *_ALSO))
"""How names of files end that can be resumes."""
_TEXTS = frozenset({Kind.txt, Kind.md, Kind.html, Kind.json, Kind.xml})
FORMATS = "PDF, DOCX, ODT, RTF, TXT, Markdown, HTML, PNG or JPEG file, nor a JSON Resume or Europass export"


CUT_OFF = "cut off with the rest of its line"
"""Why a word goes unseen that nobody hid: the edge of a page or a column cuts its line. It is not parsed, and not flagged."""


@dataclass(frozen=True)
class Hidden:
    """Text in the file that a reader does not see: kept as evidence, never parsed or scored. White text also comes
    from templates, so it is no reason to reject anybody."""

    text: str
    why: str
    page: int = 1


@dataclass(frozen=True)
class Document:
    """`text` is what a reader sees: NFC, ligatures resolved, cells of a line parted by tabs, gaps as empty lines.

    `pages` holds the offset in `text` where each page starts; `method` is "ocr" when any page had to be recognised.
    """

    text: str
    pages: tuple[int, ...] = (0,)
    hidden: tuple[Hidden, ...] = ()
    method: Method = "text"
    large: str = ""
    """The line of the first page in by far the largest letters, where there is one: most often whom the page is of."""
    headings: tuple[str, ...] = ()
    """Lines that are headings by their look alone (`knowledge.heads`)."""
    labels: tuple[str, ...] = ()
    """Lines that by their look name groups in a list of skills (likewise)."""
    faces: Mapping[str, int] = field(default_factory=dict)
    """Lines that are not set as most of the text is, with a number equal for those set alike (likewise)."""

    def page_of(self, offset: int) -> int:
        """Number of the page, from 1, that holds this character of the text."""
        return max(1, bisect(self.pages, offset))


def assembled(
    pages: Sequence[str],
    hidden: Sequence[Hidden] = (),
    method: Method = "text",
    large: str = "",
    headings: Sequence[str] = (),
    labels: Sequence[str] = (),
    faces: Mapping[str, int] = MappingProxyType({}),
) -> Document:
    """Pages of raw text, cleaned and put one after the other."""
    text, starts = "", []
    for page in map(clean, pages):
        text += "\n\n" if text and page else ""
        starts.append(len(text))
        text += page
    heads, groups = (tuple(map(clean, lines)) for lines in (headings, labels))
    apart = {clean(line): face for line, face in faces.items()}
    return Document(text, tuple(starts), tuple(hidden), method, clean(large), heads, groups, apart)


# --- checking ----------------------------------------------------------------------------------------------

_OTHER_FORMATS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a DOCX or ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF file"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x1f\x8b", "an archive"),
)


def check(name: str, content: bytes) -> Kind:
    """What kind of file this is, by its content and its name together; cheap, except that a PDF with encryption is
    tried in a child process.

    Raises `TooLarge` above `MAX_BYTES`, `BadFile` for a file that is empty, of another type, renamed, cut off,
    encrypted, active (macros, embedded objects, remote templates) or shaped like a zip bomb.
    """
    shown = file_names.shown(name)
    if len(content) > MAX_BYTES:
        raise too_large(name)
    if not content.strip(b"\0 \r\n\t"):
        raise BadFile(f"{shown} is empty. Please upload the file again.")
    kind = _kind_of(file_names.kept(name), shown)
    _agree(kind, content, shown)
    try:
        if kind in (Kind.docx, Kind.odt):
            archives.check(content, kind)
        if kind is Kind.pdf and b"%%EOF" not in content[-2048:]:
            raise BadFile("is cut off: its end is missing. Please upload the file again.")
    except BadFile as error:
        raise BadFile(f"{shown} {error.sentence}") from error
    if kind is Kind.pdf and b"/Encrypt" in content:
        answer = child.ask(kind, content, wall=LOOK_SECONDS)
        if answer.get("error") == LOCKED:
            raise BadFile(f"{shown} {LOCKED}")
    return kind


def too_large(name: str, most: int = MAX_BYTES) -> TooLarge:
    """What somebody is told who hands over a file of more bytes."""
    return TooLarge(
        f"{file_names.shown(name)} is larger than {most // 1_000_000} MB. Please send a smaller file."
    )


def _kind_of(name: str, shown: str) -> Kind:
    extension = Path(name).suffix.lower().lstrip(".")
    if extension in _ALSO or extension in [kind.value for kind in Kind]:
        return _ALSO.get(extension) or Kind(extension)
    raise BadFile(f"{shown} is not a {FORMATS}. Please save the resume as one of these and upload it again.")


def _agree(kind: Kind, content: bytes, shown: str) -> None:
    head = content[:1024]
    if kind is Kind.pdf and b"%PDF-" in head and not head.startswith(b"PK"):
        return
    if kind in _SIGNATURES and head.startswith(_SIGNATURES[kind]):
        return
    found = next((what for magic, what in _OTHER_FORMATS if head.startswith(magic)), None)
    if kind in _TEXTS and found is None and _is_text(content):
        return
    holds = f"holds {found}" if found else f"does not hold {_NAMES.get(kind, f'a {kind.upper()}')}"
    raise BadFile(f"{shown} is named .{kind} but {holds}. Please upload the original file.")


_SIGNATURES = {
    Kind.docx: b"PK\x03\x04",
    Kind.odt: b"PK\x03\x04",
    Kind.rtf: b"{\\rtf",
    Kind.png: b"\x89PNG",
    Kind.jpeg: b"\xff\xd8\xff",
}
_NAMES = {Kind.odt: "an ODT", Kind.rtf: "an RTF", Kind.png: "a picture", Kind.jpeg: "a picture"}


def _is_text(content: bytes) -> bool:
    """No zero bytes (but for UTF-16 with its mark) and hardly any control characters."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    controls = sum(
        content.count(byte) for byte in map(bytes, zip([*range(9), *range(14, 27), *range(28, 32)]))
    )
    return b"\0" not in content and controls * 100 < len(content)


# --- reading -----------------------------------------------------------------------------------------------


def read(name: str, content: bytes) -> Document:
    """The visible text of a file, extracted in a child process with limits on memory, processor and wall time.

    Blocking, up to `WALL_SECONDS`: call it from a thread. Raises what `check` raises, and `BadFile` with one sentence
    for a file that is damaged, encrypted, too long, without readable text, or took too long.
    """
    return _document(_extract(file_names.shown(name), check(name, content), content))


def read_resume(name: str, content: bytes, today: date) -> tuple[Document, Profile]:
    """As `read`, and what the resume says by `knowledge.resumes.parse`, in the same child and within the same limits."""
    answer = _extract(file_names.shown(name), check(name, content), content, today.isoformat())
    return _document(answer), Profile.model_validate(answer["profile"])


def _document(answer: child.Answer) -> Document:
    hidden = tuple(Hidden(**found) for found in answer["hidden"])
    headings, labels = tuple(answer["headings"]), tuple(answer["labels"])
    pages, faces = tuple(answer["pages"]), answer["faces"]
    return Document(answer["text"], pages, hidden, answer["method"], answer["large"], headings, labels, faces)


def _extract(shown: str, kind: Kind, content: bytes, today: str | None = None) -> child.Answer:
    answer = child.ask(kind, content, wall=WALL_SECONDS, today=today)
    if "text" not in answer:
        raise BadFile(f"{shown} {answer.get('error', _LOST)}")
    return answer


_LOST = "could not be read: whoever read it came to a sudden end. Please upload a simpler version of it."
