"""Employments: each range of dates anchors one; title and company stand on its line, above or below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.profiles import Employment
from knowledge.dates import Period
from knowledge.documents import Document
from knowledge.places import is_little_known, is_place, is_town
from knowledge.sections import MARKS, Line, Piece, span
from knowledge.titles import ends_like_a_firm, has_legal_form, is_company, is_legal_form, is_title

_SEPARATOR = re.compile(
    r"\t|\s+[|•·/]\s+|\s*[|•]\s*|\s+[–—-]{1,2}\s+|\s{3,}|\s+@\s+|(?<=\w[\w.)]):\s+(?=[A-ZÀ-Þ\d])|\s+(?:at|bei|chez)\s+(?=[A-ZÀ-Þ])"
)
_EDGES = " \t,;:|·–—-()[]" + MARKS
_DURATION = re.compile(
    r"^\(?\d+\+?\s*(?:years?|yrs?|months?|mos?|jahre?|monate?|ans?|mois)\b.*$", re.IGNORECASE
)
_KIND = re.compile(
    r"^\(?(?:full[- ]time|part[- ]time|permanent|contract(?:or)?|fixed[- ]term|freelance|self-employed basis|remote|hybrid|on[- ]?site|temporary|temp"
    r"|seasonal|casual|internship|placement|vollzeit|teilzeit|befristet|cdi|cdd|stage|alternance|intérim|no|s\.?\s?no|sr\.?\s?no|\d{1,2}\.?"
    r"|company name|city|state|duration|period|dates?|dates? (?:employed|of employment)|dates? worked|employment dates?|employment period"
    r"|period of (?:employment|service)|tenure|timeline|when|years?|zeitraum|durée|période|from|since)\s*:?\)?$",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"^(?:projects?|responsibilities|key achievements|achievements|duties|tasks|environment|technologies)\b",
    re.I,
)


_LABEL = re.compile(
    r"^(?:(?P<company>organi[sz]ation(?: name)?|company(?: name)?|employer(?: name)?|client|firm|name of (?:the )?(?:company|employer|organi[sz]ation)"
    r"|firma|arbeitgeber|unternehmen|entreprise|société|employeur)|(?P<title>designation|role|title|position(?: held)?|job title|job position|post"
    r"|job role|tätigkeit|funktion|poste|fonction)|(?P<place>location|place|city(?: and (?:state|country))?|ort|standort|lieu|country|address))(?:\s*[:–-]+\s*|[\t\n]\s*)(?=\S)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*\(([^()]{2,40})\)$")


@dataclass
class Entry:
    """One anchor: its period, its line, and header lines above and below that line."""

    period: Period
    index: int
    above: list[Line] = field(default_factory=list)
    below: list[Line] = field(default_factory=list)


def employments_of(document: Document, lines: Sequence[Line], periods: Sequence[Period]) -> list[Employment]:
    """Employments in the order of the text. `lines` are those of the employment sections, `periods` the text's."""
    lines = _with_labels(document, lines)
    entries = _anchors(lines, periods)
    if not entries:
        return []
    _gather_all(lines, entries, whole=False)
    whole = _titles_are_whole(lines, entries)
    if whole:
        _gather_all(lines, entries, whole=True)
    first = _titles_first(lines, entries, whole)
    found: list[Employment] = []
    for entry, following in zip(entries, [*entries[1:], None], strict=True):
        employment = _employment(document, entry, lines, _last_line(lines, following), first, whole)
        if employment is not None:
            found.append(_with_company(employment, found[-1] if found else None))
    return found


def _with_labels(document: Document, lines: Sequence[Line]) -> list[Line]:
    """Labels of a form that stand above what was filled in ("Employer" over "Acme"), as one line each."""
    found: list[Line] = []
    for line in (line for line in lines if not _KIND.match(line.text)):
        above = found[-1] if found else None
        if (
            above
            and line.start - above.end == 1
            and _LABEL.match(f"{above.text}\n{line.text}")
            and "\n" not in above.text
        ):
            both = document.text[above.start : line.end]
            bare = re.fullmatch(r"[^:\t]+", above.text) is not None and _LABEL.match(f"{above.text}: x")
            found[-1:] = (
                [Line(both, above.start, above.after_gap)] if bare and _LABEL.match(both) else [above, line]
            )
        else:
            found.append(line)
    return found


