"""A recruiter's sentence about a job's criteria: "make Kafka a must", "drop Java", "weight education 0"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from domain.errors import BadInput
from domain.rubric import MOST_CRITERIA, PARTS, WEIGHT_OF, Criterion, Need, Part, Weights
from knowledge.criteria import criterion, skill_criterion

HOW = (
    "Say for example “make Kafka a must”, “Docker is nice to have”, “add Terraform”, “drop Java”, "
    "“at least 5 years”, “3 years of Python”, “weight education 0”, “weight Kafka 5”."
)
NEAR = 80

_MUST = r"(?:a |an )?(?:must(?:[- ]haves?)?|required|mandatory|essential|necessary|obligatory|requirements?|needed)"
_NICE = r"(?:a |an )?(?:nice[- ]to[- ]haves?|optional|nice|bonus|plus|preferred|desirable|not (?:a must|required|mandatory|needed|necessary))"
_FOR_JOB = re.compile(
    r"\b(?:for|in|on|of|from) (?:the |this |that |our )?(?:[\w+#./&-]+ ){0,5}?(?:job|role|position|vacancy|opening|posting|criteria)\b[,: ]*",
    re.I,
)
_LEAD = re.compile(
    r"^(?:please|pls|ok(?:ay)?|now|also|then|can you|could you|would you|and|i want to|i'd like to|we should|let's|change|the criteria|criteria)[,: ]+",
    re.I,
)

_PLEASE = re.compile(r"[ ,]*\b(?:please|pls|thanks|thank you|too|instead|now)\W*$", re.I)


@dataclass(frozen=True)
class Edited:
    criteria: tuple[Criterion, ...]
    weights: Weights
    told: str


def edited(criteria: tuple[Criterion, ...], weights: Weights, sentence: str) -> Edited:
    """The criteria after every change that the sentence asks for, and those in words. Raises `BadInput` when it asks for
    none, for something that is not there, or for nothing that could be scored."""
    state = Edited(criteria, weights, "")
    told = []
    for clause in _clauses(sentence):
        state = _applied(state, clause)
        told.append(state.told)
    if not told:
        raise BadInput(f"I did not understand what to change. {HOW}")
    if len(state.criteria) > MOST_CRITERIA:
        raise BadInput(f"A job has at most {MOST_CRITERIA} criteria. Please drop some first.")
    return Edited(state.criteria, state.weights, "; ".join(told))


_WITH_YEARS = re.compile(
    rf"(?P<name>[\w+#./ -]{{1,40}}?):? (?:(?:is|as) )?(?P<need>{_MUST}|{_NICE})(?:,| and| with)+ (?:at least |min(?:imum)? )?"
    r"(?P<years>\d{1,2})\s*\+?\s*(?:years?|yrs?)",
    re.I,
)
"""One clause that says two things: "Kafka nice to have, 2 years"."""


def _clauses(sentence: str) -> list[str]:
    text = _FOR_JOB.sub(" ", " ".join(sentence.split()))
    text = _WITH_YEARS.sub(r"\g<name> is \g<need>; \g<years> years of \g<name>", text)
    verbs = r"make|add|drop|remove|delete|weight|set|require|replace|at least|give|raise|lower|mark|put|take out|exclude|count|ignore"
    parts = re.split(rf"\s*(?:;|\.(?=\s|$)|,?\s+and\s+(?={verbs})|,\s*(?={verbs}))\s*", text, flags=re.I)
    found = []
    for part in parts:
        plain = _PLEASE.sub("", part).strip(" ,:.!?")
        while (shorter := _LEAD.sub("", plain)) != plain:
            plain = shorter.strip()
        if plain:
            found.append(plain)
    return found


def _applied(state: Edited, clause: str) -> Edited:
    for pattern, change in _CHANGES:
        if match := pattern.fullmatch(clause):
            return change(state, match)
    raise BadInput(f"I did not understand “{clause[:80]}”. {HOW}")


def _names(words: str) -> list[str]:
    found = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s+as well as\s+", words.strip(" .,"))
    return [re.sub(r"^(?:the|a|an|skill|skills|criterion|also|both) ", "", n, flags=re.I) for n in found if n]


def _meant(state: Edited, name: str) -> Criterion | None:
    """The criterion of that name, as it would be made or as it is nearest."""
    made = skill_criterion(name, "nice")
    for one in state.criteria:
        if one.id == made.id or one.name.casefold() == name.casefold():
            return one
    if re.fullmatch(r"(?:years?|years of experience|experience|seniority)(?: years?)?", name, re.I):
        return next((c for c in state.criteria if c.kind == "years"), None)
    names = {c.id: c.name for c in state.criteria}
    best = process.extractOne(
        name, names, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=NEAR
    )
    return next(c for c in state.criteria if c.id == best[2]) if best else None


def _there(state: Edited, name: str) -> Criterion:
    found = _meant(state, name)
    if found is None:
        there = ", ".join(c.name for c in state.criteria)
        raise BadInput(f"“{name}” is not among the criteria. There are: {there}.")
    return found


def _with(state: Edited, one: Criterion, told: str) -> Edited:
    there = any(c.id == one.id for c in state.criteria)
    kept = tuple(one if c.id == one.id else c for c in state.criteria)
    return Edited(kept if there else _placed(kept, one), state.weights, told)


def _placed(criteria: tuple[Criterion, ...], one: Criterion) -> tuple[Criterion, ...]:
    """After the last of its part."""
    at = max((n for n, c in enumerate(criteria, 1) if c.part == one.part), default=len(criteria))
    return (*criteria[:at], one, *criteria[at:])


def _needed(need: Need) -> Callable[[Edited, re.Match[str]], Edited]:
    def change(state: Edited, match: re.Match[str]) -> Edited:
        told = []
        for name in _names(match["names"]):
            one = _meant(state, name) or skill_criterion(name, need)
            one = one.model_copy(update={"need": need, "weight": WEIGHT_OF[need]})
            told.append(f"{one.name} is {'a must' if need == 'must' else 'nice to have'}")
            state = _with(state, one, "")
        return Edited(state.criteria, state.weights, ", ".join(told))

    return change


def _added(state: Edited, match: re.Match[str]) -> Edited:
    need: Need = "must" if match["must"] else "nice"
    told = []
    for name in _names(match["names"]):
        one = skill_criterion(name, need)
        if any(c.id == one.id for c in state.criteria):
            raise BadInput(f"{one.name} is already among the criteria.")
        state = _with(state, one, "")
        told.append(f"{one.name} added as {'a must' if need == 'must' else 'nice to have'}")
    return Edited(state.criteria, state.weights, ", ".join(told))


def _dropped(state: Edited, match: re.Match[str]) -> Edited:
    gone = [_there(state, name) for name in _names(match["names"])]
    kept = tuple(c for c in state.criteria if c not in gone)
    if not kept:
        raise BadInput("A job keeps at least one criterion: otherwise nobody could be told from anybody.")
    return Edited(kept, state.weights, ", ".join(f"{c.name} dropped" for c in gone))


def _replaced(state: Edited, match: re.Match[str]) -> Edited:
    old = _there(state, match["old"])
    one = skill_criterion(match["new"], old.need).model_copy(update={"weight": old.weight})
    kept = tuple(one if c.id == old.id else c for c in state.criteria if c.id != one.id or c.id == old.id)
    return Edited(kept, state.weights, f"{one.name} in place of {old.name}")


_PART_WORDS: dict[str, Part] = {
    "skills": "skills", "skill": "skills", "experience": "experience", "depth": "experience", "depth of experience": "experience",
    "experience depth": "experience", "education": "education", "degrees": "education", "soft": "soft", "soft skills": "soft",
    "soft skills and trajectory": "soft", "trajectory": "soft",
}  # fmt: skip


def _weighted(state: Edited, match: re.Match[str]) -> Edited:
    name, number = (
        match["name"].strip().lower().removeprefix("the ").removesuffix(" weight"),
        float(match["number"]),
    )
    if part := _PART_WORDS.get(name):
        if number > 100:
            raise BadInput("The weight of a part lies between 0 and 100.")
        weights = state.weights.model_copy(update={part: round(number)})
        if not any(weights.of(c.part) and c.weight for c in state.criteria):
            raise BadInput("Then nothing would count. Leave at least one part with a weight.")
        return Edited(state.criteria, weights, f"{PARTS[part]} weighs {number:g}")
    one = _there(state, name)
    if number > 10:
        raise BadInput(
            f"The weight of one criterion lies between 0 and 10 (a must has 3, nice to have 1); {number:g} is more."
        )
    return _with(state, one.model_copy(update={"weight": round(number)}), f"{one.name} weighs {number:g}")


def _parts(state: Edited, match: re.Match[str]) -> Edited:
    """ "skills 50, experience 30, education 5, soft 15"."""
    told = []
    for pair in re.finditer(r"([a-z][a-z ]*?)\s*[:=]?\s*(\d{1,3})\s*%?", match[0].lower()):
        words = pair[1].strip().removeprefix("weights ").removeprefix("and ").strip()
        if words in _PART_WORDS:
            state = Edited(
                state.criteria,
                state.weights.model_copy(update={_PART_WORDS[words]: min(int(pair[2]), 100)}),
                "",
            )
            told.append(f"{PARTS[_PART_WORDS[words]]} weighs {pair[2]}")
    return Edited(state.criteria, state.weights, ", ".join(told))


def _years(state: Edited, match: re.Match[str]) -> Edited:
    years = float(match["years"])
    if years > 50:
        raise BadInput("Nobody has worked for more than 50 years. Please give another number.")
    of = (match["of"] or "").strip()
    of = re.sub(
        r"^(?:professional |work |working |relevant )*experience(?: (?:in|with|of|using))?\s*",
        "",
        of,
        flags=re.I,
    )
    if not of:
        there = next((c for c in state.criteria if c.kind == "years"), None)
        one = (
            there.model_copy(update={"years": years})
            if there
            else criterion("years", "experience", "must", years=years)
        )
        return _with(state, one, f"at least {years:g} years of experience")
    one = _meant(state, of) or skill_criterion(of, "must")
    if one.kind != "skill":
        raise BadInput(f"Years can be asked of a skill or of experience as a whole, not of “{one.name}”.")
    return _with(
        state, one.model_copy(update={"years": years or None}), f"at least {years:g} years of {one.name}"
    )


_NUMBER = r"(?P<number>\d{1,3}(?:\.\d+)?)\s*(?:%|percent|per cent|points?)?"
_ZERO = re.compile(rf"weight (?P<name>.+?) {_NUMBER}", re.I)
_PART = r"(?:skills?|experience|education|soft(?: skills)?)"
_CHANGES: tuple[tuple[re.Pattern[str], Callable[[Edited, re.Match[str]], Edited]], ...] = tuple(
    (re.compile(pattern, re.I), change)
    for pattern, change in (
        (rf"(?:set |make |use )?(?:the )?(?:weights?[: ]+)?{_PART}\s*[:=]?\s*\d+\s*%?(?:,?\s*(?:and )?{_PART}\s*[:=]?\s*\d+\s*%?)+", _parts),
        (rf"(?:weight|weigh|count|rate) (?P<name>.+?) (?:at |with |by |as |to )?{_NUMBER}", _weighted),
        (rf"(?:set|give|change|raise|lower|put) (?:the )?(?:weight (?:of|for) )?(?P<name>.+?) (?:a )?(?:weight )?(?:of |to |at |down to |up to )?{_NUMBER}", _weighted),
        (r"(?:ignore|don't count|do not count|leave out) (?P<name>skills?|experience|education|soft(?: skills)?)(?P<number>)", lambda s, m: _weighted(s, _ZERO.fullmatch(f"weight {m['name']} 0") or m)),
        (r"(?:require|set|make it|make that|ask for|add|we need|they need|must have|should have)?\s*(?:at least|min(?:imum)?(?: of)?|a minimum of)?\s*(?P<years>\d{1,2}(?:\.\d)?)\s*\+?\s*(?:years?|yrs?)(?: (?:of|in|with) (?P<of>.+)|(?P<rest> .*)?)", lambda s, m: _years(s, m)),
        (rf"(?:make|mark|set|put|turn) (?P<names>.+?) (?:as |to |into |down as )?{_NICE}", _needed("nice")),
        (rf"(?:make|mark|set|put|turn|move) (?P<names>.+?) (?:as |to |into |down as )?{_MUST}", _needed("must")),
        (rf"(?P<names>.+?) (?:is|are|isn't|aren't|should be|would be|can be)(?: only| just)? {_NICE}", _needed("nice")),
        (rf"(?P<names>.+?) (?:isn't|aren't|is not|are not|need not be|doesn't have to be) {_MUST}", _needed("nice")),
        (rf"(?P<names>.+?) (?:is|are|should be|has to be|must be|becomes?) {_MUST}", _needed("must")),
        (r"(?:require|we need|they need|must have|must know) (?P<names>.+)", _needed("must")),
        (rf"(?:add|include) (?P<names>.+?)(?: (?:as|to the) (?:(?P<must>{_MUST})|{_NICE}))?", _added),
        (rf"(?P<names>[^:]+?):? {_NICE}", _needed("nice")),
        (rf"(?P<names>[^:]+?):? {_MUST}", _needed("must")),
        (r"(?:replace|swap|exchange) (?P<old>.+?) (?:with|by|for) (?P<new>.+)", _replaced),
        (r"(?:drop|remove|delete|take out|exclude|scrap|cut|lose|ignore|without|leave out|we don't need|no longer need|not) (?P<names>.+?)(?: out| again| requirement| from the list)?", _dropped),
    )
)  # fmt: skip
