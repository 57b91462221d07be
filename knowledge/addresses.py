"""How to reach the person of a resume: e-mail, phone, links."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import phonenumbers

from knowledge import skills
from knowledge.lines import Line, Piece

EMAIL = re.compile(
    r"(?:(?<=[|:•] )|(?<=[\n\t]))[a-z]{2,20}\.[ ][\w.+-]*\w@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?![\w@])"
    r"|(?<![\w.+-])[\w.+-]*\w[ ]?@[ ]?[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?![\w@])|(?<![\w.+-])[\w.+-]*\w\s?[(\[](?:at|AT|@)[)\]]\s?[\w-]+(?:(?:\.|\s?[(\[](?:dot|DOT|\.)[)\]]\s?)[\w-]+)+"
)
_LINK = re.compile(
    r"(?<![\w@.])(?:https?://|www\.)[^\s|,;<>()\"•·]+|(?<![\w@.])(?:linkedin|github|gitlab|xing|behance|medium|dribbble"
    r"|stackoverflow|kaggle|twitter|x)\.(?:com|org)/[^\s|,;<>()\"•·]+",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"(?<![\w@.])(?:[a-z0-9-]+\.)+[a-z]{2,10}(?:/[^\s|,;<>()]*)?(?![\w@])", re.IGNORECASE)
_TOP_LEVEL = frozenset(
    """com org net io dev me de in fr uk co ai app eu ch at nl info tech us ca au es it pt pl se no dk fi ie nz za br mx sg
    page site online xyz blog design example test""".split()  # noqa: SIM905 (a list of words reads better so)
)
Mail = tuple[Piece, str]
"""Where an e-mail address stands, and the address without the blanks and line breaks it is shown with."""
_BROKEN = re.compile(
    r"(?<![\w.+-])(?:[\w.+-]*\w@[\w-]*(?:\.[\w-]+)*\n[\w-]*\.?[\w.-]*\.[a-z]{2,}|[\w.+-]{3,}\n@[\w.-]+\.[a-z]{2,})(?=\s|$)"
    r"|(?<![\w.+-])[\w.+-]*\w@[\w-]+(?:\.[\w-]+)*\.?\n[a-z]{2,8}(?=\n|$)"
)
"""An address that a narrow column breaks over two lines."""


def emails_of(text: str) -> list[Mail]:
    """All e-mail addresses, in order."""
    broken = [m for m in _BROKEN.finditer(text) if _is_torn(m[0])]
    whole = [m for m in EMAIL.finditer(text) if not any(b.start() <= m.start() < b.end() for b in broken)]
    found = sorted([*whole, *broken], key=lambda m: m.start())
    return [(Piece(m[0], m.start()), _plainly(m[0])) for m in found]


def _plainly(shown: str) -> str:
    """An address as it is used, of one broken or written so that machines miss it ("ada[at]post[dot]example")."""
    dotted = re.sub(r"[(\[](?:dot|\.)[)\]]", ".", re.sub(r"\s", "", shown), flags=re.IGNORECASE)
    return re.sub(r"[(\[](?:at|@)[)\]]", "@", dotted, flags=re.IGNORECASE)


def own_mails(
    text: str, referees: Sequence[range], named: Callable[[Sequence[str]], Piece | None]
) -> tuple[list[Mail], list[range]]:
    """The addresses outside `referees`, the lines where other people are named, and these lines. Where there is no address
    outside, a line below the referees may be the page's foot: one inside that is like the name (`named` tells it from the
    addresses) is the person's own, and its line is no referee's."""
    mails = emails_of(text)
    outside = [mail for mail in mails if not any(mail[0].start in other for other in referees)]
    if outside or not mails:
        return outside, list(referees)
    name = named([])
    own = [mail for mail in mails if name and shares(name.text, mail[1])]
    return own, [other for other in referees if not any(mail[0].start in other for mail in own)]


def _is_torn(address: str) -> bool:
    upper, _, lower = address.partition("\n")
    return not _is_top_level(upper) and _is_top_level(upper + lower)


def _is_top_level(address: str) -> bool:
    return address.rsplit(".", 1)[-1].lower() in _TOP_LEVEL


def email_of(mails: Sequence[Mail], name: str | None) -> Mail | None:
    """The person's own address: the one most like the name, else the one given most often, else the first."""
    given = Counter(address for _, address in mails)

    def rank(mail: Mail) -> tuple[float, int]:
        return likeness(name, mail[1]) if name else 0.0, given[mail[1]]

    return max(mails, key=rank, default=None)


BESIDE = 300
"""Characters between an address and a phone number that belong together."""