def _anchors(lines: Sequence[Line], periods: Sequence[Period]) -> list[Entry]:
    """Lines that carry a range of dates and are no running text."""
    entries: list[Entry] = []
    for index, line in enumerate(lines):
        own = [p for p in periods if line.start <= p.at < line.end]
        if own and _is_anchor(line, own[0]) and (not entries or entries[-1].index != index):
            entries.append(Entry(own[0], index))
    return entries


def _is_anchor(line: Line, period: Period) -> bool:
    rest = _without(line, period)
    words = sum(len(piece.text.split()) for piece in rest)
    if line.text.endswith(".") and words > 6:
        return False
    return words <= (6 if line.is_bullet else 16) and all(_names_something(piece.text) for piece in rest)


def _without(line: Line, period: Period) -> list[Piece]:
    """What stands on the line before and after the dates, without the punctuation around them."""
    start, end = max(0, period.at - line.start), min(len(line.text), period.until - line.start)
    parts = (line.part(0, start), line.part(end, len(line.text)))
    trimmed = [part.trimmed(_EDGES) for part in parts]
    return [part for part in trimmed if part.text and not _DURATION.match(part.text)]


def _gather_all(lines: Sequence[Line], entries: Sequence[Entry], *, whole: bool) -> None:
    depth = _depth_above(lines, entries)
    ends = [entry.index for entry in entries[1:]] + [len(lines)]
    for number, (entry, end) in enumerate(zip(entries, ends, strict=True)):
        entry.above, entry.below = [], []
        _gather(entry, lines, depth, end, entries[number - 1] if number else None, whole=whole)


def _header_of(lines: Sequence[Line], entry: Entry) -> list[Piece]:
    """What stands above the dates, beside them and below, in the order of the text."""
    return [*entry.above, *_without(lines[entry.index], entry.period), *entry.below]


def _titles_are_whole(lines: Sequence[Line], entries: Sequence[Entry]) -> bool:
    """Whether a comma after a title leads on to what it is about ("Team Lead, Payments") and not to the company: where
    most titles of the section have none, or the company stands elsewhere."""
    with_comma, without = 0, 0
    for entry in entries:
        groups = _groups(_header_of(lines, entry))
        titled = next((group for group in groups if is_title(group.text.split(",")[0])), None)
        if titled is not None:
            elsewhere = len(groups) > 1
            with_comma += not elsewhere and len(_at_commas(titled, whole=False)) > 1
            without += elsewhere
    return without > with_comma


def _depth_above(lines: Sequence[Line], entries: Sequence[Entry]) -> int:
    """How many header lines stand above the dates: as many as before the first of the section, three at most."""
    depth = 0
    for line in reversed(lines[max(0, entries[0].index - 4) : entries[0].index]):
        if not _is_header(line) or depth == 3:
            break
        depth += 0 if _is_town(line.text) else 1
    return depth


def _is_header(line: Line) -> bool:
    """Short, without a bullet or a full stop, mostly capitalised: a line that names something."""
    text = line.text
    if (
        line.is_bullet
        or len(text) > 110
        or (re.search(r"[.;:!]$", text) and not re.search(r"\b\w{1,4}\.$", text))
    ):
        return False
    return not text[0].islower() and _names_something(text)


_FOREIGN = re.compile(r"\s(?:de|du|des|del|della|di|do|da|en|et|für|im|ze|van)\s|\s[dl]['’](?=\w)")
"""Languages that write titles in lower case but for the first word."""


