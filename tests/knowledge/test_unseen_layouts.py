"""What a resume's other entries and its look say where no word does."""

from __future__ import annotations

from knowledge.heads import learned
from knowledge.margin import dates_first
from tests.knowledge.test_headers import jobs_of, profile_of


def test_what_stands_at_a_place_in_other_entries_tells_town_from_company() -> None:
    found = jobs_of(
        "Jun 2022 - Present\tBrand Lead", "Bristol\tPetal & Pine Ltd", "- Budgets", "",
        "Sep 2019 - May 2022\tMarketing Executive", "Leeds\tSouthmead Cycles Ltd", "- Shows", "",
        "Jul 2018 - Aug 2019\tEvents Assistant", "Bath\tCabot Days", "- Tents",
    )  # fmt: skip
    assert [company for _, company, _, _ in found] == [
        "Petal & Pine Ltd",
        "Southmead Cycles Ltd",
        "Cabot Days",
    ]


def test_education_is_parted_by_what_opens_most_entries() -> None:
    found = profile_of(
        "\n".join(["Education", "Sep 2004 - Jun 2006 Coleg Gwent, Ebbw Vale", "BTEC National Diploma in Business",
        "Sep 1999 - Jun 2004 Glyncoed Comprehensive School, Ebbw Vale", "8 GCSEs including English"]),
    )  # fmt: skip
    assert [(e.institution, e.year) for e in found.education] == [
        ("Coleg Gwent", 2006),
        ("Glyncoed Comprehensive School", 2004),
    ]


def test_headings_are_learnt_from_the_look_of_known_ones() -> None:
    lines = [
        ("EXPERIENCE", 1),
        ("EDUCATION", 1),
        ("BEYOND THE DESK", 1),
        ("Clerk", 2),
        ("Skills", 2),
        ("Acme", 2),
    ]
    assert learned(lines) == ("BEYOND THE DESK",)


def test_dates_in_a_cell_of_their_own_stand_at_the_head_of_the_entry() -> None:
    assert dates_first([["Clerk", "Acme Ltd", "Filed"], ["2019 - 2021"]]) == [
        ["Clerk\t2019 - 2021", "Acme Ltd", "Filed"]
    ]
    assert dates_first([["Clerk"], ["2019 - 2021"]]) == [["Clerk"], ["2019 - 2021"]]
