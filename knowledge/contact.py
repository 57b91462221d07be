"""Who a resume is of and how to reach them: name, headline, e-mail, phone, location, links."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

import phonenumbers

from knowledge import headings, skills
from knowledge.headings import section_of
from knowledge.places import is_place
from knowledge.sections import Line, Piece
from knowledge.titles import is_company, is_degree, is_school, is_title

EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]*\w[ ]?@[ ]?[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?![\w@])|(?<![\w.+-])[\w.+-]*\w\s?\(at\)\s?[\w.-]+\.\w{2,}"
)
_LINK = re.compile(
    r"(?<![\w@.])(?:https?://|www\.)[^\s|,;<>()\"•·]+|(?<![\w@.])(?:linkedin|github|gitlab|xing|behance|medium|dribbble"
    r"|stackoverflow|kaggle|twitter|x)\.(?:com|org)/[^\s|,;<>()\"•·]+",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"(?<![\w@.])(?:[a-z0-9-]+\.)+[a-z]{2,10}(?:/[^\s|,;<>()]*)?(?![\w@])", re.IGNORECASE)
_TOP_LEVEL = frozenset(
    """com org net io dev me de in fr uk co ai app eu ch at nl info tech us ca au es it pt pl se no dk fi ie nz za br mx sg
    page site online xyz blog design example test""".split()  # noqa: SIM905 (a list of words reads better so)
)
PARTS = re.compile(r"\t|\s+[|•·◆■●▪/]\s+|\s*[|•●■▪]\s*|\s{3,}|\s[–—-]\s")
_LABEL = re.compile(
    r"^(?:full name|name|e-?mail|phone|mobile|telephone|telefon|tel|mobil|cell|address|adresse|location|wohnort"
    r"|anschrift|ort|city|residence|based in|lives in|home|standort|place)\s*[:.]?\s+(?=\S)|^(?:e|m|t|p|a)\s*:\s+",
    re.IGNORECASE,
)
_PLACE_LABEL = re.compile(
    r"^(?:address|adresse|location|wohnort|anschrift|ort|city|residence|based in|standort)\b", re.I
)
_CANNOT_NAME = re.compile(
    r"\b(?:resume|résumé|curriculum|vitae|cv|lebenslauf|page|seite|confidential|profile|contact|portfolio|street"
    r"|str|straße|strasse|road|avenue|linkedin|github|references|available|born|date|nationality|company|name|sex|gender|male|female|married|single|religion"
    r"|application|employment|dear|sincerely|regards|mobile|telephone|e-?mail)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    """de del della di da dos das do van von der den ten ter zu zur la le du des bin binti ibn al el y e af av san st mac
    ap ben bint abu""".split()  # noqa: SIM905
)
_WORD = re.compile(r"^[^\W\d_](?:[^\W\d_]|['’‘´`-])*\.?$")
_SUFFIX = re.compile(
    r",?\s+(?:ph\.?d|m\.?d|mba|cpa|rn|bsn|msn|pmp|esq|jr|sr|ii|iii|cfa|acca|m\.?sc|b\.?sc)\.?(?=,|\s|$)", re.I
)
_HONORIFIC = re.compile(r"^(?:(?:dr|mr|mrs|ms|prof|dipl|ing|herr|frau|mx)\.?[\s-]+)+", re.IGNORECASE)


# --- e-mail, phone, links ----------------------------------------------------------------------------------

Mail = tuple[Piece, str]
"""Where an e-mail address stands, and the address without the blanks and line breaks it is shown with."""
_BROKEN = re.compile(
    r"(?<![\w.+-])(?:[\w.+-]*\w@[\w-]*(?:\.[\w-]+)*\n[\w-]*\.?[\w.-]*\.[a-z]{2,}|[\w.+-]{3,}\n@[\w.-]+\.[a-z]{2,})(?=\s|$)"
    r"|(?<![\w.+-])[\w.+-]*\w@[\w-]+(?:\.[\w-]+)*\.?\n[a-z]{2,8}(?=\n|$)"
)
"""An address that a narrow column breaks over two lines."""


def emails_of(text: str) -> list[Mail]:
    """All e-mail addresses, in order."""
    broken = [m for m in _BROKEN.finditer(text) if _is_torn(m[0])]
    whole = [m for m in EMAIL.finditer(text) if not any(b.start() <= m.start() < b.end() for b in broken)]
    found = sorted([*whole, *broken], key=lambda m: m.start())
    return [(Piece(m[0], m.start()), re.sub(r"\s", "", m[0]).replace("(at)", "@")) for m in found]


def _is_torn(address: str) -> bool:
    upper, _, lower = address.partition("\n")
    return not _is_top_level(upper) and _is_top_level(upper + lower)


def _is_top_level(address: str) -> bool:
    return address.rsplit(".", 1)[-1].lower() in _TOP_LEVEL


def email_of(mails: Sequence[Mail], name: str | None) -> Mail | None:
    """The person's own address: the one most like the name, else the one given most often, else the first."""
    given = Counter(address for _, address in mails)

    def rank(mail: Mail) -> tuple[float, int]:
        return likeness(name, mail[1]) if name else 0.0, given[mail[1]]

    return max(mails, key=rank, default=None)


