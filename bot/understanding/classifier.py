"""Understanding in process: sentences to intents and slots, in about a millisecond, without a language model."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.understanding import follow_ups, questions, slots, store, wording
from bot.understanding.sentence import Slots
from bot.understanding.shorthand import spelled
from bot.understanding.store import Models
from bot.understanding.training_data import OUT_OF_SCOPE
from bot.understanding.words import clean, ngrams
from domain.errors import Unavailable
from domain.understanding import Asking, Meaning

REJECT = 0.4
"""A sentence whose probability of being out of scope is higher means nothing to us. Chosen by five-fold
cross-validation over the training data: recall 0.86 of what is out of scope for 0.09 of what is not."""
LEAST = 0.15
"""Below this probability the best intent is a guess."""
NEAR = 0.4
"""An intent with at least this share of the best one's probability is nearly equal: it is meant when the person may
use it and not the other."""
CONTINUED = 0.8
"""Confidence in a follow-up, which is recognised by rule; a surer intent of the sentence itself wins over it."""
SURE = 0.95
"""Only an intent this sure wins over "and <name>?"."""
CLEAR = 0.6
"""From here on a piece of a sentence is a question of its own, when it begins like one ..."""
PLAIN = 0.85
"""... and from here on when it does not."""

_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|i'd|me|my|mine|we|us|our)\b", re.I)
_KNOWN_TO_ME = re.compile(r"\b(?:my|our) (?:manager|boss|lead|colleagues?|teammates?|reports?|ceo)\b", re.I)
"""Named by whose they are, yet somebody else: "my manager's salary"."""
_SUBJECT = re.compile(r"\b(?:does|did|has|is)\s+([^\W\d_]+)|\b([^\W\d_]+)'s\b|\b([^\W\d_]+s)'(?!\w)", re.I)
_OWN = frozenset({"leave_balance", "leave_mine", "applications_mine"})
"""Intents of tools that only ever answer about the asker."""
_REST_OF_LIST = re.compile(r"\s*#?\d{1,2}\s+(?:to|because|for|into)\b", re.I)
"""The end of "move 1, 3 and 5 to interview", which is no question of its own."""
_OF_THAT = re.compile(r"\b(?:for|in return for|instead of|because of) (?:it|that|this|them)\W*$", re.I)
""" "I worked on Sunday, can I get a day off for it?" is one question."""
_BACK = re.compile(r"\W*(?:(?:ok|so|hi|hey)\W+)*(?:i'?m|i am|we're) back\b", re.I)
_DECIDE_AGAIN = re.compile(r"\b(?:decid|approv|delegat|stand-?in|deputy)", re.I)
""" "I'm back, I decide myself" ends a stand-in and checks nobody in."""
_OF_PEOPLE = frozenset({"candidates_search", "candidates_refine"})
_SAME_PEOPLE = re.compile(
    r"(?:(?:who|that) (?!is (?:on|off|out|away)\b))?(?:has|have|had|is|are|was|knows?|speaks?|can(?! you\b)|worked|lives?|studied)\b",
    re.I,
)
"""Goes on about the people looked for: "who worked at Bosch and has a master's"."""
_OF_OTHERS = {
    "pay_payslip": "pay_of",
    "pay_change": "pay_change_of",
    "pay_salary": "pay_of",
    "pay_year": "pay_of",
    "attendance_month": "attendance_of",
    "attendance_today": "attendance_of",
}
"""What is asked for when it is somebody else's: "Mira's payslip" is never answered with one's own."""
_OF_MINE = {"pay_of": "pay_payslip", "pay_change_of": "pay_change"}
"""The other way round, where nobody is named."""
_SHE = re.compile(r"\b(?:he|him|his|she|hers?)\b", re.I)
_TO_ME = re.compile(r"\b(?:show|give|send|get|tell|bring|fetch) me\b", re.I)
_DECIDED = re.compile(
    r"\b(?:approved?|decided?|accept(?:ed)?|answer(?:ed)?|sign(?:ed)? off|said yes|declined?)\b", re.I
)
"""Of one's own request it is asked what somebody else made of it."""
_SMALL_TALK = "assistant_hello"
_GOING_ON = (
    follow_ups.about_scores,
    follow_ups.about_list,
    follow_ups.new_status,
    follow_ups.other_numbers,
)


