"""Who a resume is of: name, headline, location."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from knowledge import headings, skills
from knowledge.addresses import EMAIL, likeness, shares
from knowledge.headings import section_of
from knowledge.lines import Line, Piece
from knowledge.places import is_place
from knowledge.titles import is_company, is_degree, is_school, is_title

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
    r"\b(?:resume|résumé|curriculum|vitae|cv|lebenslauf|hoja de vida|currículo|currículum|életrajz|życiorys|levensloop|page|seite|confidential|profile|contact|portfolio|street"
    r"|str|straße|strasse|road|avenue|linkedin|github|references|available|born|date|nationality|company|name|sex|gender|male|female|married|single|religion"
    r"|application|employment|dear|sincerely|regards|mobile|telephone|e-?mail)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    """de del della di da dos das do van von der den ten ter zu zur la le du des bin binti ibn al el y e af av san st mac
    ap ben bint abu dela delos los las degli dei dal aan het vom zum ould ait nic ní ó t""".split()  # noqa: SIM905
)
_WORD = re.compile(r"^[^\W\d_](?:[^\W\d_]|[\u0300-\u036f'’‘´`-])*\.?$")
_ELIDED = re.compile(r"(?:d|l|dell|dall|degl|n)['’](?=[^\W\d_])")
"""A particle that an apostrophe joins to a name: "d’Aubigny"."""
_SUFFIX = re.compile(
    r",?\s+(?:geb|geborene|née|nee|ph\.?d|m\.?d|mba|cpa|rn|bsn|msn|pmp|esq|cfa|acca|m\.?sc|b\.?sc)\.?(?=,|\s|$)",
    re.I,
)
_HONORIFIC = re.compile(
    r"^(?:dipl\.?[\s-]*(?:ing|kfm|kff|inform|wirt|phys|päd)\w*\.?(?:[\s-]*ing\.)?\s*(?:\((?:fh|tu|ba|univ\.?)\))?\s+|(?:dr|mr|mrs|ms|prof|dipl|barr|pharm|surv|ing|herr|frau|mx|mme|mlle|shri|smt|hab|inż)\.?[\s-]+|(?-i:CA|CS|Er|Adv)\.?\s+(?=[A-Z][a-z])|(?:sc|rer|nat|med|phil|habil|oec|iur|jur|mag|lic|engr?|ir|drs|adv|arch|avv|rev|hon|capt|sra?|dott|inż|mgr)\.\s*)+",
    re.IGNORECASE,
)
_TITLE_OF_PAGE = re.compile(
    r"^(?:(?:resume|résumé|curriculum vitae|cv|bio-?data|lebenslauf|profile|application)\s*(?:of|for|von|de|:|[-–—])"
    r"|curriculum vitae|lebenslauf)\s+(?=\S)",
    re.IGNORECASE,
)
"""What a page calls itself before the name: "Resume of"."""
_SHORT_FORM = re.compile(r"^md\.?\s+", re.IGNORECASE)
"""Of Mohammad, where it stands first, and behind a name a degree."""
_SURNAME_FIRST = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ'’ -]+,\s+[A-ZÀ-Þ][a-zà-þ'’-]+(?:\s+[A-ZÀ-Þ][a-zà-þ'’.-]*){0,2}$"
)
"""The family name in capitals and a comma before the given ones: "LOPEZ MARTINEZ, Juan Carlos"."""
_LETTERS = re.compile(
    r"(?:,\s*[A-ZÀ-Þ][\w.]*[A-ZÀ-Þ][\w.-]*|\s+(?=[A-Z]{2}[a-zA-Z]*[a-z])[A-Z]\w+(?:\s+[A-Z]{2}\w+)*)(?=,|\s|$)"
)
"""Letters after a name, unknown ones too: "Doe, SHRM-CP", "Doe MPharm MRPharmS"."""

_CASELESS = r"[\u0590-\u07ff\u0900-\u109f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7af]+"
_OWN = rf"[(（]?{_CASELESS}(?:[ ·]{_CASELESS})*[)）]?"
"""The name in a script without capitals, beside the same in Latin letters ("Kim Min-jun (김민준)")."""
_OWN_SCRIPT_FIRST = re.compile(rf"{_OWN}[\s/|,-]+(?=[A-Z])")
_CALLED = re.compile(
    rf"\s*\((?:mr|ms|mrs|miss|mx|he|she|they)\b[^()]*\)$|(?<=[^\W\d_])[\s/|,-]*(?<=[\s/|,-]|\w){_OWN}$",
    re.IGNORECASE,
)

LONGEST = 120
"""Characters of a name with all that stands before and after it."""


# --- name and headline -------------------------------------------------------------------------------------


def name_of(lines: Sequence[Line], emails: Sequence[str], large: str = "") -> Piece | None:
    """The likeliest line or cell to be the person's name: early, of two to five capitalised words, in `large` letters, like
    an e-mail address, and followed by a job title or contact data."""
    best: tuple[float, Piece] | None = None
    for position, line in enumerate(lines[:80]):
        if best and best[0] >= _most_of(line, position, large):
            continue
        for name in (*_names(lines, position, emails), *_over_lines(lines, position, large, emails)):
            score = _name_score(name, position, lines, emails) + (3 if _labelled_name(line, name) else 0)
            score += (
                2.5 if large and (large if "\n" in large else large[: len(name.text)]) == name.text else 0
            )
            if score >= 3 and (best is None or score > best[0]):
                best = score, name
    return best[1] if best else None


def _most_of(line: Line, position: int, large: str) -> float:
    """What a name on the line can score at most: by its place, two or three words, an address, what follows and a gap; and by
    a label or large letters."""
    labelled = 3 if ":" in line.text or "\t" in line.text else 0
    return max(0.0, 1.5 - position / 10) + 1 + 3 + 1.5 + 0.5 + labelled + (2.5 if large else 0)


def _names(lines: Sequence[Line], position: int, emails: Sequence[str]) -> Iterator[Piece]:
    """What may be a name on a line: its cells, and the whole line with the next where the address holds words of both."""
    line = lines[position]
    yield from filter(None, (_as_name(cell, emails=emails) for cell in _cells(line)))
    cells = line.split(PARTS) if position == 0 and "\t" in line.text else []
    if 2 <= len(cells) <= 3 and all(cell.text.isalpha() and _as_name(cell) for cell in cells):
        yield line
    if _SURNAME_FIRST.match(line.text) and not is_place(line.text) and _as_name(line) is None:
        yield from filter(None, [_as_name(Piece(line.text.replace(",", " "), line.start))])
    below = lines[position + 1] if position + 1 < len(lines) else None
    if below is None or below.start - line.end != 1 or len(line.text.split()) + len(below.text.split()) > 5:
        return
    if all((half := _as_name(whole, half=True)) and half.text == whole.text for whole in (line, below)):
        joined = Piece(f"{line.text}\n{below.text}", line.start)
        known = [any(shares(half, mail) for mail in emails) for half in (line.text, below.text)]
        if all(known) or (
            any(known) and position == 0 and len(line.text.split()) == len(below.text.split()) == 1
        ):
            yield joined


def _over_lines(lines: Sequence[Line], position: int, large: str, emails: Sequence[str]) -> Iterator[Piece]:
    """A name that takes several lines of the largest letters, or is set all in small ones and like an address."""
    parts = large.split("\n")
    found = lines[position : position + len(parts)]
    if [line.text for line in found] != parts or len(large.split()) > 6:
        return
    words = " ".join(parts)
    small = words.islower() and any(shares(word, mail) for word in words.split() for mail in emails)
    if (len(parts) > 1 or small) and _as_name(Piece(words.title() if small else words, found[0].start)):
        yield Piece(large, found[0].start)


def _labelled_name(line: Line, name: Piece) -> bool:
    """Behind "Name:", or beside a cell that says so."""
    before = line.text[: name.start - line.start]
    return (
        re.search(
            r"(?:^|\t)(?:full |candidate )?(?:name|nom|naam|nombre(?: completo| y apellidos)?|nome(?: completo)?|nom et prénom|prénom et nom|imię i nazwisko|applicant(?:['’]s)? name|vor- und nachname|name, vorname)\s*[:\t]\s*$",
            before,
            re.I,
        )
        is not None
    )


_OF_KIN = re.compile(r"(?:father|mother|husband|wife|spouse|guardian|parent)(?:['’]?s)?\b", re.IGNORECASE)


def _cells(line: Line) -> Iterator[Piece]:
    if line.is_bullet or _OF_KIN.match(line.text):
        return
    for part in line.split(PARTS):
        labelled = re.match(
            r"^(?:full name|name|nombre(?: completo| y apellidos)?|nom et prénom|nome(?: completo)?)\s*:\s*",
            part.text,
            re.IGNORECASE,
        )
        yield part.part(labelled.end(), len(part.text)) if labelled else part.trimmed(":#")


def _as_name(cell: Piece, *, half: bool = False, emails: Sequence[str] = ()) -> Piece | None:
    """The cell without honorifics and degrees, when it can be a name or, with `half`, the upper or lower part of one."""
    if len(cell.text) > LONGEST:
        return None
    page = _TITLE_OF_PAGE.match(cell.text)
    start = page.end() if page else 0
    honorific = _HONORIFIC.match(cell.text[start:])
    start += honorific.end() if honorific else 0
    suffixes = (_SUFFIX.search(cell.text, start), _LETTERS.search(cell.text, start))
    suffix = min((found for found in suffixes if found), key=lambda found: found.start(), default=None)
    name = cell.part(start, suffix.start() if suffix else len(cell.text)).trimmed(",")
    own = _OWN_SCRIPT_FIRST.match(name.text)
    name = name.part(own.end(), len(name.text)) if own else name
    called = _CALLED.search(name.text)
    name = _without_letters(name.part(0, called.start()) if called else name, emails)
    words = [_ELIDED.sub("", word.strip("“”\"'‘’()")) or word for word in name.text.split()]
    if (
        not 1 <= sum(word.lower() not in _PARTICLES for word in words) <= 5
        or len(name.text) > 50
        or not ((words[0][0].isupper() and words[-1][0].isupper()) or half)
        or any(word[0].islower() and word.lower() not in _PARTICLES for word in words)
        or not all(_WORD.match(word) for word in words)
        or _CANNOT_NAME.search(name.text)
    ):
        return None
    if _addressed(words, emails):
        return name
    if section_of(name.text) or _is_title_of(words) or is_place(name.text) or is_school(name.text):
        return None
    known = skills.find(name.text)
    degree = is_degree(_SHORT_FORM.sub("", name.text))
    return None if degree or (known and known[0].end - known[0].start > 3) else name


def _without_letters(name: Piece, emails: Sequence[str]) -> Piece:
    """The name without the capitals behind it that an address with its other words does not know ("Ann Lee RGN")."""
    words = name.text.split()
    own = [*takewhile(lambda word: not re.fullmatch(r"[A-Z]{2,6}", word), words)]
    last = words[len(own) :]
    if len(own) < 2 or not last or not all(re.fullmatch(r"[A-Z]{2,6}", word) for word in last):
        return name
    telling = own[-1:] if len(last) > 1 else [own[0], own[-1]]
    known = any(
        all(shares(word, mail) for word in telling) and not any(shares(word, mail) for word in last)
        for mail in emails
    )
    return name.part(0, name.text.index(f" {last[0]}")) if known else name


def _is_title_of(words: Sequence[str]) -> bool:
    """Whether the words name a post: not by half of a double name ("O’Connor-Baker")."""
    if len(words) > 1:
        doubled = [w for w in words if "-" in w and w.split("-")[0].casefold() not in _trade_words()]
        words = [w for w in words if w not in doubled or is_title(w.split("-")[0])]
    return is_title(" ".join(words))


def _addressed(words: Sequence[str], emails: Sequence[str]) -> bool:
    """Whether an address has every word, or the first and the last of several, and one of them names no trade: some people
    are called Baker or Cook."""
    words = [words[0], words[-1]] if len(words) > 2 else words
    telling = [w for w in words if not is_title(w) and w.casefold() not in _trade_words()]
    return bool(telling) and len(words) > 1 and any(all(shares(w, mail) for w in words) for mail in emails)


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
    # The main column begins with the name in large and the post below it.
    begins = (
        isinstance(lines[position], Line) and lines[position].after_gap and lines[position].text == name.text
    )
    score += 0.5 if begins and is_title(following) and len(following.split()) <= 5 else 0
    return score - (1.5 if is_company(name.text) else 0)


@lru_cache(maxsize=1)
def _trade_words() -> frozenset[str]:
    """Words of skills and headings: a line made of them is hardly a name, although some people are called Baker."""
    terms = (*skills.every(), *headings.WORDS)
    return frozenset(word for term in terms for word in re.findall(r"[^\W\d_]{4,}", term.casefold()))


_CAPTION = re.compile(
    r"[\[(]?(?:photo(?:graph)?|picture|portrait|headshot|image|foto)\s*(?::|of\b)", re.IGNORECASE
)


def headline_of(lines: Sequence[Line], name: Piece) -> Piece | None:
    """The job title that stands on or just below the name's line."""
    index = next(i for i, line in enumerate(lines) if line.start <= name.start < line.end)
    beside = [cell for cell in lines[index].split(PARTS) if cell.start > name.start]
    below = [cell for line in lines[index + 1 : index + 3] for cell in line.split(PARTS)]
    for cell in (*beside, *below):
        if section_of(cell.text):
            return None
        if _CAPTION.match(cell.text):
            continue
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
