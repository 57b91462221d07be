"""Which lines can stand above or below the dates of an employment and name it."""

from __future__ import annotations

import re

from knowledge.lines import Line
from knowledge.places import is_place
from knowledge.titles import has_legal_form, is_legal_form, is_title


def is_header(line: Line) -> bool:
    """Short, without a bullet or a full stop, mostly capitalised: a line that names something."""
    text = line.text
    if (
        line.is_bullet
        or len(text) > 110
        or (re.search(r"[.;:!]$", text) and not re.search(r"\b\w{1,4}\.$", text))
    ):
        return False
    return (
        not text[0].islower()
        and not _tells(text)
        and names_something(text)
        and re.search(r"[^\W\d_]{2}", text) is not None
    )


DID = re.compile(
    r"(?:[A-Z]\w+ed|Led|Grew|Built|Ran|Won|Wrote|Took|Made|Cut|Sold|Kept|Held|Taught|Drove|Oversaw|Rebuilt|Brought|Set|Gave|Put)\s+"
    r"(?:[a-z]|[\d$€£+])"
)
"""How a sentence begins that says what somebody did."""


def _tells(text: str) -> bool:
    """A sentence on what somebody did ("Grew sales from $3M to $8M"), and no title ("Registered nurse")."""
    return DID.match(text) is not None and not is_title(text)


_FOREIGN = re.compile(
    r"\s(?:de|du|des|del|della|di|do|da|en|et|für|im|ze|van|chez|bei|aux?)\s|\s[dl]['’](?=\w)"
)
"""Languages that write titles in lower case but for the first word."""


def names_something(text: str) -> bool:
    """Mostly capitalised words, fourteen at most, remarks in brackets apart."""
    text = re.sub(r"(?<=\w )\([^()]*\)", "", text)
    words = [
        word
        for word in re.findall(r"(?<![\d.,])[^\W\d_][\w'’.-]*", text)
        if len(word) > 3 or word[0].isupper()
    ]
    if not words:
        return not re.search(r"[^\W\d_]{2}", text)
    if _is_title_in_lower_case(text) or (has_legal_form(text) and len(words) <= 8 and text[0].isupper()):
        return True
    if is_title(text) and _FOREIGN.search(text) and len(words) <= 8 and text[0].isupper():
        return True
    return sum(word[0].isupper() for word in words) >= 0.6 * len(words) and len(words) <= 14


def _is_title_in_lower_case(text: str) -> bool:
    """ "Senior software engineer", "Responsable supply chain": the noun stands last, or first in Romance languages."""
    words = re.findall(r"[^\W\d_][\w'’.-]*", text)
    said = re.match(r"\w+(?:ed|ing)$", words[0]) if words else None
    return (
        2 <= len(words) <= 5
        and said is None
        and words[0][0].isupper()
        and not re.search(r"[.;:!?]$|\d", text)
        and (is_title(words[0]) or (is_title(words[-1]) and not words[-1].endswith("s")))
    )


def is_firm_alone(line: Line) -> bool:
    """The name of a company beyond doubt, maybe with its town, or of what its town behind it shows to be one ("Harkness
    Brands, Hartford, CT"), and nothing else."""
    firm, *towns = _DASH.split(line.text)
    bare, _, town = firm.partition(", ")
    seated = is_place(town) and not (is_title(bare) or is_place(bare)) and is_header(line)
    if not seated:
        bare = firm.replace(", ", " ") if is_legal_form(firm.rpartition(", ")[2]) else firm
    plain = not line.is_bullet and len(firm) < 60 and "," not in bare and all(map(is_place, towns))
    named = has_legal_form(firm) or seated
    return plain and named and not line.text[0].islower() and not _ends_sentence(line.text)


_DASH = re.compile(r"\s+[–—|•·-]\s+|\t+")


def _ends_sentence(text: str) -> bool:
    """A full stop that is no part of a legal form ("Inc.")."""
    return (
        text.endswith(".") and not re.search(r"\b[^\W\d_]\.$", text) and not is_legal_form(text.split()[-1])
    )
