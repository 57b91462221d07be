"""What a search sentence says of seniority, education, employers, remote work and availability, and where; and whether it
describes what somebody did rather than lists what they know."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from knowledge.locations import flat
from knowledge.wording import FILLERS, role_of


@dataclass(frozen=True)
class Part:
    value: str
    start: int
    end: int


_STOP = (
    r"(?=\s*(?:[,.;:?!()]|$)|\s+(?:and|or|but|who|whose|with|without|from|at|in|plus|having|that|as|for|not|no|only|instead"
    r"|please|degree|graduates?|experience|preferably|ideally|living|based|near)\b)"
)
_NAME = r"[A-Z\d][\w&.'’+-]*(?:[ -](?:(?:of|the|de|and|&)\s)?[A-Z\d][\w&.'’+-]*)*"
_LEVEL = re.compile(
    r"\b(?:(?P<senior>(?:more )?seniors?|sr)\b\.?|(?P<junior>(?:more )?juniors?|jr|entry[- ]level)\b\.?"
    r"|(?P<mid>mid(?:dle)?[- ]?(?:level|weight)|mid(?=\s)|intermediate)\b|(?P<lead>leads?|principal)(?=\s+\w)"
    r"|(?P<staff>staff)(?= (?:\w+ )?(?:engineer|developer|scientist|designer)))",
    re.IGNORECASE,
)


def levels(text: str) -> Iterator[Part]:
    """ "lead" and "principal" only where a role follows, "staff" only before those whom it raises."""
    for match in _LEVEL.finditer(text):
        level = {"staff": "lead"}.get(str(match.lastgroup), str(match.lastgroup))
        following = re.findall(r"\w+", text[match.end() : match.end() + 40])[:3]
        if level != "lead" or any(role_of(word) not in (None, "lead") for word in following):
            yield Part(level, *match.span())


_DEGREES = re.compile(
    r"\b(?:an?\s+)?(?:(?P<doctor>ph\.?d\.?s?|doctorates?|doctoral)|(?P<master>master(?:['’]?s)?(?!\s+of\s+ceremon)|m\.?sc\.?|mba"
    r"|m\.?eng\.?|postgraduates?)|(?P<bachelor>bachelor(?:['’]?s)?|b\.?sc\.?|b\.?eng\.?|b\.?tech|(?:university|college) degree"
    r"|degree|graduates?(?=\s+(?:in|of|from)\b))|(?P<diploma>diploma))(?!\w)(?:\s+degrees?)?"
    rf"(?:\s+(?:in|of)\s+(?!berlin\b)(?P<field>[^\W\d_][\w&/ -]*?){_STOP})?",
    re.IGNORECASE,
)
_STUDIED = re.compile(
    rf"\bstud(?:ied|ying|ies)\s+(?!at\b|in\b)(?P<what>[^\W\d_][\w& -]*?){_STOP}", re.IGNORECASE
)
_SCHOOL = re.compile(
    r"\b(?:graduated?s? (?:of|from)|stud(?:ied|ying) at|alum\w* (?:of|from)|degrees? from|went to|educated at)\s+(?:the\s+)?"
    rf"(?P<what>[^\W\d_][\w&.' -]*?){_STOP}",
    re.IGNORECASE,
)
_OF_NAME = re.compile(
    r"\b(?:(?:University|College|Institute|School) of (?:[A-Z]\w+(?: [A-Z]\w+)*)"
    r"|(?:[A-Z]\w+ )+(?:University|College|Institute(?: of Technology)?|Polytechnic|Hochschule|Universität))\b"
)


@dataclass(frozen=True)
class Education:
    degrees: list[Part]
    studied: list[Part]
    taken: list[Part]
    """Everything that was read as education."""


def education(text: str, places: Collection[str]) -> Education:
    """A degree and its field, fields and schools; "a degree in Berlin" names a place."""
    degrees, studied, taken = [], [], []
    for match in _DEGREES.finditer(text):
        field, end = match["field"], match.end()
        if field and (flat(field).strip() in places):
            field, end = None, match.start("field")
        named = next(name for name in ("doctor", "master", "bachelor", "diploma") if match[name])
        degrees.append(Part(named, match.start(), end))
        if (field and match[named].lower() != "graduates") or field:
            studied.append(Part(_plain(field), match.start("field"), end))
        taken.append(Part(named, match.start(), end))
    for pattern in (_STUDIED, _SCHOOL, _OF_NAME):
        for match in pattern.finditer(text):
            what = match["what"] if pattern is not _OF_NAME else match[0]
            at = match.end() - len(what)
            if not any(p.start < match.end() and at < p.end for p in studied):
                studied.append(Part(_plain(what), match.start(), match.end()))
                taken.append(studied[-1])
            if pattern is _STUDIED and (at_school := _AT_SCHOOL.match(text, match.end())):
                studied.append(Part(_plain(at_school["what"]), at_school.start("what"), at_school.end()))
                taken.append(studied[-1])
    return Education(degrees, studied, taken)


def _plain(words: str) -> str:
    return " ".join(
        w for w in flat(words).replace("'", " ").split() if w not in ("a", "an", "the", "of", "s")
    )


_AT_SCHOOL = re.compile(rf"\s+at\s+(?:the\s+)?(?P<what>{_NAME})")
_AT = re.compile(
    r"\b(?:work(?:ed|s|ing)?\s+(?:previously\s+|before\s+)?(?:at|for)|employed (?:at|by)|formerly (?:at|of|with)|previously (?:at|with)"
    r"|experience at|years at|(?:come|came|coming) from|background at|job at|(?<=never )at)\s+(?:companies like\s+)?"
    rf"(?P<name>(?-i:{_NAME})|(?!a\b|an\b|the\b|our\b|some\b|several\b|least\b|most\b|more\b|\d)[^\W\d_][\w&-]+)",
    re.IGNORECASE,
)
_CASED = re.compile(_NAME)
_EX = re.compile(r"\bex[- ](?P<name>[A-Z][\w&]+)")
_MORE = re.compile(rf"\s*(?:,|/|\bor\b|\band\b)\s*(?:at\s+|for\s+)?(?P<name>{_NAME})")


def companies(text: str, known: Collection[str], places: Collection[str]) -> Iterator[Part]:
    """Employers: what follows "worked at", and names of employers that the resumes know after "from" or "at"."""
    found: list[Part] = []
    for pattern in (_AT, _EX):
        for match in pattern.finditer(text):
            name = match["name"]
            cased = _CASED.match(name)
            name = cased[0] if cased else name
            end = match.start("name") + len(name)
            if not cased and flat(name) not in known and re.match(r"\s*[a-z]", text[end:]):
                continue  # "worked at car dealerships" names no employer
            if (
                flat(name) in places
                or flat(name) in FILLERS
                or role_of(name)
                or (not cased and len(name) < 3)
            ):
                continue
            found.append(Part(name, match.start(), end))
            while further := _MORE.match(text, end):
                found.append(Part(further["name"], further.start("name"), further.end()))
                end = further.end()
    for match in re.finditer(rf"\b(?:from|at)\s+(?P<name>{_NAME}|[^\W\d_]+)", text):
        name = match["name"]
        if flat(name) in known and flat(name) not in places and flat(name) not in FILLERS:
            found.append(Part(name, match.start("name"), match.end()))
    taken = 0
    for part in sorted(found, key=lambda p: (p.start, -p.end)):
        if part.start >= taken:
            yield part
            taken = part.end


REMOTE = re.compile(
    r"\b(?:(?:fully |only |100 ?% )?remote(?:ly)?(?: only)?|work(?:ing)? from home|home ?office|wfh)\b",
    re.IGNORECASE,
)
EITHER = re.compile(
    r"\b(?:(?:remote|home ?office|wfh)(?: work)? (?:is |would be )?(?:also )?(?:ok(?:ay)?|fine|possible|welcome|too|as well)"
    r"|(?:on-?site|office) or remote|remote or (?:on-?site|office))\b",
    re.IGNORECASE,
)
"""What asks nothing of anybody: "remote ok"."""
AVAILABLE = re.compile(
    r"\b(?:(?:who (?:are|is) )?available(?: (?:immediately|now|soon|right away|at once))?|immediate(?:ly)?(?: (?:joiners?|available|start))?"
    r"|(?:who )?can start (?:immediately|now|soon|right away|at once)|open to work|short notice(?: period)?)\b",
    re.IGNORECASE,
)


def said(pattern: re.Pattern[str], text: str) -> list[Part]:
    return [Part(match[0], *match.span()) for match in pattern.finditer(text)]


A_DESCRIPTION = 400
"""From so many characters on, words are a description of what somebody does rather than a list of conditions, ..."""
SENTENCES, WORDS_OF_THEM = 3, 25
"""... and so are several sentences of some length."""


def describes(text: str) -> bool:
    """Whether it is a description, such as the text of a job."""
    sentences = [s for s in re.split(r"[.!?]\s+|\n", text) if s.strip()]
    several = len(sentences) >= SENTENCES and len(text.split()) >= WORDS_OF_THEM
    return several or len(text) >= A_DESCRIPTION


_DEED = re.compile(
    r"(?:\A\s*(?:has|have)|\b(?:who|that|somebody|someone|people))\s+(?:(?:has|have|had|can|could|would|also)\s+)*"
    r"(?!(?:has|have|is|are|was|were|been|became|served|can|knows?|knew|uses?|used|masters?|understands?|speaks?|needs?|wants?|works?|worked|with|without"
    r"|in|from|for|on|at|and|or|who|of|lives?|lived|only|must|not|never|an?|the|like|experienced?|skilled|familiar|fluent|good|strong)\b)"
    r"(?P<verb>[a-z]+)\s+(?P<rest>(?:(?!\b(?:with|in|using|knows?|who|whose|but|experience|years?)\b)[^.;])*)$",
    re.IGNORECASE,
)
_STRICT = re.compile(r"\b(?:only|must|required?|necessarily)\b", re.IGNORECASE)


_FIELD_BEFORE = re.compile(
    r"\b(?:experienced?|background|expertise|career)\s+(?:in|with|of)\s+[^.;]*$"
    r"|\b(?:someone|somebody|anyone|people|persons?|candidates?)\s+for\s+[^.;]*$",
    re.IGNORECASE,
)
_FIELD_AFTER = re.compile(
    r"(?:\s*(?:,|&|/|\band\b|\bor\b)?\s*[\w-]+){0,3}?\s+(?:experience|background|people|professionals?|folks|staff)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:knows?|knowing|us(?:e|es|ed|ing)|certified|must|required?|only|necessarily)\b", re.IGNORECASE
)


def is_field(text: str, start: int, end: int) -> bool:
    """Whether what stands there is a field that somebody has worked in ("experience in payroll", "litigation experience",
    "somebody for payroll"): resumes tell it in other words, so it ranks and excludes nobody."""
    clause = re.split(r"[.;]|\bwho\b|\bbut\b", text[:start])[-1]
    if _NAMED.search(clause):
        return False
    return bool(_FIELD_BEFORE.search(clause) or _FIELD_AFTER.match(text, end))


def is_deed(text: str, position: int) -> bool:
    """Whether what stands there is what somebody did ("who improved onboarding") rather than a skill to be listed
    ("who know Python", "experience in payroll"): it may be told in other words, so it ranks and excludes nobody."""
    return bool(_DEED.search(text[:position])) and not _STRICT.search(text[:position])