def phone_of(text: str, regions: Sequence[str], own: Sequence[int], others: Sequence[range]) -> Piece | None:
    """The first possible phone number near the person's own address (which stands at `own`), else the first anywhere but
    in `others`, where other people are named: in international form, else as dialled in one of the regions ("DE")."""
    found: list[tuple[tuple[bool, int, int], Piece]] = []
    lines = [line for line in _contact_lines(text) if not any(line.start in other for other in others)]
    for order, region in enumerate((None, *regions)):
        for line in lines:
            for start, end in _numbers(line.text, region):
                digits = sum(character.isdigit() for character in line.text[start:end])
                if digits >= 8 and not _is_years(line.text[start:end]):
                    number = _without_postal_code(line.part(start, end), line)
                    far = bool(own) and min(abs(number.start - at) for at in own) > BESIDE
                    found.append(((far, order, number.start), number))
        if any(not far for (far, _, _), _ in found):
            break
    return min(found, key=lambda f: f[0])[1] if found else None


_ABROAD = re.compile(r"\+[1-9]\d{0,3}(?:[ ().-]{0,2}\d){7,12}(?!\d)")


def _numbers(line: str, region: str | None) -> list[tuple[int, int]]:
    """Where phone numbers stand; without a region, what has the form of an international one will do where there is no other:
    its country may have changed its numbers since ("+52 1 33 ...")."""
    found = phonenumbers.PhoneNumberMatcher(line, region, leniency=phonenumbers.Leniency.POSSIBLE)
    known = [(match.start, match.end) for match in found]
    return known or ([] if region else [match.span() for match in _ABROAD.finditer(line)])


def _without_postal_code(number: Piece, line: Piece) -> Piece:
    """ "06 55 50 12 12 31000 Toulouse" without what belongs to the town."""
    code = re.search(r"(?<=\d{2})\s\d{5}$", number.text)
    town = re.match(r"\s[A-ZÀ-Þ][a-zà-þ]", line.text[number.end - line.start :])
    if code and town and len(re.sub(r"\D", "", number.text[: code.start()])) >= 9:
        return number.part(0, code.start())
    return number


def _contact_lines(text: str) -> Iterator[Piece]:
    """Lines with digits enough for a number that are no sentences: short, and of few words."""
    start = 0
    for line in text.split("\n"):
        if (
            len(line) < 140
            and len(re.findall(r"\d", line)) >= 8
            and len(re.findall(r"[^\W\d_]{3,}", line)) <= 16
        ):
            yield Piece(line, start)
        start += len(line) + 1


def _is_years(number: str) -> bool:
    """Years, or a day: of birth, as a rule."""
    if re.fullmatch(
        r"\(?(?:[0-3]?\d([./-])[01]?\d\1(?:19|20)\d\d|(?:19|20)\d\d([./-])[01]\d\2[0-3]\d)\)?", number.strip()
    ):
        return True
    return (
        re.fullmatch(
            r"\(?(?:\d{1,2}[./-])?(?:19|20)\d\d(?:[./-][01]?\d)?\)?\s*[-–/to ]+\s*\(?(?:\d{1,2}[./-])?(?:19|20)\d\d(?:[./-][01]?\d)?\)?",
            number,
        )
        is not None
    )


def links_of(text: str, header: Sequence[Line]) -> list[Piece]:
    """Web addresses anywhere, and bare domains in the header."""
    found = {match.start(): Piece(match[0].rstrip(".,"), match.start()) for match in _LINK.finditer(text)}
    for line in (line for line in header if len(line.text) < 300):
        mails = [(m.start(), m.end()) for m in EMAIL.finditer(line.text)]
        for match in _DOMAIN.finditer(line.text):
            inside = any(start <= match.start() < end for start, end in mails)
            at = line.start + match.start()
            covered = any(p.start <= at < p.end for p in found.values())
            top = match[0].split("/")[0].rsplit(".", 1)[-1].lower()
            if not inside and not covered and top in _TOP_LEVEL and skills.canonical(match[0]) is None:
                found[at] = Piece(match[0].rstrip("."), at)
    return [found[at] for at in sorted(found)]


def shares(words: str, email: str) -> bool:
    """Whether the address holds any of these words."""
    return _share(_plain(words), _local(email)) > 0


def likeness(name: str, email: str | None) -> float:
    """Share of the name's words that the address starts with, as words or initials."""
    if email is None:
        return 0.0
    local = _local(email)
    spelt = name.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return max(_share(_plain(name), local), _share(_plain(spelt), local))


def _local(email: str) -> str:
    """The letters before the @."""
    return re.sub(r"[^a-z]", "", _plain(email.split("@")[0]))


def _share(name: str, local: str) -> float:
    words = [re.sub(r"[^a-z]", "", word) for word in re.split(r"[\s-]+", name)]
    long = [word for word in words if len(word) > 1]
    return sum(word in local for word in long) / len(long) if long else 0.0


def _plain(text: str) -> str:
    text = (
        text.lower()
        .replace("ß", "ss")
        .replace("ø", "o")
        .replace("ł", "l")
        .replace("æ", "ae")
        .replace("đ", "d")
        .replace("ı", "i")
    )
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
