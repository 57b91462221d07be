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


def test_what_follows_a_degree_behind_a_comma_or_a_dash_is_its_subject_before_it_is_a_school() -> None:
    assert studies_of(
        "Fundação Olmo",
        "MBA, People Management · (2016 - 2018)",
        "Universidade do Carvalho",
        "Bachelor's degree, Psychology · (2008 - 2012)",
    ) == [
        ("MBA, People Management", "Fundação Olmo", 2018),
        ("Bachelor's degree, Psychology", "Universidade do Carvalho", 2012),
    ]
    assert studies_of("Diploma – Welding, Olifants North, 2012", "Grade 12, Elm School, 2007") == [
        ("Diploma – Welding", "Olifants North", 2012),
        ("Grade 12", "Elm School", 2007),
    ]


def test_a_degree_that_no_word_tells_stands_where_the_others_do_and_not_where_towns_stand() -> None:
    assert studies_of(
        "Elm University, Oakford\t2018",
        "LL.M. in Energy Law",
        "Gorse Law School, Bwari\t2014",
        "Called to practise, Second Class Upper",
        "Oak University, Ashby\t2013",
        "LL.B.",
    )[1] == ("Called to practise", "Gorse Law School", 2014)


def test_a_range_of_dates_that_goes_on_on_the_next_line() -> None:
    assert studies_of(
        "BSc Civil Engineering, Elm University, 2009 –", "2013", "HND, Oak College, (2007 to", "2009)"
    ) == [
        ("BSc Civil Engineering", "Elm University", 2013),
        ("HND", "Oak College", 2009),
    ]


def test_a_table_whose_columns_say_the_subject_and_the_board() -> None:
    assert studies_of(
        "Exam Title\tConcentration/Major\tInstitute\tResult\tPas.Year",
        "BSc\tTextile Engineering\tElm University\tCGPA 3.52\t2011",
        "HSC\t-\tOak College\tGPA 5.00\t2006",
    ) == [("BSc Textile Engineering", "Elm University", 2011), ("HSC", "Oak College", 2006)]
    assert studies_of("Exam\tBoard\tYear\t%", "10th\tElm Board\t2009\t71") == [("10th", "Elm Board", 2009)]


def test_a_degree_in_brackets_behind_its_school_and_how_it_went_behind_a_with() -> None:
    assert studies_of("University of Elm (BSc Physics)\t2009", "University of Oak (UK)\t2007") == [
        ("BSc Physics", "University of Elm", 2009),
        (None, "University of Oak (UK)", 2007),
    ]
    assert studies_of(
        "B.E. (Computer) from Elm University with 68% in 2017", "HSC from Oak Board with distinction"
    ) == [
        ("B.E. (Computer)", "Elm University", 2017),
        ("HSC", "Oak Board", None),
    ]
    assert studies_of("Leaving Cert, Elm Secondary School Youghal, 2008") == [
        ("Leaving Cert", "Elm Secondary School Youghal", 2008)
    ]


def test_courses_of_study_told_one_after_the_other_on_a_line() -> None:
    elm, oak = ("BSc Physics", "University of Elm", 2008), ("MSc Physics", "University of Oak", 2010)
    assert studies_of("BSc Physics, University of Elm, 2008. MSc Physics, University of Oak,", "2010.") == [
        elm,
        oak,
    ]
    assert studies_of("BSc Physics (University of Elm, 2008), MSc Physics (University of Oak, 2010)") == [
        elm,
        oak,
    ]
    assert studies_of("BSc Physics, University of Elm, 2008. Thesis on gravity, 72 pages.") == [elm]


def test_courses_of_study_one_a_bullet() -> None:
    assert studies_of(
        "- University of Elm, Vinovetrin, 2011 - 2016.", "- Oak High School, 5 Highers, 2011."
    ) == [
        ("Vinovetrin", "University of Elm", 2016),
        ("5 Highers", "Oak High School", 2011),
    ]


def test_vocational_schools_are_schools_and_doctors_of_a_faculty_degrees() -> None:
    assert studies_of("Vocational School of Cookery", "Cook's Diploma, 2012") == [
        ("Cook's Diploma", "Vocational School of Cookery", 2012)
    ]
    assert studies_of("2008: Dr. phil., University of Elm") == [("Dr. phil.", "University of Elm", 2008)]