def _names_something(text: str) -> bool:
    """Mostly capitalised words, fourteen at most."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’.-]*", text) if len(word) > 3 or word[0].isupper()]
    if not words:
        return not re.search(r"[^\W\d_]{2}", text)
    if is_title(text) and _FOREIGN.search(text) and len(words) <= 8 and text[0].isupper():
        return True
    return sum(word[0].isupper() for word in words) >= 0.6 * len(words) and len(words) <= 14


def _gather(
    entry: Entry, lines: Sequence[Line], depth: int, end: int, before: Entry | None, *, whole: bool
) -> None:
    """Header lines above (as deep as in the whole section), then those below while title or company is missing."""
    floor = before.index + 1 + len(before.below) if before else 0
    for index in range(entry.index - 1, floor - 1, -1):
        named = sum(not _is_town(line.text) for line in entry.above)
        if (
            (named == depth and not _is_town(lines[index].text))
            or depth == 0
            or not (_is_header(lines[index]) or _DURATION.match(lines[index].text))
        ):
            break
        if not _DURATION.match(lines[index].text):
            entry.above.insert(0, lines[index])
    first = entry.index + 1
    if first < len(lines) and lines[first].start < entry.period.until:
        # The dates run over onto the next line, which may hold nothing else.
        first += 1 if lines[first].end <= entry.period.until else 0
    own = _parts([*entry.above, *_without(lines[entry.index], entry.period)], whole=whole)
    room = 2 - len(own)
    if room <= 0 and not entry.above and not any(is_title(part.text) for part in own):
        room = 1 if first < len(lines) and _is_role(lines[first]) else 0
    limit = min(end - (depth if end < len(lines) else 0), first + 2)
    for index in range(first, limit):
        if room <= 0 or not _is_header(lines[index]) or _ANOTHER.match(lines[index].text):
            break
        entry.below.append(lines[index])
        room -= 1 if not _is_town(lines[index].text) else 0


def _last_line(lines: Sequence[Line], following: Entry | None) -> Line:
    if following is None:
        return lines[-1]
    return lines[max(0, following.index - len(following.above) - 1)]


def _labelled(header: Sequence[Piece]) -> tuple[Piece | None, Piece | None]:
    """Title and company where labels say which is which: "Designation: Clerk"."""
    said: dict[str, Piece] = {}
    for piece in header:
        match = _LABEL.match(piece.text)
        if match and match.lastgroup:
            rest = piece.part(match.end(), len(piece.text)).trimmed(_EDGES)
            said[match.lastgroup] = _at_commas(rest, whole=False)[0] if match["company"] else rest
    return said.get("title"), said.get("company")


def _titles_first(lines: Sequence[Line], entries: Sequence[Entry], whole: bool) -> bool | None:
    """Whether titles stand before companies wherever this section leaves no doubt; None where it never does."""
    votes = 0
    for entry in entries:
        parts = _parts(_header_of(lines, entry), whole=whole)[:2]
        roles = [_is_role(part) and not ends_like_a_firm(part.text) for part in parts]
        votes += (roles == [True, False]) - (roles == [False, True])
    return votes > 0 if votes else None


def _employment(
    document: Document, entry: Entry, lines: Sequence[Line], last: Line, title_first: bool | None, whole: bool
) -> Employment | None:
    header = _header_of(lines, entry)
    title, company = _labelled(header)
    if title is None or company is None:
        unlabelled = [piece for piece in header if not _LABEL.match(piece.text)]
        found = _roles(_parts(unlabelled, whole=whole), title_first)
        title, company = title or found[0], company or found[1]
    if title is None and company is None:
        return None
    pieces = [lines[entry.index], *entry.above, *entry.below]
    start = min(piece.start for piece in pieces)
    end = max(last.end, entry.period.until, *(piece.end for piece in pieces))
    period = entry.period
    return Employment(
        title=_plain(title), company=_plain(company), start=period.start, end=period.end,
        current=period.current, span=span(document, start, end),
    )  # fmt: skip


def _with_company(employment: Employment, before: Employment | None) -> Employment:
    """A position under the same company as the one before it, which alone names it: its span reaches back to there."""
    if employment.company or before is None or before.company is None:
        return employment
    start = before.span.model_copy(update={"end": employment.span.end})
    return employment.model_copy(update={"company": before.company, "span": start})


def _parts(pieces: Sequence[Piece], *, whole: bool = False) -> list[Piece]:
    """What may be a title or a company: pieces cut at separators, without places, durations and kinds of contract.
    With `whole`, a title keeps what follows its comma."""
    return [_without_town(piece) for group in _groups(pieces) for piece in _at_commas(group, whole)]


def _groups(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces cut at separators stronger than a comma, without places, durations and kinds of contract."""
    cut = [_without_town(part.trimmed(_EDGES)) for piece in pieces for part in piece.split(_SEPARATOR)]
    kept = [
        part
        for part in cut
        if re.search(r"[^\W\d_]", part.text) and not _DURATION.match(part.text) and not _KIND.match(part.text)
    ]
    found = [part for part in kept if not _is_town(part.text)]
    if len(found) == 1 and is_title(found[0].text) and "," not in found[0].text:
        # A firm may be called like a small town ("Carrefour"), if nothing else can be the firm.
        found = [part for part in kept if part in found or is_little_known(part.text.split(",")[0])]
    return found


