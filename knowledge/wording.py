"""The grammar of a search sentence: years, negation, job titles, languages. Positions refer to the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


NUMBERS = _listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)


@dataclass(frozen=True)
class Years:
    """Bounds as said; None is open."""

    least: float | None
    most: float | None
    start: int
    end: int


_NUMBER = rf"(?:(?<!\d)\d{{1,2}}(?:\.\d+)?(?!\d)|{'|'.join(NUMBERS)})"
_UNIT = r"(?:\s*-?\s*(?:years?|yrs?|y\b)(?:['’]?\s*(?:of\s+)?(?:work\s+|professional\s+)?experience)?)"
_LEAST = (
    r"at least|no less than|not less than|no fewer than|more than|over|above|minimum(?: of)?|min\.?|from|>=?"
)
_MOST = (
    r"at most|no more than|not more than|less than|fewer than|under|below|up to|maximum(?: of)?|max\.?|<=?"
)
_RANGE = re.compile(
    rf"(?:between\s+)?(?P<low>{_NUMBER})\s*(?:-|–|to|and)\s*(?P<high>{_NUMBER}){_UNIT}", re.IGNORECASE
)
_BOUND = re.compile(
    rf"(?:(?P<most>{_MOST})|(?P<least>{_LEAST}))?\s*(?P<number>{_NUMBER})\s*(?:\+|plus\b|or more\b)?"
    rf"{_UNIT}(?P<less>\s*or less)?(?:\s*or more|\s*\+)?",
    re.IGNORECASE,
)


def years(text: str) -> list[Years]:
    """ "5+ years", "at least three years", "3-5 yrs", "less than 2 years": a plain number is a least."""
    ranges = [Years(_value(m["low"]), _value(m["high"]), m.start(), m.end()) for m in _RANGE.finditer(text)]
    rest = blank(text, ranges)
    bounds = []
    for match in _BOUND.finditer(rest):
        number = _value(match["number"])
        most = bool(match["most"] or match["less"])
        bounds.append(Years(None if most else number, number if most else None, match.start(), match.end()))
    return [*ranges, *bounds]


def number(word: str) -> int:
    """Of digits, or of one of `NUMBERS`."""
    return NUMBERS.index(word.lower()) if word.lower() in NUMBERS else int(word)


def _value(word: str) -> float:
    lowered = word.lower()
    return float(NUMBERS.index(lowered)) if lowered in NUMBERS else float(word)


def blank(text: str, spans: list[Years]) -> str:
    """The text with those spans as spaces: every other character stays where it is."""
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


_TOKEN = re.compile(
    r"leave out|filter out|take out|get rid of|other than|apart from|not only|no longer|(?:do|does|did)(?:n['’]t| not)"
    r"|(?:has|have|is|are)(?:n['’]t)|[\w'’]+|[,.;\n](?!\w)",
    re.IGNORECASE,
)
_EXCLUDE = frozenset(
    _listed("exclude excludes excluding except remove removing drop hide skip ignore omit minus")
) | {"leave out", "filter out", "take out", "get rid of", "other than", "apart from"}
_NOT_LIST = frozenset({"without", "lacking"})
_NOT = (
    frozenset(_listed("no not never neither nor nobody none"))
    | {f"{verb}{ending}" for verb in ("do", "does", "did") for ending in ("n't", "n’t", " not")}
    | {f"{verb}{ending}" for verb in ("has", "have", "is", "are") for ending in ("n't", "n’t")}
)
_AGAIN = frozenset(_listed("with who having in from near only also plus ideally preferably"))
_NOBODY = frozenset(
    _listed(
        "those these ones one people person anyone anybody everyone candidates candidate the a an any all of them "
        "who know knows have has and or"
    )
)


def negative(text: str) -> list[bool]:
    """For each character whether what stands there is not wanted.

    "Exclude", "remove" and the like reach to the end of the clause, "without" over its list, "no" and "not" to the
    next comma; one inside the other cancels ("exclude those without a degree").
    """
    signs = [False] * (len(text) + 1)
    outer, inner, said = False, "", False
    last = 0
    for token in _TOKEN.finditer(text):
        word = token[0].lower()
        signs[last : token.start()] = [outer ^ bool(inner)] * (token.start() - last)
        if word in {".", ";", "\n", "but"}:
            outer, inner = False, ""
        elif word in _EXCLUDE:
            outer, said = True, False
        elif word in _NOT_LIST or word in _NOT:
            inner, said = ("list" if word in _NOT_LIST else "item"), False
        elif (word == "," and inner == "item") or (word in _AGAIN and said):
            inner = ""
        elif word not in _NOBODY and word not in _AGAIN:
            said = True
        last = token.start()
    signs[last:] = [outer ^ bool(inner)] * (len(signs) - last)
    return signs


ROLES = frozenset(
    _listed(
        "accountant actuary administrator admin advisor advocate agent agronomist analyst architect artist assistant associate "
        "attorney auditor banker barista bartender bookkeeper broker buyer carpenter cashier chef clerk coach consultant "
        "controller cook coordinator copywriter counsel counselor counsellor dentist designer dev developer director doctor driver "
        "economist editor educator electrician engineer estimator executive farmer firefighter foreman freelancer generalist "
        "instructor intern interpreter journalist lawyer lead leader lecturer librarian machinist manager marketer mason "
        "mechanic merchandiser nurse officer operator owner painter paralegal paramedic pharmacist photographer physician pilot "
        "planner plumber principal producer professor programmer psychologist publicist receptionist recruiter reporter "
        "representative researcher salesperson scientist secretary specialist statistician strategist student superintendent "
        "supervisor surgeon surveyor teacher technician teller tester therapist trader trainee trainer translator tutor "
        "underwriter veterinarian waiter waitress welder worker writer"
    )
)
_SAME = {
    "dev": "developer",
    "programmer": "developer",
    "engineer": "developer",
    "admin": "administrator",
    "leader": "lead",
    "attorney": "lawyer",
    "counsellor": "counselor",
    "salespeople": "salesperson",
}


def in_full(noun: str) -> str:
    return {"dev": "developer", "admin": "administrator"}.get(noun, noun)


def singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def role_of(word: str) -> str | None:
    """The role noun in its singular, synonyms as one; None for another word."""
    noun = singular(word.lower())
    return _SAME.get(noun, noun) if noun in ROLES or noun in _SAME else None


_LANGUAGE = (
    "Arabic|Bengali|Bulgarian|Cantonese|Catalan|Chinese|Croatian|Czech|Danish|Dutch|English|Estonian|Farsi|Finnish"
    "|French|German|Greek|Gujarati|Hebrew|Hindi|Hungarian|Indonesian|Italian|Japanese|Kannada|Korean|Latvian"
    "|Lithuanian|Malay|Malayalam|Mandarin|Marathi|Norwegian|Persian|Polish|Portuguese|Punjabi|Romanian|Russian"
    "|Serbian|Slovak|Slovenian|Spanish|Swahili|Swedish|Tagalog|Tamil|Telugu|Thai|Turkish|Ukrainian|Urdu|Vietnamese"
)
_SPOKEN = re.compile(
    rf"\b(?:speak\w*|fluent in|fluency in|native)\s+(?P<list>(?:{_LANGUAGE})(?:(?:\s*,\s*|\s+(?:and|or)\s+)(?:{_LANGUAGE}))*)\b"
    rf"|\b(?P<before>(?:{_LANGUAGE})(?:(?:\s*,\s*|\s+(?:and|or)\s+)(?:{_LANGUAGE}))*)(?=[\s-]+speak(?:ing|ers?)\b)",
    re.IGNORECASE,
)


LANGUAGES = tuple(_LANGUAGE.split("|"))


@dataclass(frozen=True)
class Spoken:
    name: str
    start: int
    end: int


def languages(text: str) -> Iterator[Spoken]:
    """Languages that somebody shall speak; "German market" names none."""
    for match in _SPOKEN.finditer(text):
        start, end = match.span("list" if match["list"] else "before")
        for name in re.finditer(_LANGUAGE, text[start:end], re.IGNORECASE):
            yield Spoken(name[0].capitalize(), start + name.start(), start + name.end())


VAGUE = frozenset(
    _listed(
        "background deep degree excellent experience experienced expert expertise field good great hands-on industry junior "
        "knowledge level proficient proven senior skill skills solid strong team work"
    )
)
"""Words that alone say too little to be a condition."""
PERSONAL = frozenset(
    _listed(
        "women woman men man male males female females girl girls boy boys lady ladies gentlemen unmarried married "
        "pregnant childless christian christians muslim muslims hindu hindus jewish jews catholic catholics"
    )
)
"""Words of a search about who people are: by sex, family and religion nobody is found or left out."""
FILLERS = frozenset(
    _listed(
        "a about all also am among an and any anybody anyone anywhere applicant applicants are around as at background "
        "based be between bonus but by can candidate candidates could cv cvs desirable did do does don't down drop ever "
        "everybody everyone except exclude excluding experience experienced filter find fluent for from get give good great had has have "
        "having hello help hey hi him her hide how i i'd i'm ideally if in instead is it its just keep know knowing "
        "knowledge known knows language languages least leave less like list living lives located location look looking "
        "lot make many matching may me minimum more most much must my narrow native near need needs never nice no nobody none nor not now of on one "
        "ones only optional or our out over people person persons please plus preferably preferred profile profiles "
        "remove resume resumes search searching see should show skill skills skip so solid some somebody someone speak "
        "speaker speakers speaking speaks strong than that the their them then there there's these they this those to too "
        "understand up us use used uses using very want wanted was we were what where which who whom whose will with "
        "within without work worked working works would year years yet yrs you"
    )
)
"""Words of a search sentence that say nothing about the people looked for."""
