"""What of a job description becomes no criterion: words about who people are, and orders to whatever reads it by machine."""

from __future__ import annotations

import re

UNFAIR = re.compile(
    r"\b(?:young|youthful|digital natives?|recent graduates? only|under \d\d|between \d\d and \d\d years old|max(?:imum)? age \d+|male|female|men only"
    r"|women only|gentlem[ae]n|ladies|native speakers?|mother tongue|unmarried|single|no children|citizens? only|good[- ]looking"
    r"|attractive|able-bodied|healthy|junge[rns]?|muttersprachl\w+|männlich\w*|weiblich\w*|ledig\w*|jeune dynamique|langue maternelle)\b",
    re.I,
)

TO_MACHINES = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|rules|prompts?|criteria|above|previous)\b|\bsystem prompt\b"
    r"|\byou are (?:now )?an? (?:ai|assistant|language model)\b|\b(?:score|rate|rank|give|mark)\b.{0,40}\b(?:candidates?|applicants?|100|highest|perfect)\b"
    r"|\b(?:ai|assistant|model|llm)\s*:",
    re.I,
)
"""Sentences addressed to whatever reads this by machine: nothing is read off them."""
