"""The text of a resume → profile, by rules. Every value says where it stands; what is not there stays unknown."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from domain.profiles import Education, Employment, Profile, Skill, Span
from knowledge import skills
from knowledge.addresses import email_of, likeness, links_of, own_mails, phone_of
from knowledge.certainty import weighed
from knowledge.contact import headline_of, location_of, name_of
from knowledge.dates import periods, total_years
from knowledge.documents import Document
from knowledge.education import education_of
from knowledge.employments import employments_of
from knowledge.experience import gaps, with_uses
from knowledge.filled_names import filled_name
from knowledge.headings import Section, section_of
from knowledge.heads import drawn
from knowledge.lines import Line, Piece, lines_of
from knowledge.lists import certifications_of, languages_of
from knowledge.places import regions_to_try
from knowledge.sections import Block, blocks_of, span, value, within
from knowledge.skill_lists import group_names, named_skills
from knowledge.titles import is_degree, is_school, is_title


def parse(document: Document, today: date) -> Profile:
    """What the visible text says, as of `today` ("present" in a date). Never raises; noise gives an empty profile."""
    text = document.text
    lines = lines_of(text)
    heads = (*document.headings, *drawn(text))
    referees = _referees(lines, heads) if _REFERS.search(text) else []
    filled = filled_name(text)
    mails, others = own_mails(
        text, referees, lambda known: filled[0] if filled else name_of(lines, known, document.large)
    )
    name = filled[0] if filled else name_of(lines, [address for _, address in mails], document.large)
    email = email_of(mails, name.text if name else None)
    blocks = blocks_of(lines, name.text if name else None, heads)
    header = list(within(blocks, None, Section.contact))[:25]
    location = location_of(header)
    own = [piece.start for piece, address in mails if email and address == email[1]]
    phone = phone_of(text, regions_to_try(location.text if location else None), own, others)
    headline = headline_of(lines, name) if name else None
    employments = employments_of(document, _employment_lines(blocks), periods(text))
    employments, studied = _apart(employments, blocks)
    taught = [*_education_lines(blocks), *studied]
    education = [entry for lines in taught for entry in education_of(document, lines)]
    headings = [(b.heading.start, b.heading.end) for b in blocks if b.heading and section_of(b.heading.text)]
    listed = list(within(blocks, Section.skills))
    spoken = any(b.section is Section.languages and b.heading not in listed for b in blocks)
    entries = named_skills(listed, document.labels, tongues=not spoken)
    skilled = _skills(document, name, employments, education, entries, headings)
    named = _named(skilled, listed, group_names(listed, document.labels))
    profile = Profile(
        name=value(
            document,
            name,
            filled[1] if filled else _shown(text[name.start : name.end], email[1] if email else ""),
        )
        if name
        else None,
        email=value(document, *email) if email else None,
        phone=value(document, phone) if phone else None,
        location=value(document, location) if location else None,
        links=tuple(value(document, link) for link in links_of(text, header)),
        headline=value(document, headline) if headline else None,
        skills=with_uses([s for s in skilled if s.name in named], employments, today),
        mentioned=with_uses([s for s in skilled if s.name not in named], employments, today),
        employments=tuple(employments),
        education=tuple(education),
        languages=tuple(
            value(document, p) for p in languages_of(list(within(blocks, Section.languages)), text, entries)
        ),
        certifications=tuple(
            value(document, p) for p in certifications_of(text, list(within(blocks, Section.certifications)))
        ),
        total_years=total_years([(e.start, e.end) for e in employments if e.start], today),
        gaps=gaps(employments, today),
    )
    return weighed(profile, document, likeness(name.text, email[1] if email else None) if name else 0.0)


_REFERS = re.compile(r"r\s?[eé]\s?f\s?[eé]|suosittelij", re.IGNORECASE)
"""Of every heading that referees stand under: most resumes have none, and need not be taken apart twice."""


def _referees(lines: list[Line], heads: Sequence[str]) -> list[range]:
    """Lines about people who can be asked."""
    found = within(blocks_of(lines, None, heads), Section.references)
    return [range(line.start, line.end) for line in found]


def _employment_lines(blocks: list[Block]) -> list[Line]:
    """Lines of the employment sections; of a resume that has none by name, or no dates there, those before the first
    heading, in the summary and in sections that are about nothing else."""
    named = list(within(blocks, Section.employment))
    if any(periods(line.text) for line in named):
        return named
    return list(within(blocks, None, Section.summary, Section.other))


def _apart(jobs: list[Employment], blocks: list[Block]) -> tuple[list[Employment], list[list[Line]]]:
    """The employments, and the lines of what reads like one but is a degree at a school, in a resume without headings of either."""
    named = {block.section for block in blocks} & {Section.employment, Section.education}
    studies = [job for job in jobs if not named and _is_study(job)]
    lines = [line for block in blocks for line in block.lines]
    inside = [[x for x in lines if s.span.start <= x.start < s.span.end] for s in studies]
    return [job for job in jobs if job not in studies], inside


def _is_study(job: Employment) -> bool:
    title, place = job.title or "", job.company or ""
    return is_degree(title) and not is_title(title) and is_school(place)


def _education_lines(blocks: list[Block]) -> list[list[Line]]:
    """Lines of the education sections, each on its own but for what only labels a part ("Course: BSc"); of a resume that has none by name, those of sections about nothing
    else that say a degree and a school, and the trainings that do, or the degrees among them."""
    named: list[list[Line]] = []
    for block in (block for block in blocks if block.section is Section.education):
        beside = block.heading and block.lines and block.lines[0].start < block.heading.end
        if named and beside:
            named[-1] += block.lines
        else:
            named.append(list(block.lines))
    if named:
        return named
    schooled = [list(b.lines) for b in blocks if b.section is Section.other and b.heading and _is_schooled(b)]
    trained = [list(b.lines) for b in blocks if b.section is Section.certifications and _is_schooled(b)]
    degrees = [line for line in within(blocks, Section.certifications) if is_degree(line.text)]
    return schooled or trained or [degrees]


def _is_schooled(block: Block) -> bool:
    """Some of its lines say a degree, and others a school."""
    degrees = [line for line in block.lines if is_degree(line.text)]
    return bool(degrees) and any(is_school(line.text) for line in block.lines)


def _shown(name: str, email: str) -> str:
    """A name in capitals or in small letters in ordinary case; one whose family name in capitals stands first ("TANAKA Haruka", "LOPEZ, Juan") with
    that last, where a comma or the address says so."""
    if name.split()[0].isupper() and "," in name:
        family, _, given = name.partition(",")
        name = f"{given} {family.title()}"
    words = name.split()
    if len(words) == 2 and words[0].isupper() and not words[1].isupper() and len(words[0]) > 2:
        family, given = words
        if re.match(rf"{re.escape(given)}[._-]?{re.escape(family)}", email, re.IGNORECASE):
            words = [given, family.title()]
    plain = " ".join(words)
    if plain.islower():
        return " ".join(word if word in _SMALL else word.title() for word in words)
    if not re.sub(r"\b(?:Mc|Mac|De|Van|O['’])(?=[A-Z])", "", plain).isupper() or len(plain) <= 3:
        return plain
    cased = unicodedata.normalize("NFC", plain.title().replace("i̇", "i")).replace("’S", "’s")
    cased = re.sub(r"\bMc[a-z]", lambda m: f"Mc{m[0][2].upper()}", cased)
    return re.sub(r"\b(?:Ii|Iii|Iv)$", lambda m: m[0].upper(), cased)


_SMALL = frozenset("de del della di da do dos das du des van von der den ten ter zu la le y bin".split())  # noqa: SIM905
"""Parts of a name that keep their small letter."""


def _skills(
    document: Document,
    name: Piece | None,
    employments: Sequence[Employment],
    education: Sequence[Education],
    listed: Sequence[Piece],
    headings: Sequence[tuple[int, int]],
) -> tuple[Skill, ...]:
    """Skills in the order of their first mention; words inside headings and names of people, companies and schools are
    none."""
    taken = [(name.start, name.end)] if name else []
    taken += [_place(document.text, e.company, e.span) for e in employments if e.company]
    taken += [_place(document.text, e.institution, e.span) for e in education if e.institution]
    taken += headings
    posts = {e.title.casefold() for e in employments if e.title}
    names: dict[str, str] = {}
    spans: dict[str, list[Span]] = {}
    for mention in [*skills.find(document.text), *_unlisted(document.text, listed)]:
        shown = " ".join(mention.name.split())
        key = shown.casefold()
        if key not in posts and not any(start <= mention.start < end for start, end in taken):
            names.setdefault(key, shown)
            spans.setdefault(key, []).append(span(document, mention.start, mention.end))
    return tuple(Skill(name=names[key], spans=tuple(found)) for key, found in spans.items())


LISTED = 3
"""Entries from which a section of skills is a list of what somebody can."""


def _named(found: Sequence[Skill], lines: Sequence[Line], groups: Sequence[range]) -> set[str]:
    """Those of the skills that are more than mentioned: where there is a list, the ones on it, but none that is only a part
    of another ("SAP" of "SAP EWM")."""
    places = [range(line.start, line.end) for line in lines]
    spans = [at for skill in found for at in skill.spans]
    own = {
        skill.name: [at for at in skill.spans if not any(_is_part(at, whole) for whole in spans)]
        for skill in found
    }
    told = {name: [at for at in held if not any(at.start in g for g in groups)] for name, held in own.items()}
    listed = {
        name for name, held in told.items() if any(at.start in place for at in held for place in places)
    }
    if len(listed) < LISTED:
        return {skill.name for skill in found}
    return listed


def _is_part(at: Span, whole: Span) -> bool:
    return whole.start <= at.start and at.end <= whole.end and (at.start, at.end) != (whole.start, whole.end)


def _unlisted(text: str, listed: Sequence[Piece]) -> list[skills.Mention]:
    """What a skills section names beyond the taxonomy, as written there: entries that it does not know, or of which it
    knows a part alone ("Embedded Linux")."""
    known = skills.find(text)
    found = {(m.name.casefold(), m.start) for m in known}
    return [
        skills.Mention(skills.canonical(piece.text) or piece.text, piece.start, piece.end)
        for piece in listed
        if (piece.text.casefold(), piece.start) not in found and _says_more(text, piece, known)
    ]


_ADDS_NOTHING = re.compile(
    r"(?<![\w-])(?:strong|good|excellent|advanced|basic|proficient|expert|fluent|solid|working|knowledge|of|in|with|the|a|an|and|or|skills?"
    r"|experience|intermediate|very|great|deep|hands-on|familiar|tools?|suite|software|programs?|applications?|systems?|usage|use|using"
    r"|management|programming|language|development|design|level|certified|grundkenntnisse|gute|sehr)(?![\w-])|[\W\d_]+",
    re.IGNORECASE,
)


def _says_more(text: str, piece: Piece, known: Sequence[skills.Mention]) -> bool:
    """An entry at the head of a list may have the name of the list before it ("Testing Selenium, JMeter")."""
    heads = text[piece.start - 1 : piece.start] in ("", "\n") and text[piece.end : piece.end + 1] == ","
    at = bisect_right(known, piece.start, key=lambda m: m.end)
    inside = list(takewhile(lambda m: m.start < piece.end, known[at : at + 20]))
    rest = "".join(
        c for i, c in enumerate(piece.text, piece.start) if not any(m.start <= i < m.end for m in inside)
    )
    return (
        bool(_ADDS_NOTHING.sub("", rest))
        and not (inside and heads)
        and (not inside or (len(inside) == 1 and len(piece.text.split()) <= 3))
    )


def _place(text: str, words: str, within: Span) -> tuple[int, int]:
    """Where words stand in a span, however they are spaced there."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    match = re.compile(pattern).search(text, within.start, within.end)
    return match.span() if match else (within.start, within.start)
