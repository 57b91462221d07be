"""Whose resume it is, however the name is set."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, strategies as st

from knowledge import contact
from knowledge.documents import Document
from knowledge.lines import lines_of
from knowledge.resumes import parse
from tests.knowledge.test_headers import profile_of
from tests.knowledge.test_resumes import check_spans

MAIL = "r.achterberg@post.example"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"Kim Min-jun (김민준)\nSeoul\n{MAIL}", "Kim Min-jun"),
        (f"김민준 Kim Min-jun\n{MAIL}", "Kim Min-jun"),
        (f"Li Wei 李伟\n{MAIL}", "Li Wei"),
        (f"Dr Rosalind Achterberg BVMS MRCVS\n{MAIL}", "Rosalind Achterberg"),
        (f"RESUME OF ROSALIND ACHTERBERG\n\n{MAIL}", "Rosalind Achterberg"),
        (f"Curriculum Vitae\n\nRosalind Achterberg\n{MAIL}", "Rosalind Achterberg"),
        (f"CV – Rosalind Achterberg\n{MAIL}", "Rosalind Achterberg"),
        (f"Curriculum Vitae Rosalind Achterberg\n{MAIL}", "Rosalind Achterberg"),
        (f"Resume of\nMD. ROSALIND ACHTERBERG\n{MAIL}", "Md. Rosalind Achterberg"),
        (f"ROSALIND ACHTERBERG, MBA, PMP\n{MAIL}", "Rosalind Achterberg"),
        (f"Rosalind Achterberg, SHRM-CP\n{MAIL}", "Rosalind Achterberg"),
        (f"Rosalind Achterberg MPharm MRPharmS\n{MAIL}", "Rosalind Achterberg"),
        (f"Mag. Rosalind Achterberg\n{MAIL}", "Rosalind Achterberg"),
        (f"Rosalind ACHTERBERG\n{MAIL}", "Rosalind ACHTERBERG"),
        (f"Rosalind McAchterberg\n{MAIL}", "Rosalind McAchterberg"),
        ("Þórunn\nÆgisdóttir\ngeothermal engineer\nthorunn@bref.example", "Þórunn Ægisdóttir"),
        (f"Name\tRosalind Achterberg\nE-mail\t{MAIL}", "Rosalind Achterberg"),
        ("Reach me\ntemi.aj@swiftmail.example\n\nSkills\nFigma\n\nTemitope Adewale-Johnson\nProduct Designer\n\nAbout\nI draw.",
         "Temitope Adewale-Johnson"),
    ],
)  # fmt: skip
def test_names(text: str, name: str) -> None:
    document = Document(text)
    profile = parse(document, date(2026, 11, 22))
    check_spans(document, profile)
    assert profile.name is not None
    assert profile.name.value == name


@pytest.mark.parametrize(
    "text",
    [
        "BIO-DATA\nSurname:\tOGUNBANJO\nOther names:\tTemitope Abiodun\nSex:\tMale",
        "Prénom : Temitope Abiodun\nNom : Ogunbanjo\nNé le 19.06.1987",
        "First name\tTemitope\nMiddle name\tAbiodun\nLast name\tOgunbanjo",
    ],
)
def test_a_form_asks_for_a_name_in_parts(text: str) -> None:
    profile = parse(Document(text), date(2026, 11, 22))
    assert profile.name is not None
    assert profile.name.value == "Temitope Abiodun Ogunbanjo"


def test_a_name_in_small_letters_is_known_by_its_size_and_the_address() -> None:
    text = "elif\nsandström\nde la cour\n\ncontact\telif@post.example\n\nskills\tRevit"
    profile = parse(Document(text, large="elif\nsandström\nde la cour"), date(2026, 11, 22))
    assert profile.name is not None
    assert profile.name.value == "Elif Sandström de la Cour"


def test_letters_behind_a_name_that_its_address_does_not_know() -> None:
    for line, mail, name in (
        ("Orla Whelan RGN", "orlawhelan@post.example", "Orla Whelan"),
        ("Anh Minh LE", "anh.minh.le@post.example", "Anh Minh LE"),
        ("Anh Minh LE", "minh@post.example", "Anh Minh LE"),
    ):
        found = profile_of(f"{line}\n{mail}\n").name
        assert found is not None
        assert found.value == name


OWN = "rosalind.achterberg@post.example"
ROWS = (
    "Rosalind Achterberg",
    "Rosalind Anne Achterberg",
    "Name: Rosalind Achterberg",
    "Name\tRosalind Achterberg",
    OWN,
)
OTHERS = (
    "Nurse",
    "Acme Ltd",
    "Kim Lee",
    "",
    "Software Developer",
    "RA",
    "Achterberg Rosalind",
    "Worked with Kim",
)


@example(["Acme Ltd", "", "Rosalind Achterberg", "Nurse"])  # the most there is
@given(st.lists(st.sampled_from(ROWS + OTHERS), min_size=2, max_size=8))
def test_no_name_below_the_first_line_scores_more_than_it_is_given_up_for(rows: list[str]) -> None:
    lines = lines_of("\n".join(rows))
    for position, line in enumerate(lines[1:], start=1):
        for name in contact._names(lines, position, [OWN]):
            labelled = 3 if contact._labelled_name(line, name) else 0
            score = contact._name_score(name, position, lines, [OWN]) + labelled
            assert score <= contact._most_of(line, position, "")
