"""What a job description asks for, read by rules: each criterion with the sentence that it comes from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from domain.rubric import MOST_CRITERIA, PARTS, WEIGHT_OF, Criterion, Kind, Need
from knowledge import behaviours, glosses, skills, tongues, wording
from knowledge.evidence import unwrapped
from knowledge.glosses import glossed
from knowledge.unread import TO_MACHINES, UNFAIR

VERSION = "draft:rules-1"
QUOTE = 200
FIRST_MUSTS = 4
"""Of a description that does not say what is necessary, the skills it names first are."""

_NICE = re.compile(
    r"nice[- ]to[- ]have|\bbonus\b|\ba plus\b|\bplus(?:es)?\b\s*[:.]|preferred|preferabl|desirable|ideal(?:ly)?\b|advantage|optional"
    r"|need not|not (?:required|necessary|needed|a must)|no need|would be (?:great|nice|good)|we don't expect|familiarity"
    r"|wünschenswert|von vorteil|idealerweise|un plus|souhaité|deseable",
    re.I,
)
_MUST = re.compile(
    r"\bmust\b|required?|requirements?|mandatory|essential|necessary|you (?:have|bring|know)|you'll need|we expect|minimum|at least"
    r"|proficien\w+|strong|solid|proven|qualifications|what you bring|who you are|\d\+|voraussetzung|anforderungen|erforderlich|exigé|requis",
    re.I,
)
_HEADING = re.compile(r"^\W*(?=[A-ZÄÖÜÉ])[\w '’/&-]{3,50}:?\W*$")
_SENTENCES = re.compile(r"(?<=[.!?;])\s+(?=\S)|\n+")
_DEGREE = re.compile(
    r"\b(?:(?:bachelor|master)(?:['’]s)?(?: degree)?|ph\.?d\.?|doctorate|b\.?sc\.?|m\.?sc\.?|mba|(?:university|college) degree|degree|diploma)"
    r"(?: (?:of|in) (?P<subject>[A-Za-z][\w&]*(?: (?!or\b|and an?\b|with\b|from\b|is\b|nice\b|required\b)[\w&]+){0,3}))?",
    re.I,
)
_SCHOOL = re.compile(
    r"\b(?:degree|graduate|graduated|diploma|studied|alumn\w+)\b[^.\n]{0,40}?\b(?:from|of|at) (?:the )?"
    r"(?P<school>(?:[A-ZÄÖÜ][\w.&-]*\s+){0,4}(?:University|Universität|College|Institute|School|IIT|IIM|MIT|ETH)(?: of(?: [A-Z]\w+)+| [A-Z]\w+)?)"
)  # fmt: skip


@dataclass(frozen=True)
class Draft:
    criteria: tuple[Criterion, ...]
    unfair: tuple[str, ...]
    """Words of the description that no criterion may be made of: age, sex, family, origin, looks."""
    language: str | None
    """Of a description that is not in English."""
    addressed: int = 0
    """Sentences that speak to a machine, and were not read."""


@dataclass(frozen=True)
class _Sentence:
    text: str
    """As it is read: in English."""
    need: Need | None
    said: str


def drafted(title: str, description: str) -> Draft:
    """Skills, years, degree, school, languages and behaviours, and what every job asks for: a like position and growth. A
    description is data: whatever it tells its reader to do, it can only be quoted."""
    sentences = list(_sentences(description))
    said = any(s.need for s in sentences)
    found: list[Criterion] = []
    for sentence in sentences:
        found += _of_sentence(sentence, said=said)
    found = _merged(found)
    if not any(c.need == "must" and c.kind == "skill" for c in found):
        found = _first_are_musts(found)
    if title.strip():
        found.append(criterion("title", title.strip()[:80], "must"))
    kinds = {c.kind for c in found}
    if "degree" not in kinds:
        found.append(criterion("degree", "A degree or vocational diploma", "nice"))
    if "behaviour" not in kinds:
        found += [
            criterion("behaviour", name, "nice") for name in ("Works with others", "Takes responsibility")
        ]
    found.append(criterion("trajectory", "Growing responsibility", "nice"))
    unfair = tuple(dict.fromkeys(m[0].lower() for m in UNFAIR.finditer(description)))
    addressed = sum(bool(TO_MACHINES.search(glossed(part))) for part in _SENTENCES.split(description))
    language = tongues.language_of(description) or glosses.language_of(description)
    return Draft(tuple(_in_order(found)[:MOST_CRITERIA]), unfair, language, addressed)


def _in_order(found: Iterable[Criterion]) -> list[Criterion]:
    """By part; within one as they were named, what is necessary first."""
    order = list(PARTS)
    return sorted(found, key=lambda c: (order.index(c.part), c.need != "must"))


def criterion(
    kind: Kind, name: str, need: Need, *, years: float | None = None, quote: str | None = None
) -> Criterion:
    """Its id derives from what it asks for, so that the same criterion is the same in every version."""
    plain = re.sub(r"\W+", "-", name.casefold()).strip("-")
    if not plain or len(plain) > 60 or re.search(r"[+#]", name):
        plain += "-" + hashlib.sha256(name.casefold().encode()).hexdigest()[:6]
    id = "years" if kind == "years" else f"{kind}-{plain[:70].strip('-')}"
    return Criterion(id=id, kind=kind, name=name, need=need, weight=WEIGHT_OF[need], years=years, quote=quote)


def of_fields(
    must: Iterable[str], nice: Iterable[str], min_years: float, title: str, description: str
) -> Draft:
    """A draft in which what a form says outright is added, and stands over what the description lets guess."""
    draft = drafted(title, description)
    named = [skill_criterion(name, "must") for name in must] + [
        skill_criterion(name, "nice") for name in nice
    ]
    if named:
        said = {c.id for c in named}
        others = [
            c.model_copy(update={"need": "nice", "weight": WEIGHT_OF["nice"]}) if c.kind == "skill" else c
            for c in draft.criteria
            if c.id not in said and (c.kind != "skill" or _allied(c.name, named))
        ]
        quotes = {c.id: c.quote for c in draft.criteria}
        named = [c.model_copy(update={"quote": quotes.get(c.id)}) for c in named]
        draft = replace(draft, criteria=tuple(_in_order((*named, *others))))
    if min_years and not any(c.kind == "years" for c in draft.criteria):
        years = criterion("years", "experience", "must", years=min_years)
        draft = replace(draft, criteria=tuple(_in_order((*draft.criteria, years))))
    return replace(draft, criteria=draft.criteria[:MOST_CRITERIA])


def _allied(name: str, named: Sequence[Criterion]) -> bool:
    """Whether a skill that the description mentions is of a trade that somebody named outright."""
    trades = {skills.trade_of(c.name) for c in named if skills.canonical(c.name) == c.name}
    trades |= skills.TECHNICAL if trades & skills.TECHNICAL else set()
    return skills.trade_of(name) in trades


def skill_criterion(name: str, need: Need, years: float | None = None, quote: str | None = None) -> Criterion:
    """A soft skill becomes the behaviour that shows it; a language is one; everything else is a skill."""
    known = skills.canonical(name) or name.strip()
    if (way := behaviours.of_skill(known) or behaviours.named(name)) is not None:
        return criterion("behaviour", way, need, quote=quote)
    if is_language(name):
        return criterion("language", name.strip().capitalize(), need, quote=quote)
    return criterion("skill", known, need, years=years, quote=quote)


def is_language(name: str) -> bool:
    return any(
        spoken.name.casefold() == name.strip().casefold() for spoken in wording.languages(f"speaks {name}")
    )


# --- a sentence at a time --------------------------------------------------------------------------------------


def _sentences(description: str) -> Iterator[_Sentence]:
    """With what it, or the heading above it, says about necessity."""
    under: Need | None = None
    for said in _SENTENCES.split(description):
        part = glossed(said)
        text = part.strip(" \t•*–-·")
        if not text:
            continue
        own: Need | None = "nice" if _NICE.search(text) else "must" if _MUST.search(text) else None
        if TO_MACHINES.search(text):
            continue
        plain = part[:1].isalpha() or text.endswith(":")
        if (
            plain
            and _HEADING.match(said)
            and len(text.split()) <= 6
            and not (skills.find(text) or any(tongues.asked_for(text)))
        ):
            under = own
            continue
        yield _Sentence(text, own or under, said.strip(" \t•*–-·"))


def _of_sentence(sentence: _Sentence, *, said: bool) -> Iterator[Criterion]:
    text, quote = sentence.text, _quoted(sentence.said)
    need: Need = sentence.need or "nice"
    clauses = list(_clauses(text, sentence.need))
    counted = [y for y in wording.years(text) if y.least]
    mentions = skills.find(text)
    for mention in mentions:
        own = _said_at(mention.start, clauses) or need
        near = next((y for y in counted if _of_skill(mention, y, text)), None)
        years = (
            near.least
            if near and not re.search(r"experience\s+in\b", text[near.start : mention.start], re.I)
            else None
        )
        if behaviours.of_skill(mention.name):
            yield criterion("behaviour", behaviours.of_skill(mention.name) or "", own, quote=quote)
        else:
            yield criterion("skill", mention.name, own, years=years, quote=quote)
            counted = [y for y in counted if y is not near] if years else counted
    if counted and not _of_the_company(text):
        least = max(y.least or 0 for y in counted)
        at = counted[0].start
        own = _said_at(at, clauses) or "must"
        yield criterion("years", "experience", own, years=least, quote=quote)
    for spoken in tongues.asked_for(text):
        yield criterion("language", spoken.name, _said_at(spoken.start, clauses) or need, quote=quote)
    for match in _DEGREE.finditer(text):
        if len(match[0]) > 3 and not re.search(
            r"\b(?:360|high|some|certain)[- ]degree|degrees? of\b", text, re.I
        ):
            yield criterion(
                "degree", _capital(match[0])[:80], "nice" if sentence.need != "must" else "must", quote=quote
            )
            break
    for match in _SCHOOL.finditer(text):
        yield criterion("institution", match["school"].strip(), "nice", quote=quote)
    for name, pattern in behaviours.ASKED:
        if pattern.search(text) and re.search(
            r"\byou\b|skills?|ability|experience|excellent|strong|good", text, re.I
        ):
            yield criterion("behaviour", name, "nice", quote=quote)


def _of_skill(mention: skills.Mention, said: wording.Years, text: str) -> bool:
    """Years with a skill stand near it; behind a comma, "5 years of experience" are those of all work."""
    if 0 <= mention.start - said.end <= 25:
        return True
    alone = (
        re.search(r"\bexperience\b", text[said.start : said.end]) and "," in text[mention.end : said.start]
    )
    return 0 <= said.start - mention.end <= 12 and not alone


def _clauses(text: str, whole: Need | None) -> Iterator[tuple[int, Need | None]]:
    """Where each clause ends, and what it says about necessity. "Must know Python, SQL, Kafka is a plus": where a sentence
    says both, its clauses speak for themselves and for those that follow without a word of their own."""
    both = bool(_NICE.search(text) and _MUST.search(_NICE.sub(" ", text)))
    need: Need | None = None if both else whole
    for part in re.finditer(r"[^,;()]+[,;()]?", text):
        if both:
            need = "nice" if _NICE.search(part[0]) else "must" if _MUST.search(part[0]) else need
        yield part.end(), need


def _said_at(at: int, clauses: Sequence[tuple[int, Need | None]]) -> Need | None:
    return next((need for end, need in clauses if at < end), None)


def _of_the_company(text: str) -> bool:
    """Years that the firm has existed, or a contract lasts."""
    return bool(
        re.search(
            r"\b(?:founded|since \d{4}|for (?:over|more than) \d+ years,? (?:we|our)|our \d+ years|contract|limited to)\b",
            text,
            re.I,
        )
    )


def _quoted(text: str) -> str:
    said = unwrapped(text)
    return said if len(said) <= QUOTE else said[: QUOTE - 1].rsplit(" ", 1)[0] + "…"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:].strip(" .")


def _merged(found: Sequence[Criterion]) -> list[Criterion]:
    """One of each, in the order named; said twice, the stricter word counts."""
    kept: dict[str, Criterion] = {}
    for one in found:
        before = kept.get(one.id)
        if before is None:
            kept[one.id] = one
        elif (before.need, before.years or 0) != ("must", one.years or 0) and (
            one.need == "must" or one.years
        ):
            years = max(before.years or 0, one.years or 0) or None
            need: Need = "must" if "must" in (before.need, one.need) else "nice"
            kept[one.id] = before.model_copy(update={"need": need, "weight": WEIGHT_OF[need], "years": years})
    return list(kept.values())


def _first_are_musts(found: Sequence[Criterion]) -> list[Criterion]:
    left, made = FIRST_MUSTS, []
    for one in found:
        plain = one.kind == "skill" and not (one.quote and _NICE.search(one.quote)) and left > 0
        left -= plain
        made.append(one.model_copy(update={"need": "must", "weight": WEIGHT_OF["must"]}) if plain else one)
    return made
