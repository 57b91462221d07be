"""What forms and tables call their fields: which cell is a title, a company, a time, a place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum


class Field(StrEnum):
    position = "position"
    company = "company"
    degree = "degree"
    subject = "subject"
    school = "school"
    other = "other"
    """A time, a town, a number, a person's own data: nothing that names an employment or a course of study."""


_NAMES = {
    Field.position: """position|position held|positions held|role|job title|title|designation|post|post held|function|job|what
        |tätigkeit|funktion|stelle|poste|fonction|puesto|cargo|stanowisko""",
    Field.company: """company|company name|employer|employer name|name of employer|name of company|organisation|organization
        |organisation name|organization name|firm|client|where|arbeitgeber|firma|unternehmen|entreprise|société|employeur|empresa|azienda""",
    Field.degree: """degree|degrees|course|courses|qualification|qualifications|examination|examination passed|exam|exam title|exam name|name of exam|name of examination|title of exam|exam passed|degree title|title of degree|level of education|education|diploma|programme|program
        |class|standard|abschluss|diplôme|título|course of study|name of course|name of degree|degree obtained""",
    Field.subject: """subject|subjects|subject group|specialization|specialisation|specialty|major|majors|stream|concentration|concentration/major|major/concentration
        |group|group/subject|subject/group|major/group|group/major|field of study|field|branch|discipline|fachrichtung|filière|spécialité|especialidad""",
    Field.school: """school|institute|institution|university|college|name of institution|name of institute|name of the institution
        |name of the institute|board/university|university/board|school/board|board/institute|school name|name of the school|name of school|awarding body|awarding institution|awarded by|college/university|university name|hochschule|schule|établissement|universidad|institución""",
    Field.other: """period|duration|date|dates|from|to|from to|dates from to|von bis|when|year|years|until|start|end|start date|end date|month|tenure|timeline
        |no|no.|nr|s.no|s. no|sr. no|sl. no|#|city|town|location|place|country|state|zeitraum|von|bis|ort|période|durée|lieu|ville
        |main achievements|achievements|main activities|activities|duties|main duties|responsibilities|description|details|tasks
        |reason for leaving|salary|name|e mail|email|phone|mobile|telephone|address|achievement
        |board|grade|grades|result|percentage|marks|% of marks|percentage of marks|cgpa|gpa|%|score|aggregate|division|skills|skill|level
        |year of passing|passing year|pas.year|pas. year|pass year|passing|year of completion|completion year|completion|conclusion|year of conclusion|year passed|graduation year|year of graduation|completed|jahr|année|año""",
}
_FIELD_OF = {
    re.sub(r"\s+", " ", n.strip()).rstrip("."): field
    for field, names in _NAMES.items()
    for n in names.split("|")
}


def field_of(text: str) -> Field | None:
    """The field that a cell or a line is the name of, and nothing more."""
    words = re.sub(r"[\s–—-]+", " ", text.casefold().replace("&", "and")).strip().rstrip(" :.")
    both = [_FIELD_OF.get(part.strip()) for part in re.split(r"/|\(|\)", words) if part.strip()]
    return (
        _FIELD_OF.get(words.replace(" / ", "/"))
        or (both[0] if all(both) and both else None)
        or _with_others(words)
    )


def _with_others(words: str) -> Field | None:
    """ "job title and duties" asks for a title first of all."""
    first, *others = (_FIELD_OF.get(part) for part in words.split(" and "))
    return first if others and all(field is Field.other for field in others) else None


def columns_of(line: str) -> list[Field] | None:
    """The fields of a table whose header row this is: two cells or more, each a name of one."""
    return fields_of(line.split("\t"))


def fields_of(cells: Sequence[str]) -> list[Field] | None:
    """The same for its cells. Of a table that says what was held where, one may have a name of its own."""
    fields = [field_of(cell) for cell in cells]
    if Field.degree in fields and Field.school not in fields:
        boards = [cell.casefold().startswith("board") for cell in cells]
        fields = [Field.school if board else field for board, field in zip(boards, fields, strict=True)]
    known = [field for field in fields if field is not None]
    if len(known) == len(fields) >= 2:
        return known
    told = Field.school in known and (Field.degree in known or Field.position in known)
    told = told or {Field.position, Field.company} <= {*known}
    odd = [cell for cell, field in zip(cells, fields, strict=True) if field is None]
    if told and len(known) >= 3 and len(odd) == 1 and _may_name_field(odd[0]):
        return [field or Field.other for field in fields]
    return None


def _may_name_field(cell: str) -> bool:
    return 1 <= len(cell.split()) <= 4 and cell[0].isupper() and not re.search(r"\d", cell)
