"""Soft skills as what people did, by the words in which resumes say it. Sentences are evidence; nothing is inferred
about anybody's personality."""

from __future__ import annotations

import re
from collections.abc import Mapping

WAYS: Mapping[str, str] = {
    "Works with others": (
        r"together with|in close contact|cross[- ]functional|collaborat\w+|worked (?:closely )?with|agreed\b.{0,60}\bwith|aligned\b.{0,40}\bwith"
        r"|partnered|pair(?:ed)? (?:with|program\w+)|with (?:the|two|three|other|several|product|design\w*) (?:teams?|designers?|engineers?|product)"
        r"|stakeholders?|team player|teamwork|liais\w+|zusammenarbeit|équipe"
    ),
    "Communicates": (
        r"present(?:ed|ing|ations?)\b|explain(?:ed|ing)|wrote (?:the )?(?:guides?|documentation|handbook|design docs?)|document(?:ed|ation)|workshops?"
        r"|spoke at|talks? at|trained|training (?:for|of)|taught|negotiat\w+|communicat\w+|reported to|public speaking|published"
    ),
    "Leads and helps others grow": (
        r"\bled\b|\bleads?\b|leading|managed (?:a |the )?(?:team|people|staff|\d+)|headed|supervis\w+|mentor\w*|coach\w*|onboard\w*|hired|team of \d+|line manag\w+"
        r"|leadership|directed|responsible for (?:a team|\d+)|delegat\w+"
    ),
    "Takes responsibility": (
        r"\bowned\b|ownership|responsible for|on[- ]call|took over|introduced|initiated|drove|set up|founded|established|launched|in charge"
        r"|accountable|end[- ]to[- ]end|brought\b.{0,60}\bdown|cut\b.{0,60}\bby|reduced|rescued"
    ),
    "Solves problems": (
        r"root cause|troubleshoot\w*|debug\w*|investigat\w+|analy[sz]ed|diagnos\w+|solved|problem[- ]solving|fixed|resolved|found (?:out )?why|tuned|optimi[sz]ed"
    ),
    "Organises": (
        r"planned|schedul\w+|coordinat\w+|organi[sz]\w+|prioriti[sz]\w+|roadmap|deadlines?|budget\w*|time management|project manage\w*"
    ),
}  # fmt: skip
"""Behaviour → what shows it."""
_SYNONYMS: Mapping[str, str] = {
    "Communication": "Communicates",
    "Presentation skills": "Communicates",
    "Leadership": "Leads and helps others grow",
    "Teamwork": "Works with others",
    "Problem solving": "Solves problems",
    "Critical thinking": "Solves problems",
    "Decision making": "Takes responsibility",
    "Time management": "Organises",
    "Organisational skills": "Organises",
    "Multitasking": "Organises",
    "Conflict resolution": "Works with others",
}
PATTERNS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(rf"\b(?:{how})", re.I) for name, how in WAYS.items()
}
_WORDS = (
    (
        "Leads and helps others grow",
        r"lead(?:er|ership|s|ing)?\b|mentor\w*|coach\w*|people manag\w+|manage (?:a )?team",
    ),
    ("Communicates", r"communicat\w+|present\w*|stakeholder communication|written and spoken"),
    (
        "Works with others",
        r"collaborat\w+|team ?work|team player|work (?:closely )?with|cross[- ]functional|agree\b",
    ),
    ("Takes responsibility", r"owner(?:ship)?|own\b|responsib\w+|self[- ]starter|initiative|on[- ]call"),
    ("Solves problems", r"problem[- ]solving|solve problems|analytical|troubleshoot\w*"),
    ("Organises", r"organi[sz](?:ed|ation)|priorit\w+|time management|plan(?:ning)?\b"),
)
ASKED = tuple((name, re.compile(rf"\b(?:{how})", re.I)) for name, how in _WORDS)
"""How a job description asks for each."""


def of_skill(name: str) -> str | None:
    """The behaviour that a soft skill of the taxonomy stands for."""
    return _SYNONYMS.get(name)


def named(words: str) -> str | None:
    """The behaviour that somebody means by "leadership" or "communication"."""
    for name in WAYS:
        if name.casefold() == words.strip().casefold():
            return name
    return next((name for name, pattern in ASKED if pattern.match(words.strip())), None)