class Classifier:
    """Implements `domain.ports.Understanding`."""

    def __init__(self, models: Models) -> None:
        self._models = models

    @classmethod
    def load(cls, cache: Path) -> Classifier:
        """The trained classifier: from the folder `cache`, or trained now (some seconds) and stored there.

        Raises `Unavailable` when it can be neither read nor trained.
        """
        path = cache / f"understanding-{store.key()}.npz"
        models = store.load(path) or _trained(path)
        classifier = cls(models)
        # The first date makes dateparser load its language data: better now than in somebody's first question.
        classifier.read("book 3 to 7 August off", Asking(date(2000, 1, 1), "en_GB"))
        return classifier

    def read(self, text: str, asking: Asking) -> list[Meaning]:
        text = spelled(clean(text))
        if not any(c.isalnum() or c == "?" for c in text):
            return []
        found = self._all(questions.sentences(text), asking)
        asked = [m for m in found if m.intent != _SMALL_TALK]
        return asked or found[:1]

    def _all(self, sentences: list[str], asking: Asking) -> list[Meaning]:
        found: list[Meaning] = []
        for sentence in sentences:
            for question in self._questions(sentence, asking):
                if found:
                    asking = replace(asking, focus=found[-1].intent)
                for meaning in self._meanings(question, asking):
                    _add(found, meaning)
        return found

    # --- one sentence, several questions ---------------------------------------------------------------------

    def _questions(self, sentence: str, asking: Asking) -> Iterator[str]:
        """The sentence, cut where both sides are clearly questions of their own."""
        first, *others = questions.pieces(sentence) or [questions.Piece(0, len(sentence), True)]
        start, end = first.start, first.end
        for piece in others:
            if self._apart(sentence[start:end], sentence[piece.start : piece.end], piece.opens, asking):
                yield sentence[start:end]
                start = piece.start
            end = piece.end
        yield sentence[start:end]

    def _apart(self, left: str, right: str, opens: bool, asking: Asking) -> bool:
        if _REST_OF_LIST.match(right) or (_BACK.match(left) and _DECIDE_AGAIN.search(right)):
            return False
        if _SAME_PEOPLE.match(right) and self._choose(left, asking)[0] in _OF_PEOPLE:
            return False
        (one, sure), (other, surer) = self._choose(left, asking), self._choose(right, asking)
        if one == other and _OF_THAT.search(right):
            return False
        if one is None or other is None or sure < CLEAR or other == "candidates_refine":
            return False
        if opens:
            return surer >= CLEAR
        return surer >= PLAIN and one != other

    # --- one question ------------------------------------------------------------------------------------------

    def _meanings(self, text: str, asking: Asking) -> list[Meaning]:
        intent, confidence = self._choose(text, asking)
        continued, named = self._continued(text, asking, intent, confidence)
        if continued:
            intent, confidence = continued, CONTINUED
        if intent is None or (intent in _OWN and self._of_somebody_else(text)):
            return []
        if intent in _OF_OTHERS and wording.WHO.match(text):
            intent = "attendance_team" if intent.startswith("attendance_") else None
        if intent is None:
            return []
        other = _OF_OTHERS.get(intent)
        if other and not named and self._theirs(text, other, asking):
            intent = other
        found = [named] if named else self._slots(text, intent, asking)
        own = _OF_MINE.get(intent)
        if own and "person" not in found[0] and self._mine(text, intent, asking):
            intent, found = own, self._slots(text, own, asking)
        return [
            Meaning(intent, round(confidence, 3), slots_, text, continued is not None) for slots_ in found
        ]

    def _theirs(self, text: str, other: str, asking: Asking) -> bool:
        """Whether somebody else's is asked for: named, "her", or the pay of whom it was just about."""
        without = _TO_ME.sub(" ", text)
        goes_on = asking.focus in _OF_MINE and other in _OF_MINE and not _FIRST_PERSON.search(without)
        return goes_on or bool(_SHE.search(text)) or self._of_somebody_else(without)

    def _mine(self, text: str, intent: str, asking: Asking) -> bool:
        """Whether what names nobody is about the asker: "compare May and June" too, where it goes on about nobody else."""
        if _FIRST_PERSON.search(_KNOWN_TO_ME.sub("", text)):
            return True
        others = _SHE.search(text) or asking.focus in _OF_MINE
        return intent == "pay_change_of" and not others

    def _of_somebody_else(self, text: str) -> bool:
        """ "How much vacation does Anna have?": to answer with the asker's own would mislead."""
        if _DECIDED.search(text):
            return False
        others = (word.casefold() for match in _SUBJECT.finditer(text) for word in match.groups() if word)
        return not _FIRST_PERSON.search(text) and any(word not in self._models.known for word in others)

    def _slots(self, text: str, intent: str, asking: Asking) -> list[Slots]:
        return slots.read(text, intent, asking, self._models.phrases, self._models.spans)

    def _continued(
        self, text: str, asking: Asking, intent: str | None, confidence: float
    ) -> tuple[str | None, Mapping[str, Any] | None]:
        """The intent of the last answer when this goes on from it, with its slots when they are only a name."""
        focus = asking.focus
        small_talk = intent == _SMALL_TALK and not asking.form and not follow_ups.opens(text)
        if focus is None or small_talk:
            return None, None
        for rule in _GOING_ON:
            if (about := rule(text, focus)) is not None:
                return about, None
        unsure = intent is None or confidence < CONTINUED
        goes_on = follow_ups.fragment(text, focus, self._models.phrases)
        filling = asking.form and not text.endswith("?")
        if goes_on and (unsure or filling or follow_ups.opens(text) or intent == _SMALL_TALK):
            return goes_on, None
        open_to = intent == "candidates_search" or (unsure and not follow_ups.asks(text))
        if follow_ups.condition(text, focus) and open_to:
            return "candidates_refine", None
        named = follow_ups.name(text, focus, self._models.known)
        if named and confidence < SURE:
            return focus, named
        return None, None

    def _choose(self, text: str, asking: Asking) -> tuple[str | None, float]:
        """The likeliest intent and its probability; None when the sentence is unlike any that is known."""
        model = self._models.intents
        chances = dict(
            zip(model.labels, model.probabilities(ngrams(text, self._models.known)).tolist(), strict=True)
        )
        outside = chances.pop(OUT_OF_SCOPE)
        best = max(chances, key=chances.__getitem__)
        if outside > REJECT or chances[best] < LEAST:
            return None, 0.0
        if asking.intents is not None and best not in asking.intents:
            allowed = max((i for i in chances if i in asking.intents), key=chances.__getitem__, default=best)
            near = chances[allowed] >= max(LEAST, NEAR * chances[best])
            if not near and chances[best] < CLEAR:
                return None, 0.0  # a guess at what is not for them would only be refused
            best = allowed if near else best
        return best, chances[best]


def _add(found: list[Meaning], meaning: Meaning) -> None:
    """Append; or complete the meaning before when this only adds details to it ("Friday off. The afternoon.")."""
    last = found[-1] if found else None
    adds = last and last.intent == meaning.intent and not set(last.slots) & set(meaning.slots)
    if last and adds and meaning.slots and meaning.confidence == CONTINUED:
        found[-1] = replace(last, slots={**last.slots, **meaning.slots}, text=f"{last.text} {meaning.text}")
    elif last is None or (last.intent, last.slots) != (meaning.intent, meaning.slots):
        found.append(meaning)


def _trained(path: Path) -> Models:
    """Trains in a process of its own, which takes scikit-learn's 130 MB with it when it ends."""
    command = [sys.executable, "-m", "bot.understanding.training", str(path.absolute())]
    trained = subprocess.run(command, cwd=store.HERE.parents[1], capture_output=True, text=True, check=False)  # noqa: S603
    models = store.load(path)
    if models is None:
        why = trained.stderr.strip().rpartition("\n")[2] or "no reason was given"
        raise Unavailable(f"The understanding of sentences could not be trained into {path.parent}: {why}")
    return models
