"""What the lines and tables above, beside and below dates say: which is the title, which the company, and what is neither."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from domain.profiles import Profile
from knowledge.documents import Document
from knowledge.labels import Field, columns_of, field_of
from knowledge.resumes import parse
from tests.knowledge.test_resumes import check_spans

TODAY = date(2026, 11, 22)
Job = tuple[str | None, str | None, str | None, str | None]


def profile_of(text: str) -> Profile:
    document = Document(text)
    profile = parse(document, TODAY)
    check_spans(document, profile)
    return profile


def jobs_of(*lines: str) -> list[Job]:
    """Title, company, start and end of what stands under a heading "Experience"."""
    found = profile_of("\n".join(["Experience", *lines, "", "Education"])).employments
    return [(e.title, e.company, e.start, e.end) for e in found]


# --- tables ------------------------------------------------------------------------------------------------


def test_a_header_row_says_what_the_columns_hold() -> None:
    assert columns_of("No\tPosition\tEmployer\tCity\tPeriod") == [
        Field.other, Field.position, Field.company, Field.other, Field.other,
    ]  # fmt: skip
    assert columns_of("Position\tQuellmann Foods") is None
    assert columns_of("Position") is None
    assert field_of("Job title:") is Field.position
    assert field_of("From – To") is Field.other


@pytest.mark.parametrize(
    "lines",
    [
        ("Employer\tPosition\tFrom\tTo", "Quellmann Foods\tTaster\tFeb 2019\tPresent", "Abernoth\tPacker\tJan 2016\tJan 2019"),
        ("When\tWhat\tWhere", "Feb 2019 – Present\tTaster\tQuellmann Foods, Leeds", "Jan 2016 – Jan 2019\tPacker\tAbernoth, York"),
        ("No\tRole\tCompany\tPeriod", "1\tTaster\tQuellmann Foods\t02/2019 - now", "2\tPacker\tAbernoth\t01/2016 - 01/2019"),
    ],
)  # fmt: skip
def test_employments_in_a_table_with_a_header_row(lines: tuple[str, ...]) -> None:
    assert jobs_of(*lines) == [
        ("Taster", "Quellmann Foods", "2019-02", None),
        ("Packer", "Abernoth", "2016-01", "2019-01"),
    ]


def test_a_form_whose_labels_stand_beside_what_was_filled_in() -> None:
    lines = ("Job title\tPastry Chef", "Company\tJuniper Table", "Dates\tMarch 2019 - Present")
    assert jobs_of(*lines) == [("Pastry Chef", "Juniper Table", "2019-03", None)]


def test_a_form_with_two_labels_on_a_line_and_the_same_one_in_every_employment() -> None:
    posts = (
        ("Site Manager", "Elm Wind", "Jan/2018 – current", "2018-01", None),
        ("Planner", "Oak Works", "Feb/2012 – Dec/2017", "2012-02", "2017-12"),
        ("Draughtsman", "Ash Docks", "Mar/2008 – Jan/2012", "2008-03", "2012-01"),
    )
    lines = [
        line
        for title, firm, dates, *_ in posts
        for line in (
            f"Company\t{firm}\tPeriod\t{dates}",
            f"Position\t{title}",
            "Activities\tBuilt two farms.",
            "",
        )
    ]
    assert jobs_of(*lines) == [(title, firm, start, end) for title, firm, _, start, end in posts]


# --- lines -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "title", "company"),
    [
        ("Worked as Project Engineer at Larkspur Civils Ltd, Leeds (03/2019 - 08/2024).", "Project Engineer", "Larkspur Civils Ltd"),
        ("Employed as a Nurse at Ballymun Clinic, 03/2019 - 08/2024", "Nurse", "Ballymun Clinic"),
        ("Halych Interactive / Game Developer / 03.2019 – 08.2024", "Game Developer", "Halych Interactive"),
        ("Corcovado Tech: iOS Engineer\t03/2019 – 08/2024", "iOS Engineer", "Corcovado Tech"),
        ("Freelance Translator, Self-employed, Warsaw\t03/2019 – 08/2024", "Freelance Translator", "Self-employed"),
        ("Bilanzbuchhalterin, Kofler & Partner Steuerberatung\t03/2019 – 08/2024", "Bilanzbuchhalterin", "Kofler & Partner Steuerberatung"),
        ("Team Lead\tCopperline Telecom Tucson, AZ03/2019 - 08/2024", "Team Lead", "Copperline Telecom"),
        ("Responsable marketing chez Maison Brévent (03/2019 – 08/2024)", "Responsable marketing", "Maison Brévent"),
    ],
)  # fmt: skip
def test_one_line_names_both(line: str, title: str, company: str) -> None:
    assert jobs_of(line, "- Did what was to be done there.") == [(title, company, "2019-03", "2024-08")]


def test_a_sentence_may_name_the_start_before_its_dates() -> None:
    line = "Since September 2024 I have been employed as Site Manager at Strathallan Homes, Perth (09/2024 - present)."
    assert jobs_of(line) == [("Site Manager", "Strathallan Homes", "2024-09", None)]


def test_a_sentence_about_the_work_names_no_employment() -> None:
    line = (
        "Worked closely with the teams of four countries on a plan for 2019 - 2021 that nobody had asked for."
    )
    assert jobs_of("Nurse, Ballymun Clinic, 2016 - 2022", line) == [
        ("Nurse", "Ballymun Clinic", "2016", "2022")
    ]


def test_a_company_with_all_its_time_above_the_positions_held_there_is_none_itself() -> None:
    assert jobs_of(
        "Thornbury Mutual Insurance, London\tSeptember 2014 – Present",
        "Head of Underwriting\tApril 2022 – Present",
        "Answer for what is written and for those who write it.",
        "Underwriter\tSeptember 2014 – March 2022",
    ) == [
        ("Head of Underwriting", "Thornbury Mutual Insurance", "2022-04", None),
        ("Underwriter", "Thornbury Mutual Insurance", "2014-09", "2022-03"),
    ]


def test_a_company_on_a_line_of_its_own_is_that_of_all_positions_below_it() -> None:
    assert jobs_of(
        "BRANDT & SON PLC",
        "Family-owned maker of marine pumps.",
        "Vice President Operations, Aarhus, Denmark",
        "March 2009 to May 2014",
        "- Ran it.",
        "Director of Supply Chain, Aarhus, Denmark",
        "August 2005 to February 2009",
    ) == [
        ("Vice President Operations", "BRANDT & SON PLC", "2009-03", "2014-05"),
        ("Director of Supply Chain", "BRANDT & SON PLC", "2005-08", "2009-02"),
    ]


def test_a_town_behind_it_shows_that_a_line_is_the_company_of_the_positions_below() -> None:
    assert jobs_of(
        "Quarry Pantry, Hartford, CT",
        "Maker of sauces and baking mixes, sold in 2013.",
        "Vice President, Finance\tJanuary 2010 – August 2013",
        "- Ran the sale.",
        "Controller\tJune 2004 – December 2009",
    ) == [
        ("Vice President, Finance", "Quarry Pantry", "2010-01", "2013-08"),
        ("Controller", "Quarry Pantry", "2004-06", "2009-12"),
    ]


def test_positions_within_the_time_at_a_company_keep_what_follows_their_comma() -> None:
    assert jobs_of(
        "Protea Brands, Johannesburg\t2009 – 2019",
        "Director, Beverages\t07/2015 – 02/2019",
        "- Hedged sugar.",
        "Accountant\t08/2009 – 06/2015",
        "Van Zyl & Partners, Stellenbosch\t2006 – 2009",
        "Audit Senior\t01/2006 – 07/2009",
    ) == [
        ("Director, Beverages", "Protea Brands", "2015-07", "2019-02"),
        ("Accountant", "Protea Brands", "2009-08", "2015-06"),
        ("Audit Senior", "Van Zyl & Partners", "2006-01", "2009-07"),
    ]


def test_what_was_done_heads_no_employment() -> None:
    assert jobs_of(
        "Lonestar Roofing — Dallas, TX",
        "Sales Manager (Apr 2018 – Dec 2021)",
        "Grew from $3.2M to $7.9M",
        "Sales Representative (Jun 2016 – Mar 2018)",
        "Set the price list of 2,400 items.",
    ) == [
        ("Sales Manager", "Lonestar Roofing", "2018-04", "2021-12"),
        ("Sales Representative", "Lonestar Roofing", "2016-06", "2018-03"),
    ]


def test_a_date_in_a_sentence_is_no_entry_where_all_others_stand_apart() -> None:
    assert jobs_of(
        "Test Engineer", "Sopra Midi • Blagnac\t10/2018 – 08/2021", "Campagnes d’essais à Hambourg, de mars à mai 2020",
        "Apprentice", "Continental • Toulouse\t09/2015 – 09/2018",
    ) == [
        ("Test Engineer", "Sopra Midi", "2018-10", "2021-08"),
        ("Apprentice", "Continental", "2015-09", "2018-09"),
    ]  # fmt: skip


def test_one_date_where_the_others_are_ranges() -> None:
    assert jobs_of(
        "2019 – now\tStudio Bergamaschi Ltd", "Architect", "2014\tAtelier Roche-Duval Ltd", "Intern"
    ) == [
        ("Architect", "Studio Bergamaschi Ltd", "2019", None),
        ("Intern", "Atelier Roche-Duval Ltd", "2014", "2014"),
    ]


def test_brackets_behind_several_companies_hold_their_towns() -> None:
    found = jobs_of(
        "Vindkraft Nord (Aarhus)\t2019 – now", "Office Manager", "Hotel Skagerrak (Hirtshals)\t2012 – 2014", "Clerk"
    )  # fmt: skip
    assert [company for _, company, _, _ in found] == ["Vindkraft Nord", "Hotel Skagerrak"]


def test_brackets_hold_a_town_where_another_holds_a_known_one_and_remarks_are_left_out() -> None:
    found = jobs_of(
        "2019 – now\tClerk – Ponant Ltd (Brest, 220 employees)", "2014 – 2016\tTrainee – Laiterie Aulne (Plouzévédé)",
        "2012 – 2013\tClerk – Shoji K.K. (SaaS for logistics, 180 employees)",
        "2010 – 2011\tClerk – Delta Construction (NDC)",
    )  # fmt: skip
    assert [company for _, company, _, _ in found] == [
        "Ponant Ltd", "Laiterie Aulne", "Shoji K.K.", "Delta Construction (NDC)"
    ]  # fmt: skip


def test_time_between_employments_is_none() -> None:
    assert jobs_of(
        "Head Clerk, Acme Ltd, 2020 - 2022", "Parental leave, 2018 - 2019", "Clerk, Acme Ltd, 2015 - 2017"
    ) == [("Head Clerk", "Acme Ltd", "2020", "2022"), ("Clerk", "Acme Ltd", "2015", "2017")]


@pytest.mark.parametrize(
    ("lines", "title", "company"),
    [
        (("Larkspur Health\t2016 - 2022", "Nurse, Surgical Unit"), "Nurse, Surgical Unit", "Larkspur Health"),
        (("Assistante RH (alternance)\t2016 - 2022", "Larkspur Health"), "Assistante RH", "Larkspur Health"),
        (("Clerk (seasonal)\t2016 - 2022", "Larkspur Health"), "Clerk (seasonal)", "Larkspur Health"),
        (("Clerk\t2016 - 2022", "Larkspur Payments\tDenver, CO"), "Clerk", "Larkspur Payments"),
        (("Self-employed / Editor", "2016 - 2022"), "Editor", "Self-employed"),
        (("Electrician / Foreman\t2016 - 2022", "Lone Star Ltd"), "Electrician / Foreman", "Lone Star Ltd"),
        (
            ("Policy Lead, Road Signs, Department for Transport, London\t2016 - 2022",),
            "Policy Lead, Road Signs",
            "Department for Transport",
        ),
        (
            ("Audit Trainee\t2016 - 2022", "Balogun, Adeyemi & Co., Lagos"),
            "Audit Trainee",
            "Balogun, Adeyemi & Co.",
        ),
        (
            ("Social Worker | Tusla – Child and Family Agency | 2016 - 2022",),
            "Social Worker",
            "Tusla – Child and Family Agency",
        ),
        (
            ("Fellow, LNEC – Laboratório Nacional de Engenharia Civil, Lisbon", "2016 - 2022"),
            "Fellow",
            "LNEC – Laboratório Nacional de Engenharia Civil",
        ),
        (
            (
                "Organisation: Corvid Ltd",
                "Designation: Clerk",
                "Period: 2016 - 2022",
                "Client: Steel maker",
            ),
            "Clerk",
            "Corvid Ltd",
        ),
        (
            (
                "Mesa Parks Ltd\t2016 - 2022",
                "Taos, NM\tHours per week: 32",
                "Series and grade: GS-0090-04",
                "Park Guide",
            ),
            "Park Guide",
            "Mesa Parks Ltd",
        ),
        (
            ("2016 - 2022", "Technician, Kessler Fördertechnik, Stuttgart", "Wartung in Süddeutschland"),
            "Technician",
            "Kessler Fördertechnik",
        ),
        (("Employed as Clerk in Larkspur Health from 2016 to 2022.",), "Clerk", "Larkspur Health"),
    ],
)
def test_what_belongs_to_a_title(lines: tuple[str, ...], title: str, company: str) -> None:
    assert jobs_of(*lines) == [(title, company, "2016", "2022")]


@pytest.mark.parametrize(
    ("dates", "start", "end"),
    [
        ("’20 – ’22", "2020", "2022"),
        ("Apr. 2017 ~ Sep. 2019", "2017-04", "2019-09"),
        ("May 2016 → onwards", "2016-05", None),
        ("01/09/2017 →", "2017-09", None),
        ("2017 ->", "2017", None),
    ],
)
def test_dates_in_other_dress(dates: str, start: str, end: str | None) -> None:
    (found,) = parse(Document(f"Experience\nClerk, Acme Ltd\t{dates}"), TODAY).employments
    assert (found.title, found.company, found.start, found.end) == ("Clerk", "Acme Ltd", start, end)


def test_education_in_a_table_and_with_remarks() -> None:
    found = profile_of(
        "Education\nDegree\tSchool\tYear\nM.S., Genetics\tVirginia Tech\t2023\nB.S., Biology\tLeeds College\t2019\n"
    ).education
    assert [(e.degree, e.institution, e.year) for e in found] == [
        ("M.S., Genetics", "Virginia Tech", 2023),
        ("B.S., Biology", "Leeds College", 2019),
    ]
    (other,) = profile_of(
        "Education\nBSc in Law, Minor in Music\nLeeds University (mention bien)\t2019"
    ).education
    assert (other.degree, other.institution) == ("BSc in Law, Minor in Music", "Leeds University")


def test_a_sentence_that_runs_over_behind_firm_and_town_names_neither() -> None:
    assert jobs_of(
        "2021 – present\tLecturer in Botany, University of Elmwood. Director of",
        "the programme since 2023; three students.",
        "2017 – 2021\tBotanist, Oak Museum, Lyon. Head of the",
        "herbarium.",
    ) == [
        ("Lecturer in Botany", "University of Elmwood", "2021", None),
        ("Botanist", "Oak Museum", "2017", "2021"),
    ]


def test_how_long_somebody_was_with_a_company_names_nothing() -> None:
    assert jobs_of(
        "Tamarind Pay", "8 years 8 months", "Engineering Manager", "March 2022 - Present (4 years)", "Two teams of fifteen",
        "Senior Software Engineer", "July 2018 - February 2022 (4 years)", "Ledger services",
        "", "Lotusbyte Technologies", "Software Engineer", "July 2014 - June 2018 (4 years)",
    ) == [
        ("Engineering Manager", "Tamarind Pay", "2022-03", None),
        ("Senior Software Engineer", "Tamarind Pay", "2018-07", "2022-02"),
        ("Software Engineer", "Lotusbyte Technologies", "2014-07", "2018-06"),
    ]  # fmt: skip


def test_a_project_manager_heads_no_list_of_projects() -> None:
    lines = ("BENUE FIBRE LTD – Makurdi\t03/2015 – 10/2019", "Project Manager", "Laid 640 km of duct.")
    assert jobs_of(*lines) == [("Project Manager", "BENUE FIBRE LTD", "2015-03", "2019-10")]


def test_who_sells_is_told_from_what_is_sold() -> None:
    assert jobs_of(
        "Ashgrove Hospital Trust, Guildford", "Clinical Pharmacist (Aug 2020 – Present)", "- Ward rounds",
        "Merrow Chemists, Guildford", "Community Pharmacist (Sep 2016 – Jul 2020)", "- Flu clinics",
    ) == [
        ("Clinical Pharmacist", "Ashgrove Hospital Trust", "2020-08", None),
        ("Community Pharmacist", "Merrow Chemists", "2016-09", "2020-07"),
    ]  # fmt: skip


# --- any text ----------------------------------------------------------------------------------------------

FRAGMENTS = [
    "Experience", "Employment History", "Name\t", "Employer\tPosition\tFrom\tTo", "When\tWhat\tWhere", "Company:", "Role", "Dates",
    "\n", "\n\n", "\t", "   ", "•", ",", "–", " - ", "/", "(", ")", "Feb 2019\tPresent", "April 2012 to", "February 2018", "nu", "05/2024 – ",
    "Present", "AZ05/2017", "since May 2019", "2018-2020", "Worked as", "at", "chez", "Acme Ltd", "Chemists", "Project Manager",
    "Self-employed", "8 years 2 months", "Tucson, AZ", "Resume of", "Jane", "DOE, SHRM-CP", "Mag. Ünal", "jane@doe.example", "Education",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=8)), max_size=40).map(" ".join))
def test_no_text_breaks_the_reader_and_every_value_stands_in_its_span(text: str) -> None:
    profile_of(text)
    profile_of(text.replace(" \n ", "\n").replace(" \t ", "\t"))


@pytest.mark.parametrize(
    "line",
    [
        "Nurse, Ballymun Clinic, Dublin\tMarch 2019 – April 2021",
        "April 2012 to           SENIOR GARDENER",
        "since since from to 2019 – – – (2019 2020 2021) | | | / / / at at at",
        "Worked as Worked as Worked as Clerk at Acme, at Acme, at Acme 2019 - 2020",
        "A" * 90,
        "Employer\tPosition\tFrom\tTo",
    ],
)
def test_thirty_pages_are_read_in_bounded_time(line: str) -> None:
    """Processor time, generously: what grows with the square of a text of 1,800 lines takes minutes."""
    before = time.process_time()
    parse(Document("\n".join(["Experience", *[line] * 1800])), TODAY)
    assert time.process_time() - before < 12


def test_a_field_of_work_behind_a_title_is_part_of_it_and_no_company() -> None:
    assert jobs_of(
        "Account Executive, Mid-Market\t2020-04 - present", "Summitly Cloud, Denver, CO", "- Sold",
        "Sales Representative\t2016-08 - 2020-03", "Front Range Copiers, Aurora, CO",
    ) == [
        ("Account Executive, Mid-Market", "Summitly Cloud", "2020-04", None),
        ("Sales Representative", "Front Range Copiers", "2016-08", "2020-03"),
    ]  # fmt: skip
    assert jobs_of("Manager, Media & Retail, Nimbus Orange, Leeds\t2019 – 2022", "Clerk, Blue Fern, York\t2016 – 2019") == [
        ("Manager, Media & Retail", "Nimbus Orange", "2019", "2022"),
        ("Clerk", "Blue Fern", "2016", "2019"),
    ]  # fmt: skip


def test_a_firm_in_the_plural_of_a_post_and_years_at_home_between_two() -> None:
    assert jobs_of(
        "Office Manager, Elm Park Dental Associates, Worcester, MA\t2012–2019", "2019–2021: Full-time family caregiver",
        "2021–2022: Caring for my elderly mother", "Nurse, Family Care Center, Millbury, MA\t2006–2012",
    ) == [
        ("Office Manager", "Elm Park Dental Associates", "2012", "2019"),
        ("Nurse", "Family Care Center", "2006", "2012"),
    ]  # fmt: skip


def test_firm_town_and_post_with_full_stops_and_dates_behind() -> None:
    assert jobs_of(
        "Hallam Museums Trust, Sheffield. Systems Administrator. June 2019 - present.", "Looked after mail.",
        "Steel Fabrications, Rotherham. Support Analyst. Feb 2015 - May 2019.", "Answered calls.",
    ) == [
        ("Systems Administrator", "Hallam Museums Trust", "2019-06", None),
        ("Support Analyst", "Steel Fabrications", "2015-02", "2019-05"),
    ]  # fmt: skip


def test_a_job_of_one_year_between_the_same_commas_as_the_others() -> None:
    assert jobs_of(
        "Clerk, Blue Fern, Leeds, 2019–present", "Filed forms, and more.",
        "Packer, Red Oak, York, 2015", "Packer of the Month, 2014",
    ) == [
        ("Clerk", "Blue Fern", "2019", None),
        ("Packer", "Red Oak", "2015", "2015"),
    ]  # fmt: skip


def test_the_ward_behind_a_title_is_not_who_employs() -> None:
    assert jobs_of(
        "Elm Regional Hospital, Austin, TX",
        "Charge Nurse, Emergency Department\t03/2022 – Present",
        "• Directs the flow",
        "Staff Nurse, Emergency Department\t08/2019 – 02/2022",
        "• Took care of patients",
    ) == [
        ("Charge Nurse, Emergency Department", "Elm Regional Hospital", "2022-03", None),
        ("Staff Nurse, Emergency Department", "Elm Regional Hospital", "2019-08", "2022-02"),
    ]


def test_how_a_post_is_graded_or_whom_it_teaches_is_part_of_the_title() -> None:
    assert jobs_of(
        "Class Teacher, Year 4\tSeptember 2010 to August 2017",
        "Elm Primary School, Leeds",
        "Staff Nurse, Band 6 March 2006 – August 2010",
        "Oak Hospital, Leeds",
    ) == [
        ("Class Teacher, Year 4", "Elm Primary School", "2010-09", "2017-08"),
        ("Staff Nurse, Band 6", "Oak Hospital", "2006-03", "2010-08"),
    ]


def test_a_body_of_people_is_no_post_although_it_is_called_by_what_they_are() -> None:
    assert jobs_of(
        "03/2021 – present\tProgramme Officer, Maternal Health",
        "Partners in Elmcare, Kigali",
        "01/2017 – 02/2021\tSecretary",
        "National Union of Weavers, Leeds",
        "02/2014 – 12/2016\tEngineer",
        "Engineers Beyond Borders",
    ) == [
        ("Programme Officer, Maternal Health", "Partners in Elmcare", "2021-03", None),
        ("Secretary", "National Union of Weavers", "2017-01", "2021-02"),
        ("Engineer", "Engineers Beyond Borders", "2014-02", "2016-12"),
    ]


def test_what_somebody_did_besides_since_some_day_is_no_employment_of_its_own() -> None:
    assert jobs_of(
        "Elm Hospital\tLeeds",
        "Staff Nurse\tAugust 2019 – Present",
        "Relief charge nurse since 2021: staffing, bed flow and response to calls from each of the three floors.",
        "Oak Hospital\tYork",
        "Ward Nurse\tJune 2016 – July 2019",
    ) == [
        ("Staff Nurse", "Elm Hospital", "2019-08", None),
        ("Ward Nurse", "Oak Hospital", "2016-06", "2019-07"),
    ]


def test_a_post_at_an_employer_by_its_kind_and_a_remark_behind_the_dates() -> None:
    assert jobs_of(
        "Avril 2016 – janvier 2020 : Chargée de communication à l'ONG Orme Santé",
        "Juin 2014 – mars 2016 : Infirmière au Centre Hospitalier de Dax",
    ) == [
        ("Chargée de communication", "ONG Orme Santé", "2016-04", "2020-01"),
        ("Infirmière", "Centre Hospitalier de Dax", "2014-06", "2016-03"),
    ]
    assert jobs_of(
        "Ward Nurse, Elm Hospital", "May 2018–present", "", "Oak Foods, Team Member, 2012–2016 (part-time while studying)"
    )[1:] == [("Team Member", "Oak Foods", "2012", "2016")]  # fmt: skip


def test_further_posts_at_a_firm_stand_above_their_dates() -> None:
    assert jobs_of(
        "Elm & Ash LP, Lagos\tJan 2023 – Present",
        "Partner",
        "• Advises sponsors",
        "Senior Associate",
        "Apr 2019 – Dec 2022",
        "• Acted for lenders",
        "Oak Practitioners, Abuja\tNov 2015 – Mar 2019",
        "Associate",
    ) == [
        ("Partner", "Elm & Ash LP", "2023-01", None),
        ("Senior Associate", "Elm & Ash LP", "2019-04", "2022-12"),
        ("Associate", "Oak Practitioners", "2015-11", "2019-03"),
    ]


def test_what_was_done_follows_post_and_firm_behind_a_full_stop() -> None:
    assert jobs_of(
        "2021–present\tAssistant Professor of Botany, Entoto Institute of",
        "Public Health. Principal investigator of a cohort on seasonal",
        "grasses in the lowlands.",
        "2019–2021\tResearch Fellow, Zambezi Centre for Moss",
        "Modelling, Lusaka. Developed a model of importation",
        "2015–2019\tMalaria Officer, Elm Lowlands Bureau.",
        "Coordinated nets in nine districts.",
        "2013–2015\tTrainee, Oak Allianz, Pune. Office work.",
    ) == [
        ("Assistant Professor of Botany", "Entoto Institute of Public Health", "2021", None),
        ("Research Fellow", "Zambezi Centre for Moss Modelling", "2019", "2021"),
        ("Malaria Officer", "Elm Lowlands Bureau", "2015", "2019"),
        ("Trainee", "Oak Allianz", "2013", "2015"),
    ]


def test_an_internship_is_the_post_where_nothing_else_is() -> None:
    assert jobs_of(
        "07/2014 – 09/2015", "Internship", "Elm Tierspital", "10/2015 – 02/2019", "Vet", "Oak Tierklinik"
    ) == [
        ("Internship", "Elm Tierspital", "2014-07", "2015-09"),
        ("Vet", "Oak Tierklinik", "2015-10", "2019-02"),
    ]
    assert jobs_of("Stage, Elmo, Lyon, 2014 - 2015", "Technicien, Oak SA, Lyon, 2015 - 2019")[0] == (
        "Stage", "Elmo", "2014", "2015",
    )  # fmt: skip
    assert jobs_of("Packer, Elm Ltd", "Internship", "2014 - 2015")[0][:2] == ("Packer", "Elm Ltd")


def test_dates_at_the_end_of_a_sentence_of_post_and_firm() -> None:
    assert jobs_of(
        "Sr. Inspector, Elm Petrochemicals, Jubail. 2017 to present.",
        "Cook presso Trattoria Olmo, Napoli, 2013 to 2017. Learned the trade.",
    ) == [
        ("Sr. Inspector", "Elm Petrochemicals", "2017", None),
        ("Cook", "Trattoria Olmo", "2013", "2017"),
    ]


def test_firm_town_and_post_and_what_follows_a_firm_in_lower_case() -> None:
    assert jobs_of(
        "Orme, usine de Lessay, mécanicien industriel\t2016 à aujourd'hui",
        "Elm & Oak Vets, Veterinary Surgeon, Aug 2014 - May 2016",
        "Highland Ark, Inverness, Veterinary Surgeon, Sept 2012 - July 2014",
        "Étés 2009 à 2011\tAide-fermier, Ferme Orme et Fils",
    ) == [
        ("mécanicien industriel", "Orme", "2016", None),
        ("Veterinary Surgeon", "Elm & Oak Vets", "2014-08", "2016-05"),
        ("Veterinary Surgeon", "Highland Ark", "2012-09", "2014-07"),
        ("Aide-fermier", "Ferme Orme et Fils", "2009", "2011"),
    ]
    assert jobs_of("Radburn Hospice, Reading, PA\tJan 2007 - Dec 2008", "Line Lead")[0][:2] == (
        "Line Lead",
        "Radburn Hospice",
    )


def test_the_head_of_what_follows_a_firm_with_its_posts_is_not_the_last_posts() -> None:
    assert jobs_of(
        "Elm Army, 1998 - 2018",
        "Squad Leader, Fort Hood, TX, 2005 - 2018",
        "Vehicle Mechanic, Ulm, 1998 - 2005",
        "",
        "Oak County Roads, Fargo, ND",
        "Shop Foreman, 2018 - present",
    ) == [
        ("Squad Leader", "Elm Army", "2005", "2018"),
        ("Vehicle Mechanic", "Elm Army", "1998", "2005"),
        ("Shop Foreman", "Oak County Roads", "2018", None),
    ]


def test_who_is_freelance_works_for_no_firm_of_the_post_before() -> None:
    assert jobs_of("Tester, Elm Labs, Kyiv | Sep 2019 - now", "Freelance Translator | 2015 - 2016")[1] == (
        "Freelance Translator",
        None,
        "2015",
        "2016",
    )


def test_years_with_a_full_stop_behind_them() -> None:
    assert jobs_of(
        "2020. – danas: Voditeljica, Orah d.d., Ulm", "2016. – 2020.: Pripravnik, Brijest d.o.o., Ulm"
    ) == [
        ("Voditeljica", "Orah d.d.", "2020", None),
        ("Pripravnik", "Brijest d.o.o.", "2016", "2020"),
    ]


def test_a_single_date_on_a_line_of_its_own_among_ranges_that_are() -> None:
    assert jobs_of(
        "Clerk", "Elm Ltd", "02/2019 - 01/2021", "", "Trainee", "Oak Court", "2015 (9 months)", "",
        "Usher", "Ash Ltd", "07/2016 - 01/2019",
    )[1] == ("Trainee", "Oak Court", "2015", "2015")  # fmt: skip


def test_a_town_whose_state_is_short_for_a_post_and_stars_before_titles() -> None:
    assert jobs_of("Elm Heating & Air - Stroudsburg, PA\t2004 - 2011", "HVAC Technician") == [
        ("HVAC Technician", "Elm Heating & Air", "2004", "2011")
    ]
    assert jobs_of("* Manager, Oak Inc., Scranton (2011 - 2014)") == [("Manager", "Oak Inc.", "2011", "2014")]


def test_firms_that_are_called_by_the_people_they_are_of() -> None:
    assert jobs_of(
        "Manager: Artists Repertory Theatre, 2019-present",
        "Usher: Chefs Academy, 2014-2019",
        "Intern: Elm Festival, 2010",
    ) == [
        ("Manager", "Artists Repertory Theatre", "2019", None),
        ("Usher", "Chefs Academy", "2014", "2019"),
        ("Intern", "Elm Festival", "2010", "2010"),
    ]


def test_posts_told_in_sentences_and_led_to_their_firm_by_for_or_with() -> None:
    assert jobs_of(
        "Since May 2021 I have been working as a senior carpenter at Elm & Ash Joinery in Leeds.",
        "Between 2016 and 2021 I was a carpenter for Oak Kitchens Ltd, York.",
    ) == [
        ("senior carpenter", "Elm & Ash Joinery", "2021-05", None),
        ("carpenter", "Oak Kitchens Ltd", "2016", "2021"),
    ]
    assert jobs_of(
        "Consultant for Elmoitte, Lagos (2016 - 2019)", "Engineer for Operations, Elm AG (2014 - 2016)"
    ) == [
        ("Consultant", "Elmoitte", "2016", "2019"),
        ("Engineer for Operations", "Elm AG", "2014", "2016"),
    ]
