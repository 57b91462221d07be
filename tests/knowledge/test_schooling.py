"""What is a school, a degree, and neither, in lines of an education section."""

from __future__ import annotations

from tests.knowledge.test_headers import profile_of


def studies_of(*lines: str) -> list[tuple[str | None, str | None, int | None]]:
    """Degree, school and year of what stands under a heading "Education"."""
    return [(e.degree, e.institution, e.year) for e in profile_of("\n".join(["Education", *lines])).education]


def test_a_secondary_school_with_a_name_is_the_school_and_grade_twelve_what_it_gave() -> None:
    assert studies_of(
        "Trade Certificate, Westbrook Community College, 2006",
        "Grade 12 Diploma, Elm Plains Secondary School, 2003",
        "Grade: 2.1",
    ) == [
        ("Trade Certificate", "Westbrook Community College", 2006),
        ("Grade 12 Diploma", "Elm Plains Secondary School", 2003),
    ]
    assert studies_of("Upper Secondary School, Natural Sciences, 2014, Brunnsgymnasium") == [
        ("Upper Secondary School, Natural Sciences", "Brunnsgymnasium", 2014)
    ]


def test_the_class_of_a_degree_is_no_part_of_the_school() -> None:
    assert studies_of("2010-2013 BSc Networks, Northmoor University (2:1)") == [
        ("BSc Networks", "Northmoor University", 2013)
    ]
