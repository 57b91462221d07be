"""Which section of a resume a line opens."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.heading_words import ALONE, HEAD_OF, MODIFIERS, PHRASES, SECTION_OF, UNSPACED, WORDS, Section

__all__ = ["WORDS", "Section", "is_known", "section_named", "section_of"]


_TRIM = re.compile(r"^[\W\d_]+|[\W_]+$")


_GERMAN = re.compile(
    r"(?P<languages>sprach\w*kenntnisse)$|(?P<skills>kenntnisse|fähigkeiten|kompetenzen|fertigkeiten)$"
    r"|(?P<certifications>weiterbildung(?:en)?|fortbildung(?:en)?|zertifikate)$|(?P<education>bildung|ausbildung|studium)$"
    r"|(?P<employment>erfahrung(?:en)?|werdegang|berufspraxis|laufbahn)$"
)
"""German joins its nouns: "Berufsausbildung", "Fachkenntnisse"."""
_SCHOOLED = frozenset("educational education academic academics school university scholastic studies".split())  # noqa: SIM905
_UNPAID = frozenset(
    "volunteer volunteering voluntary pro-bono honorary board non-executive trust trustee civic elected ehrenamtliche bénévole".split()  # noqa: SIM905
)
_OF_TIME = frozenset("history journey record trajectory timeline path".split())  # noqa: SIM905


_RATED = re.compile(r"[★☆⭐●○◉◯■□▪▫▮▯▰▱█▓▒░⚫⚪]{3,}\s*$")
"""How well somebody can what stands before it."""
_REMARK = re.compile(
    r"(?<=\w) \((?:(?:most|recent|first|last|in|reverse|chronological|order|all|up|to|date|selected|selection|with|dates|cont(?:inued|['’]d)?|relevant|key"
    r"|technical|computer|other|paid|full|list|available|below|see|as|of|the|latest|current|since|only|main)\b\W*)+\)(?=:?$)",
    re.IGNORECASE,
)
"""What some say of a section beside its name: "Training (all up to date)"."""
_BESIDE = re.compile(r"(?P<head>[^\W\d][^()\d\t]{2,40}) \((?P<other>[^()\d\t]{3,40})\):?")
_ON_REQUEST = re.compile(
    r"(?:references|referees)\W+(?:(?:are|will be|can be|gladly|on|upon|available|supplied|provided|furnished|given|by|request|demand|if|required)\W*){1,6}",
    re.IGNORECASE,
)
_AS_ASKED = re.compile(r"(?<=\w) (?:to date|attended|obtained|awarded|(?:with|and) dates?)\b")
"""What forms add to a heading: "Institutions attended with dates"."""


_MAIN = (Section.employment, Section.education, Section.skills, Section.languages)


def _translated(head: str, other: str) -> Section | None:
    """Of a heading with the same in another language in brackets: what both say, or the latter where the former is not known
    ("Kokemus (Experience)")."""
    known, said = section_of(head), section_of(other)
    if known is None and said in _MAIN and is_known(other) and len(head.split()) <= 3:
        return said
    return known if known is said else None


@lru_cache(maxsize=4096)
def section_of(line: str) -> Section | None:
    """The section that a line opens; None when the line is no heading ("Skills:" is one, "Skills: Python" not)."""
    line = re.sub(r"[=~_*#+-]{4,}\s*$", "", line)
    if len(line) > 60 or (line.startswith("(") and line.endswith(")")) or _RATED.search(line):
        return None
    if _ON_REQUEST.fullmatch(line):
        return Section.references
    line = _REMARK.sub("", line)
    if (beside := _BESIDE.fullmatch(line)) and (known := _translated(beside["head"], beside["other"])):
        return known
    sides = re.split(r"\s[|/]\s", line)
    if len(sides) == 2 and (known := section_of(sides[0])) and section_of(sides[1]) is known:
        return known  # in two languages
    words = _TRIM.sub("", line).casefold().replace("&", " and ").replace("/", " and ").replace(",", " and ")
    words = _AS_ASKED.sub("", re.sub(r"\s+", " ", words).replace("’", "'").replace("i\u0307", "i"))
    words = words.replace("ı", "i")  # Turkish capitals fold otherwise than its small letters
    return SECTION_OF.get(words) or PHRASES.get(words) or _composed(words, line) or _torn(words, line)


def is_known(line: str) -> bool:
    """Whether the line is a heading in common use, and not made up of the words of one."""
    words = _TRIM.sub("", line).casefold().replace("&", " and ")
    return words in SECTION_OF or words in PHRASES


def _torn(words: str, line: str) -> Section | None:
    """A heading whose letters are set so far apart that one word reads as two ("Core Competenc ies")."""
    if " " not in words or not line[:1].isupper() or "\t" in line:
        return None
    return UNSPACED.get(words.replace(" ", ""))


def section_named(heading: str) -> Section:
    """The section under what its look shows to be a heading, in whatever words ("Where the hours went"): by the last of its
    nouns that is known, or none of ours."""
    known = section_of(heading)
    if known is not None:
        return known
    if _UNPAID.intersection(re.findall(r"[\w-]+", heading.casefold())):
        return Section.other
    words = re.findall(r"[^\W\d_]+", heading.casefold())
    heads = [found for word in words if (found := HEAD_OF.get(word) or HEAD_OF.get(f"{word}s"))]
    return heads[-1] if heads else Section.other


def _composed(words: str, line: str) -> Section | None:
    """A heading made of a known noun and known words around it ("Academic Appointments"), each with a capital; in
    capitals throughout, the words around it may be any ("VINEYARD SKILLS")."""
    parts = words.split()
    if (
        not 1 <= len(parts) <= 4
        or not line.strip(" \t:•·")[:1].isupper()
        or line.rstrip().endswith((".", ",", ";"))
        or re.search(r"\d", line)
    ):
        return None
    german = _GERMAN.search(words)
    if german and all(part in MODIFIERS or part.endswith("-") or _GERMAN.search(part) for part in parts):
        return Section(german.lastgroup) if german.lastgroup else None
    if parts == ["toolbox", "talks"]:  # what a foreman holds
        return None
    if parts[-1] == "skills" and parts[-2:-1] == ["and"]:
        return Section.skills
    heads = [part for part in parts if part in HEAD_OF]
    if len(parts) == 1 or not heads:
        return HEAD_OF[words] if words in ALONE else None
    if any(part not in HEAD_OF and part not in MODIFIERS for part in parts) and not _shouted(parts, line):
        return None
    several = {HEAD_OF[part] for part in parts if part in HEAD_OF}
    if (
        Section.skills in several
        and several <= {Section.skills, Section.other, Section.languages}
        and "and" in parts
    ):
        return Section.skills
    # In French the noun comes first, elsewhere last; "Training and education" is about the latter.
    if _UNPAID.intersection(parts):
        return Section.other
    last = parts[-1] if parts[-1] in HEAD_OF else heads[0]
    if HEAD_OF[last] is Section.certifications and HEAD_OF[heads[0]] in (Section.education, Section.skills):
        last = heads[0]
    if last == "details" and heads[0] != last:
        last = heads[0]
    if (last in _OF_TIME or last in ("profile", "summary", "details")) and _SCHOOLED.intersection(parts):
        return Section.education
    return HEAD_OF[last]


_SURE = frozenset(
    """experience education skills history qualifications competencies expertise knowledge abilities employment
    certifications languages publications references""".split()  # noqa: SIM905
)


def _shouted(parts: list[str], line: str) -> bool:
    return (
        line.isupper()
        and parts[-1] in _SURE
        and len(parts) - parts.count("and") <= 3
        and "for" not in parts
        and "\t" not in line
    )
