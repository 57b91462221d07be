"""The language that a text is written in, and those that it asks of its readers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge import wording

_STOPWORDS = {
    "English": "the and you with for our are will your that this we have from work",
    "German": "und der die das wir mit für sie ein eine auf bei ist sind deine du ihr",
    "French": "le la les des nous vous et pour une avec dans est votre sur du",
    "Spanish": "el los las nosotros y para una con en es tu del por que buscamos",
    "Italian": "il gli della noi per una con nel siamo che alla sono",
    "Dutch": "het een wij voor met van jij bent ons je zijn",
    "Portuguese": "os uma para com nós você são do da em que",
    "Polish": "się oraz dla jest na nie do pracy w i z",
}


def language_of(text: str) -> str | None:
    """The language of a text when it is plainly not English: by its commonest small words, or by its script."""
    letters = [c for c in text if c.isalpha()]
    if letters and sum(ord(c) > 0x24F for c in letters) > len(letters) / 2:
        return "another script"
    words = re.findall(r"\w+", text.lower())
    counts = {name: sum(w in set(listed.split()) for w in words) for name, listed in _STOPWORDS.items()}
    best = max(counts, key=lambda name: counts[name])
    return (
        best if best != "English" and counts[best] >= 4 and counts[best] > 1.5 * counts["English"] else None
    )


_ASKED_FOR = re.compile(
    rf"\b(?P<name>{'|'.join(wording.LANGUAGES)})\b(?=\s+(?:\([^)]*\)\s*)?(?:(?:language|skills)\s+)?(?:(?:is|are|would be)\s+)?(?:an?\s+)?"
    r"(?:must|required|mandatory|essential|necessary|nice[- ]to[- ]have|plus|preferred|bonus|advantage|[abc][12]\b))"
    rf"|\b(?:fluent|business|good|excellent|native|working knowledge of|knowledge of|proficient(?: in)?)\s+(?P<after>{'|'.join(wording.LANGUAGES)})\b"
    r"(?!\s+(?:market|customers?|clients?|law|labou?r|tax|gaap|accounting|regulations?))",
    re.I,
)


def asked_for(text: str) -> Iterator[wording.Spoken]:
    """Languages to be spoken: said so, or asked for by their names ("German is a must", "English C1")."""
    said = {spoken.name: spoken for spoken in wording.languages(text)}
    for match in _ASKED_FOR.finditer(text):
        group = "name" if match["name"] else "after"
        name = match[group].capitalize()
        said.setdefault(name, wording.Spoken(name, *match.span(group)))
    yield from said.values()