def _without_town(part: Piece) -> Piece:
    """ "Maison Vaurelle (Lyon)" without its town, "Web Developer (Contract)" without the kind of contract."""
    match = _IN_BRACKETS.search(part.text)
    drop = match is not None and match.start() > 0 and (is_place(match[1]) or _KIND.match(match[1]))
    return part.part(0, match.start()) if match and drop else part


def _at_commas(part: Piece, whole: bool) -> list[Piece]:
    """ "Python Developer, Acme Ltd, Pune" → title and company; "Acme, Inc." stays whole, its town goes."""
    pieces = part.split(re.compile(r",\s+"))
    joined: list[Piece] = []
    for piece in pieces:
        if joined and is_legal_form(piece.text):
            joined[-1] = part.part(joined[-1].start - part.start, piece.end - part.start)
        else:
            joined.append(piece)
    if len(joined) == 1:
        return joined
    first, second = joined[0], joined[1]
    if _is_role(first) and is_place(second.text):
        return [first]
    if _is_role(first) and whole and not is_company(second.text) and not is_title(second.text):
        rest = [piece for piece in joined[1:] if not is_place(piece.text)]
        return [part.part(0, (rest[-1] if rest else first).end - part.start)]
    if _is_role(first) and (is_company(second.text) or not is_title(second.text)):
        return [first, second]
    if is_place(second.text) or (len(joined) > 2 and is_place(", ".join(p.text for p in joined[1:]))):
        return [first]
    if _is_role(second):
        return [first, second]
    return [first, second] if not is_title(second.text) else [part]


def _is_role(piece: Piece) -> bool:
    return is_title(piece.text) and not has_legal_form(piece.text)


def _roles(parts: Sequence[Piece], title_first: bool | None = None) -> tuple[Piece | None, Piece | None]:
    """Title and company among the parts of a header; where no word tells, in the order that the section is known for."""
    if not parts:
        return None, None
    titles = [p for p in parts if is_title(p.text)]
    certain = [p for p in titles if _is_role(p) and not ends_like_a_firm(p.text)]
    title = next(iter(certain or filter(_is_role, titles)), titles[0] if titles else None)
    if title is None and title_first is not False and len(parts) > 1 and not is_company(parts[0].text):
        return parts[0], parts[1]
    others = [p for p in parts if p is not title]
    company = next((p for p in others if is_company(p.text)), others[0] if others else None)
    if title is None and company is not None:
        title = next((p for p in others if p is not company), None)
    return title, company


def _is_town(text: str) -> bool:
    return is_town(text) and not is_company(text) and not is_title(text)


def _plain(piece: Piece | None) -> str | None:
    return re.sub(r"\s+", " ", piece.text) if piece else None
