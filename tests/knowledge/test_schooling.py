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
    assert studies_of("2009\tMA Ethnology, Elm University", "With honours.") == [
        ("MA Ethnology", "Elm University", 2009)
    ]


def test_a_column_says_when_the_course_was_concluded() -> None:
    assert studies_of("Course\tInstitution\tConclusion", "MBA in Trade\tFundação Olmo\t2017") == [
        ("MBA in Trade", "Fundação Olmo", 2017)
    ]


def test_the_subjects_of_a_leaving_certificate_and_a_label_that_ends_in_year() -> None:
    assert studies_of("A levels: Geography (A), Biology (B), Art (B), Gorse College, 2006") == [
        ("A levels: Geography (A), Biology (B), Art (B)", "Gorse College", 2006)
    ]
    assert studies_of("H.S.C. (Science)", "Institution\t: Elm College", "Passing year\t: 2005") == [
        ("H.S.C. (Science)", "Elm College", 2005)
    ]


def test_qualifications_of_trades_and_of_learned_bodies() -> None:
    assert studies_of(
        "MRCPCH, Royal College of Paediatrics, 2017",
        "Higher Technician in Machine Design, CIFP Zubia, 2013",
    ) == [
        ("MRCPCH", "Royal College of Paediatrics", 2017),
        ("Higher Technician in Machine Design", "CIFP Zubia", 2013),
    ]


def test_what_bullets_tell_of_a_course_of_study_is_no_other_one() -> None:
    assert studies_of(
        "ELM SCHOOL OF BUSINESS\tHanover, NH",
        "Master of Business Administration\t2017 – 2019",
        "• Elm Scholar; chair of the energy club; term at HEC Paris",
        "OAK UNIVERSITY\tHouston, TX",
        "Bachelor of Science, Physics\t2009 – 2013",
    ) == [
        ("Master of Business Administration", "ELM SCHOOL OF BUSINESS", 2019),
        ("Bachelor of Science, Physics", "OAK UNIVERSITY", 2013),
    ]


def test_what_no_word_tells_stands_where_degree_and_school_do_in_the_other_entries() -> None:
    assert studies_of(
        "Sommelière niveau 3\t2011",
        "Maison Bourru",
        "Diplomă de bacalaureat\t2003",
        "Colegiul Tehnic Ulmu",
    ) == [
        ("Sommelière niveau 3", "Maison Bourru", 2011),
        ("Diplomă de bacalaureat", "Colegiul Tehnic Ulmu", 2003),
    ]
    assert studies_of(
        "2008 - 2011 | University of Leeds | BSc Physics", "2006 - 2008 | Leeds Sixth Form | Maths"
    ) == [
        ("BSc Physics", "University of Leeds", 2011),
        ("Maths", "Leeds Sixth Form", 2008),
    ]


def test_a_degree_in_brackets_behind_its_school_and_a_remark_behind_a_full_stop() -> None:
    assert studies_of(
        "University of Elm, Nsukka (LL.B Hons)\t2007 - 2012",
        "2008 – 2011: KCSE, Oak Girls High School. Mean grade A-",
        "MBA (Elm Business School), 2014",
        "Geprüfte Bilanzbuchhalterin (IHK), Handelskammer Ulm, 2018",
    ) == [
        ("LL.B Hons", "University of Elm", 2012),
        ("KCSE", "Oak Girls High School", 2011),
        ("MBA", "Elm Business School", 2014),
        ("Geprüfte Bilanzbuchhalterin (IHK)", "Handelskammer Ulm", 2018),
    ]