BESIDE = 300
"""Characters between an address and a phone number that belong together."""


def phone_of(text: str, regions: Sequence[str], own: Sequence[int], others: Sequence[range]) -> Piece | None:
    """The first possible phone number near the person's own address (which stands at `own`), else the first anywhere but
    in `others`, where other people are named: in international form, else as dialled in one of the regions ("DE")."""
    found: list[tuple[tuple[bool, int, int], Piece]] = []
    for order, region in enumerate((None, *regions)):
        for match in phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.POSSIBLE):
            digits = sum(character.isdigit() for character in match.raw_string)
            if digits < 8 or _is_years(match.raw_string) or not _line_is_contact(text, match.start):
                continue
            if not any(match.start in other for other in others):
                far = bool(own) and min(abs(match.start - at) for at in own) > BESIDE
                found.append(((far, order, match.start), Piece(text[match.start : match.end], match.start)))
        if any(not far for (far, _, _), _ in found):
            break
    return min(found, key=lambda f: f[0])[1] if found else None


def _is_years(number: str) -> bool:
    return (
        re.fullmatch(
            r"\(?(?:\d{1,2}[./-])?(?:19|20)\d\d\)?\s*[-–/to ]+\s*\(?(?:\d{1,2}[./-])?(?:19|20)\d\d\)?", number
        )
        is not None
    )


def _line_is_contact(text: str, at: int) -> bool:
    """Not a number within a sentence: the line is short, or the number stands behind a label."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    return len(line) < 140 and len(re.findall(r"[^\W\d_]{3,}", line)) <= 16


def links_of(text: str, header: Sequence[Line]) -> list[Piece]:
    """Web addresses anywhere, and bare domains in the header."""
    found = {match.start(): Piece(match[0].rstrip(".,"), match.start()) for match in _LINK.finditer(text)}
    for line in header:
        mails = [(m.start(), m.end()) for m in EMAIL.finditer(line.text)]
        for match in _DOMAIN.finditer(line.text):
            inside = any(start <= match.start() < end for start, end in mails)
            at = line.start + match.start()
            covered = any(p.start <= at < p.end for p in found.values())
            top = match[0].split("/")[0].rsplit(".", 1)[-1].lower()
            if not inside and not covered and top in _TOP_LEVEL and skills.canonical(match[0]) is None:
                found[at] = Piece(match[0].rstrip("."), at)
    return [found[at] for at in sorted(found)]


# --- name and headline -------------------------------------------------------------------------------------


def name_of(lines: Sequence[Line], emails: Sequence[str]) -> Piece | None:
    """The likeliest line or cell to be the person's name: early, of two to five capitalised words, like an e-mail
    address, and followed by a job title or contact data."""
    best: tuple[float, Piece] | None = None
    for position, line in enumerate(lines[:80]):
        for name in _names(lines, position, emails):
            score = _name_score(name, position, lines, emails) + (3 if _labelled_name(line, name) else 0)
            if score >= 3 and (best is None or score > best[0]):
                best = score, name
    return best[1] if best else None


def _names(lines: Sequence[Line], position: int, emails: Sequence[str]) -> Iterator[Piece]:
    """What may be a name on a line: its cells, and the whole line with the next where the address holds words of both."""
    line = lines[position]
    yield from filter(None, map(_as_name, _cells(line)))
    below = lines[position + 1] if position + 1 < len(lines) else None
    if below is None or below.start - line.end != 1 or len(line.text.split()) + len(below.text.split()) > 5:
        return
    halves = [_as_name(line, half=True), _as_name(below, half=True)]
    if all(
        half is not None and half.text == whole.text
        for half, whole in zip(halves, (line, below), strict=True)
    ):
        joined = Piece(f"{line.text}\n{below.text}", line.start)
        if all(
            any(_share(_plain(half), _local(mail)) for mail in emails) for half in (line.text, below.text)
        ):
            yield joined


def _labelled_name(line: Line, name: Piece) -> bool:
    """Behind "Name:", or beside a cell that says so."""
    before = line.text[: name.start - line.start]
    return (
        re.search(
            r"(?:^|\t)(?:full |candidate )?(?:name|nom|vor- und nachname|name, vorname)\s*[:\t]\s*$",
            before,
            re.I,
        )
        is not None
    )


def _cells(line: Line) -> Iterator[Piece]:
    if line.is_bullet:
        return
    for part in line.split(PARTS):
        labelled = re.match(r"^(?:full )?name\s*:\s*", part.text, re.IGNORECASE)
        yield part.part(labelled.end(), len(part.text)) if labelled else part


def _as_name(cell: Piece, *, half: bool = False) -> Piece | None:
    """The cell without honorifics and degrees, when it can be a name or, with `half`, the upper or lower part of one."""
    honorific = _HONORIFIC.match(cell.text)
    start = honorific.end() if honorific else 0
    suffix = _SUFFIX.search(cell.text)
    name = cell.part(start, suffix.start() if suffix else len(cell.text)).trimmed(",")
    words = name.text.split()
    if not 1 <= len(words) <= 5 or len(name.text) > 50 or _CANNOT_NAME.search(name.text):
        return None
    if (
        not all(_WORD.match(word) for word in words)
        or not (words[0][0].isupper() or half)
        or not (words[-1][0].isupper() or half)
    ):
        return None
    if any(word[0].islower() and word.lower() not in _PARTICLES for word in words):
        return None
    if section_of(name.text) or is_title(name.text) or is_place(name.text) or is_school(name.text):
        return None
    known = skills.find(name.text)
    return None if is_degree(name.text) or (known and known[0].end - known[0].start > 3) else name


def _name_score(name: Piece, position: int, lines: Sequence[Line], emails: Sequence[str]) -> float:
    words = name.text.split()
    score = 3.0 if position == 0 else max(0.0, 1.5 - position / 10)
    long = sum(word.casefold() not in _PARTICLES for word in words)
    score += 1 if long in (2, 3) else -2.5 if len(words) == 1 else 0
    score += 3 * max((likeness(name.text, email) for email in emails), default=0.0)
    score -= 2 * sum(word.strip(".").casefold() in _trade_words() for word in words) / len(words)
    following = lines[position + 1].text if position + 1 < len(lines) else ""
    near = any(EMAIL.search(line.text) for line in lines[position : position + 5])
    score += 1.5 if is_title(following) or EMAIL.search(following) else 1 if near else 0
    return score - (1.5 if is_company(name.text) else 0)


@lru_cache(maxsize=1)
def _trade_words() -> frozenset[str]:
    """Words of skills and headings: a line made of them is hardly a name, although some people are called Baker."""
    terms = (*skills.every(), *headings.WORDS)
    return frozenset(word for term in terms for word in re.findall(r"[^\W\d_]{4,}", term.casefold()))


def likeness(name: str, email: str | None) -> float:
    """Share of the name's words that the address starts with, as words or initials."""
    if email is None:
        return 0.0
    local = _local(email)
    spelt = name.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return max(_share(_plain(name), local), _share(_plain(spelt), local))


