"""Who asked, and who is to decide instead: names of colleagues in sentences about decisions, by the words around them."""

from __future__ import annotations

import re

from bot.understanding import wording

NAME = r"([^\W\d_][\w.'’-]*?(?: [^\W\d_][\w.'’-]*?){0,3}?)"
_END = r"(?=$|[.,?!]| (?:because|with|until|till|while|please|pls|instead|to (?:decide|approve)|so|as|since|from|not|to)\b)"
_ASKED = (
    rf"\b(?:approve|aprove|decline|deny|reject|refuse|accept|to|off|on|for|confirm|give|hand|pass|reassign|forward|transfer"
    rf"|assign|decide|of|down|ok|have|let|on)\s+{NAME}['’]s\b",
    rf"\b(?:of|from|by) {NAME}{_END}",
    rf"\bthe {NAME} (?:one|request|approval|case|rejection)\b",
    rf"\b(?:deny|grant|let|what|give) {NAME} (?:his|her|their|have|asked)\b",
)
_INSTEAD = (
    rf"\bto {NAME}{_END}",
    rf"\b(?:let|ask|have|for|make it) {NAME} (?:to )?(?:decide|approve)\b",
    rf"^(?:please )?{NAME} (?:should|must|can|will) (?:decide|approve)\b",
)
_FOR_ME = (
    rf"\b(?:let|make|have|assign|appoint|make it) {NAME} (?:decide|approve|handle|my|as|be|stand|take)\b",
    rf"(?:^|[,:] |\baway |\bvacation |\bleave |day |\d |week |month )(?:then )?{NAME} "
    rf"(?:decides?|can|approves?|stands?|covers?|takes?|is|should|will|handles?)\b",
    rf"\bto {NAME}{_END}",
    rf"\bmake it {NAME}{_END}",
)
_NOBODY = re.compile(
    r"^(?:it|this|that|me|my|him|her|them|i|you|we|who|someone|somebody|nobody|anyone|can|yes|no|what"
    r"|(?:to|can|could|the|this|that|my|all|a|an|while|until|till)\b.*)$|\b(?:request|approval|one|leave|decide|approve|vacation)$|\b(?:decide|approve)\b",
    re.I,
)


def asked_by(text: str) -> str | None:
    """Whose request: "approve Mira's leave", "the request from Jonas Weber"."""
    return _first(_ASKED, text)


def decides_instead(text: str) -> str | None:
    """To whom one request goes: "give it to Sam", "let Sam decide the first one"."""
    return _first(_INSTEAD, text)


def decides_for_me(text: str) -> str | None:
    """Who decides everything for a while: "Sam decides for me", "delegate my approvals to Sam until Friday"."""
    return _first(_FOR_ME, text)


def why(text: str) -> str | None:
    """The reason that is given with a decision."""
    patterns = (wording.WITH_REASON, wording.BECAUSE, wording.COMMA_WHY)
    match = next((m for p in patterns if (m := p.search(text))), None)
    return match[1] if match else None


def without_why(text: str) -> str:
    return wording.BECAUSE.sub("", wording.WITH_REASON.sub("", text))


def _first(patterns: tuple[str, ...], text: str) -> str | None:
    for pattern in patterns:
        found = re.compile(pattern, re.I)
        match = found.search(text.strip())
        while match and _NOBODY.search(match[1]):
            match = found.search(text.strip(), match.start() + 1)
        if match:
            return match[1]
    return None
