"""The entries of a section of skills: what each of its lines names, without the names of groups, ratings and sentences."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, zip_longest

from knowledge import skills
from knowledge.header_lines import DID
from knowledge.headings import Section, section_of
from knowledge.language_names import LANGUAGE
from knowledge.lines import MARKS, Line, Piece

_SEPARATORS = re.compile(rf"\s*(?:[;|·{MARKS}]|(?<=\s)/|/(?=\s)|,(?!\d{{3}}\b))\s*(?![^()]*\))|\t|\s{{3,}}")
"""Between entries, outside brackets."""
_AND = re.compile(r"\s+(?:and|und|et|y|og|och)\s+(?=[^\s)]+$)")
_LISTED = re.compile(rf"[;|·{MARKS}/,\t]|\s{{3}}")
_GROUP = re.compile(r"^[^:=,;|\t]{2,40}(?::\s+|\s=\s|\t+(?=[^\t,]+,[^\t]+$)|\s[–—-]\s+(?=[^,\t]+,[^\t]+$))")
_LEVEL = (
    "expert|advanced|intermediate|basic|basics|beginner|proficient|fluent|native|competent|skilled|novice|familiar|mastery"
    "|excellent|good|very good|strong|experienced|grundkenntnisse|gut|sehr gut|fortgeschritten|experte|muttersprache|fließend"
    "|courant|bilingue|intermédiaire|avancé|débutant|notions|maternelle|básico|intermedio|avanzado|nativo|fluente|intermediário"
    "|avançado|básico|daily|weekly|upper[- ]intermediate|elementary|mother tongue|professional|conversational"
)
_RATING = re.compile(
    rf"\s*(?:\([^()]*\)|(?:[–—:]|(?<=\s)-)\s*(?:{_LEVEL}|\d.*)|(?:[–—:]|(?<=\s)-)\s*[ABC][12]|\d+\+?\s*(?:years?|yrs?).*|\d+\s?%|\d+\s?/\s?\d+|[★☆⭐●○◉◯■□▪▫▮▯▰▱█▓▒░◼◻⬛⬜⚫⚪•]+)\s*$",
    re.IGNORECASE,
)
_NO_SKILL = re.compile(
    rf"(?:{_LEVEL}|skills?|tools?|languages?|other|others|etc|etc\.|years?|experience|and more|knowledge)$",
    re.IGNORECASE,
)
_COLUMN = re.compile(
    r"(?:skills?|areas?|items?|categor(?:y|ies)|groups?|types?|levels?|ratings?|proficiency|years?|experience|details?|tools?"
    r"|technolog(?:y|ies)|competenc(?:y|ies)|last used|version|description|domain|fields?|names?|programs?|software"
    r"|kenntnis(?:se)?|niveau|stufe|bereich|compétences?|domaine|outils?|nivel|área)(?: of (?:experience|use|knowledge))?$",
    re.IGNORECASE,
)
"""What the columns of a table of skills are called."""


def named_skills(lines: Sequence[Line], labels: Collection[str] = (), *, tongues: bool = True) -> list[Piece]:
    """Entries of a skills section that may each name a skill: of one to five words, no sentence, no rating. `labels` are
    lines that name a group by their look; without `tongues` a language that people speak is none."""
    whole = _whole(lines)
    titles = set(_titles(whole)) | {line.start for line in whole if line.text in labels}
    by = _group(whole)
    entries = (entry for line in whole if line.start not in titles for entry in _entries(line, by))
    return [
        entry
        for entry in entries
        if _may_be_skill(entry.text) and (tongues or not LANGUAGE.fullmatch(entry.text))
    ]


def is_list_alone(lines: Sequence[Line]) -> bool:
    """Whether lines are nothing but a list of what somebody can: `LISTS` entries or more of up to four words."""
    entries = [entry for line in lines for entry in _entries(line, _GROUP) if entry.text]
    return len(entries) >= LISTS and all(
        _may_be_skill(e.text) and len(e.text.split()) <= 4 and not DID.match(e.text) for e in entries
    )


LISTS = 4
"""Entries from which lines are a list, whatever stands above them."""


def group_names(lines: Sequence[Line], labels: Collection[str] = ()) -> list[range]:
    """Where groups of skills have their names ("Statistics: R, Stan"), which are no skills themselves, unless most of
    them are ("Python: Django, Flask")."""
    by = _group(lines)
    groups = [(line, by.match(line.body().text)) for line in lines]
    named = [
        (line.body().start, match[0].strip(" :=\t"))
        for line, match in groups
        if match and len(line.text) > match.end()
    ]
    known = sum(skills.canonical(name) is not None for _, name in named)
    found = [range(start, start + len(name)) for start, name in named] if 2 * known <= len(named) else []
    titles = set(_titles(_whole(lines))) - {line.start for line in lines if _KNOWS.search(line.text)}
    return found + [
        range(line.start, line.end) for line in lines if line.text in labels or line.start in titles
    ]


_KNOWS = re.compile(
    r"\b(?:familiar|proficient|proficiency|experienced?|knowledge|skilled|comfortable|fluent|versed|expertise|expert|at home|user) (?:of|in|with|at)\b"
    r"|\b(?:use|using|know)\b|kenntnisse",
    re.IGNORECASE,
)
"""A sentence that says what somebody can, and not what they did."""


def _whole(lines: Sequence[Line]) -> list[Line]:
    """The lines of a list, those whose last entry is left hanging ("Spanish and"), or runs on in lower case below a long line,
    with the rest of it."""
    found: list[Line] = []
    for line in lines:
        above = found[-1] if found else None
        if above and line.start - above.end == 1 and not line.is_bullet and _runs_on(above.text, line.text):
            found[-1] = Line(f"{above.text} {line.text}", above.start, above.after_gap)
        else:
            found.append(line)
    return found


LONG = 60
"""Characters of a line of a list that may have had no room for the whole of its last entry."""


def _runs_on(above: str, line: str) -> bool:
    if re.search(r"\s(?:and|of|for|with|&|und|et)$", above):
        return True
    return (
        len(above) >= LONG
        and line[0].islower()
        and len(re.findall(r"[,;]|\s[/|•·]\s", above)) >= 2
        and "\t" not in line
    )


def _titles(lines: Sequence[Line]) -> Iterator[int]:
    """Where lines begin that only head others: the header of a table, one that ends in a colon, one above a sentence or, twice
    or more, above a list."""
    bare = [line for line in lines if not _LISTED.search(line.text)]
    over = [a.start for a, b in pairwise(lines) if a in bare and _is_list(b) and not a.is_bullet]
    yield from over if len(over) > 1 and len(over) == len(bare) else ()
    for line, below in zip_longest(lines, lines[1:]):
        cells = line.text.split("\t")
        if (
            line.text.endswith(":")
            or _is_sentence(line.text)
            or (len(cells) > 1 and (all(map(_COLUMN.match, cells)) or _is_sentence(cells[-1])))
            or (below and line in bare and "\t" not in below.text and _is_sentence(below.text))
        ):
            yield line.start


def _is_list(line: Line) -> bool:
    return len(_SEPARATORS.findall(line.text)) >= 1


def _is_sentence(text: str) -> bool:
    """Says what somebody did or is, in a line of its own ("Trained eleven counter staff."), and lists nothing."""
    parts = re.split(r"[,;](?!\d{3}\b)|\s[/|•]\s|\t", text)
    return (
        text.endswith(".")
        and len(text.split()) >= 4
        and (len(parts) == 1 or max(len(p.split()) for p in parts) > 9 or _tells(text))
    )


def _tells(text: str) -> bool:
    """What somebody did ("Hired, trained and led a staff of eight"), and no list that begins like it ("Embedded Linux, CAN")."""
    if _YEARS.match(text):
        return True
    first = re.split(r"\W", text, maxsplit=1)[0]
    return first.casefold() not in _STATES and DID.match(text.replace(", ", " ", 1)) is not None


_YEARS = re.compile(
    r"(?:over |more than |about |nearly )?[\w-]+\+? years?\s(?:with|of|in|as)\b", re.IGNORECASE
)
"""How long somebody did something."""
_STATES = frozenset(
    """advanced applied embedded distributed automated integrated guided mixed structured unified certified licensed qualified related
    assisted accelerated experienced skilled computerized computerised connected controlled blended printed enhanced""".split()  # noqa: SIM905
)


_GROUP_OF_TABLE = re.compile(rf"{_GROUP.pattern}|^[^\t]{{2,40}}\t+(?=[^\t]+$)")


def _group(lines: Sequence[Line]) -> re.Pattern[str]:
    """What parts the name of a group from the group: in a table of two columns, where lists stand in the second, always the tab."""
    table = all(line.text.count("\t") == 1 for line in lines)
    lists = sum("," in line.text.partition("\t")[2] for line in lines)
    return _GROUP_OF_TABLE if table and lists > 1 else _GROUP


def _entries(line: Line, by: re.Pattern[str]) -> Iterator[Piece]:
    body = line.body()
    group = by.match(body.text)
    bare = body.part(group.end() if group else 0, len(body.text))
    if group and re.search(r"licen[cs]e|führerschein|permis|rijbewijs|patente", group[0], re.IGNORECASE):
        bare = bare.part(0, 0) if re.fullmatch(r"(?:[A-Z]{1,2}\d?[,/; ]*)+", bare.text) else bare
    for part in _parts(bare):
        part = part.part(number.end() if (number := _LEAD.match(part.text)) else 0, len(part.text))
        inner = _GROUP.match(part.text)
        part = part.part(inner.end() if inner else 0, len(part.text))
        rating = _RATING.search(part.text)
        yield part.part(0, rating.start() if rating else len(part.text)).trimmed(".:-–" + MARKS)


_DASHES = re.compile(r"\s+[–—-]\s+")
_LEAD = re.compile(
    r"\(?\d{1,2}[.)]\s+(?=\D)|(?:and|und|et)\s|(?:(?:highly |very )?(?:proficient|skilled|experienced?|knowledge|knowledgeable|familiar|familiarity|proficiency"
    r"|expertise|competent|trained|versed|strong)\s(?:use\s)?(?:in|with|of|at)\s)(?:the use of\s|using\s)?",
    re.IGNORECASE,
)
"""What an entry begins with: its number in a list that counts them, "and" before the last, how well it is known."""
_SPOKEN = re.compile(
    rf"{LANGUAGE.pattern}(?:,\s+{LANGUAGE.pattern})*\s+(?:and|&|und|et|y|e)\s+{LANGUAGE.pattern}(?=\s*(?:$|[,;|\t.]))",
    re.IGNORECASE,
)
"""Languages told in one breath ("Kiswahili, English and Kipsigis"): one entry."""


def _parts(bare: Piece) -> list[Piece]:
    spoken = _SPOKEN.search(bare.text)
    if spoken:
        before, after = bare.part(0, spoken.start()), bare.part(spoken.end(), len(bare.text))
        return [*_parts(before), bare.part(*spoken.span()), *_parts(after)]
    if not _LISTED.search(re.sub(r"\([^()]*\)", "", bare.text)):
        dashed = bare.split(_DASHES)
        return dashed if len(dashed) > 2 and all(len(part.text.split()) <= 5 for part in dashed) else [bare]
    parts = bare.split(_SEPARATORS)
    last = parts[-1] if parts else bare
    between = bare.text[: last.start - bare.start].rstrip()
    split = _AND.search(last.text) if between.endswith(",") else None
    if split is None or (last.text[split.end()].islower() and all(p.text[:1].isupper() for p in parts)):
        return parts
    return [*parts[:-1], *last.split(_AND)]


def _may_be_skill(text: str) -> bool:
    return (
        (2 <= len(text) <= 40 or text in ("C", "R"))
        and (1 <= len(text.split()) <= 5)
        and (_SPELT.search(text) is not None or len(text) == 1)
        and not re.search(r"[@!?:\n]|\b(?:19|20)\d\d\b", text)
        and not _NO_SKILL.match(text)
        and not re.search(r"^\S+\.(?:com|org|net|de|uk|eu|example)(?:/\S*)?$", text)
        and text.split()[0].casefold() not in _SENTENCE_STARTS
        and (section_of(text) in (None, Section.other, Section.education) or text.count(" ") == 0)
    )


_SPELT = re.compile(r"[^\W\d_]{2}|^\d[A-Z]$|^[A-Z][\d&/+][A-Z]$")
"""A word, or a short form of letters with a sign or a number ("5S", "P&L", "H2S")."""
_SENTENCE_STARTS = frozenset(
    "list please i we he she a an the ability able to with in on of for my our very highly also experienced skilled kept did".split()  # noqa: SIM905
)