def _local(email: str) -> str:
    """The letters before the @."""
    return re.sub(r"[^a-z]", "", _plain(email.split("@")[0]))


def _share(name: str, local: str) -> float:
    words = [re.sub(r"[^a-z]", "", word) for word in re.split(r"[\s-]+", name)]
    long = [word for word in words if len(word) > 1]
    return sum(word in local for word in long) / len(long) if long else 0.0


def _plain(text: str) -> str:
    text = (
        text.lower()
        .replace("ß", "ss")
        .replace("ø", "o")
        .replace("ł", "l")
        .replace("æ", "ae")
        .replace("đ", "d")
        .replace("ı", "i")
    )
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def headline_of(lines: Sequence[Line], name: Piece) -> Piece | None:
    """The job title that stands on or just below the name's line."""
    index = next(i for i, line in enumerate(lines) if line.start <= name.start < line.end)
    beside = [cell for cell in lines[index].split(PARTS) if cell.start > name.start]
    below = [cell for line in lines[index + 1 : index + 3] for cell in line.split(PARTS)]
    for cell in (*beside, *below):
        if section_of(cell.text):
            return None
        if is_title(cell.text) and len(cell.text) <= 90 and not re.search(r"[@\d]|[.!]$", cell.text):
            return cell
    return None


# --- location ----------------------------------------------------------------------------------------------


def location_of(header: Sequence[Line]) -> Piece | None:
    """A town with its country, state or postal code, or what stands behind a label like "Address"."""
    for line in header:
        for cell in line.split(PARTS):
            label = _LABEL.match(cell.text)
            place = cell.part(label.end() if label else 0, len(cell.text)).trimmed(",;.")
            labelled = label is not None and _PLACE_LABEL.match(cell.text) and len(place.text) < 80
            if (labelled and not EMAIL.search(place.text)) or (len(place.text) < 80 and is_place(place.text)):
                return _without_street(place)
    return None


def _without_street(place: Piece) -> Piece:
    """ "14 Lake View, Pune, India" → "Pune, India"."""
    match = re.match(r"[^,]*\d[^,]*,\s*(?=\S)", place.text)
    rest = place.part(match.end(), len(place.text)) if match else place
    return rest if is_place(rest.text) else place
