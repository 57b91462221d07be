"""What a resume's other entries and its look say where no word does."""

from __future__ import annotations

from knowledge.characters import accented, visible
from knowledge.documents import Document
from knowledge.headings import Section, section_of
from knowledge.heads import drawn, learned, pictured
from knowledge.margin import dates_first
from knowledge.markup import read_markdown
from knowledge.natures import at_turn
from knowledge.ocr import with_bullets
from knowledge.reading import read_text
from knowledge.resumes import parse
from tests.knowledge.test_headers import TODAY, jobs_of, profile_of


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
        ("Clerk", 2),
        ("Acme", 2),
        ("EDUCATION", 1),
        ("Skills", 2),
        ("BEYOND THE DESK", 1),
    ]
    assert learned(lines) == ("BEYOND THE DESK",)


def test_dates_in_a_cell_of_their_own_stand_at_the_head_of_the_entry() -> None:
    assert dates_first([["Clerk", "Acme Ltd", "Filed"], ["2019 - 2021"]]) == [
        ["Clerk\t2019 - 2021", "Acme Ltd", "Filed"]
    ]
    assert dates_first([["August 2019 - September 2021", "Oakford"], ["Clerk", "Acme Ltd", "Filed"]]) == [
        ["August 2019 - September 2021\tClerk", "Oakford\tAcme Ltd", "Filed"]
    ]
    assert dates_first([["Clerk"], ["2019 - 2021"]]) == [["Clerk"], ["2019 - 2021"]]


def test_an_address_below_the_referees_that_is_like_the_name_is_the_persons_own() -> None:
    foot = "Salmiya | farah.haddad@mail.example | +965 5555 0143"
    found = profile_of(
        f"Farah Haddad\n\nReferees\nProf. Ciara Byrne, c.byrne@uhg.example, +353 91 555 018\n{foot}"
    )
    assert found.email
    assert found.email.value == "farah.haddad@mail.example"
    of_referee = profile_of("Farah Haddad\n\nReferees\nProf. Ciara Byrne, c.byrne@uhg.example")
    assert of_referee.email is None


def test_headings_side_by_side_head_a_column_each() -> None:
    found = profile_of(
        "Henrik Aalto\n\nSkills\tLanguages\nCarbon accounting\tFinnish, English\nISO 14001\t(fluent)\nGaBi\nBoard papers"
    )
    assert {"GaBi", "Board papers"} <= {skill.name for skill in found.skills}
    assert [language.value for language in found.languages] == ["Finnish", "English"]


def test_a_heading_with_its_letters_apart_or_over_two_lines_at_the_margin() -> None:
    found = profile_of("Ada Park\n\nCore Competenc ies\nLean work\tLender relations\tGrant writing")
    assert "Lender relations" in {skill.name for skill in found.skills}
    jobs = jobs_of(
        "ABOUT\tMathematician",
        "",
        "TEACHING\tMathematics Teacher",
        "EXPERIENCE\tWhitnall School",
        "8/2018 – 6/2020",
    )
    assert jobs == [("Mathematics Teacher", "Whitnall School", "2018-08", "2020-06")]


def test_a_firm_with_its_town_heads_the_posts_below_it() -> None:
    found = jobs_of(
        "Sweetwater Containers, Inc. – Atlanta, GA", "Maker of corrugated packaging, with 1,150 employees.",
        "Chief Operating Officer\t2015 to 2019", "Doubled the margin of the group in four years.",
        "Plant Manager\t2011 to 2015", "Cut lost time by two thirds.",
    )  # fmt: skip
    assert [company for _, company, _, _ in found] == ["Sweetwater Containers, Inc."] * 2


def test_a_sentence_with_the_firm_before_the_post_and_a_label_in_each() -> None:
    found = profile_of(
        "\n".join(["Sheeba Mol", "", "PROFESSIONAL EXPERIENCE:",
        "☛ Presently working with Lakeshore Diagnostics, Kochi as Laboratory Supervisor from Feb 2019 to till date.",
        "Job Profile:", "Daily calibration of analysers.",
        "☛ Worked with Al Shifa Clinic, Sharjah as Lab Technician Nov 2011 to Dec 2013.",
        "Job Profile:", "Samples on the night shift."]),
    )  # fmt: skip
    assert [(e.title, e.company, e.start) for e in found.employments] == [
        ("Laboratory Supervisor", "Lakeshore Diagnostics", "2019-02"),
        ("Lab Technician", "Al Shifa Clinic", "2011-11"),
    ]


def test_a_school_in_capitals_over_several_lines_is_one() -> None:
    found = profile_of(
        "\n".join(["Amadou Coulibaly", "", "EDUCATION", "INSTITUT NATIONAL", "POLYTECHNIQUE", "HOUPHOUËT-BOIGNY",
        "Master in International Trade", "2010 – 2012"]),
    )  # fmt: skip
    assert [(e.degree, e.institution, e.year) for e in found.education] == [
        ("Master in International Trade", "INSTITUT NATIONAL POLYTECHNIQUE HOUPHOUËT-BOIGNY", 2012)
    ]


def education_of(*lines: str) -> list[tuple[str | None, str | None, int | None]]:
    """Degree, school and year of what stands under a heading "Education"."""
    found = profile_of("\n".join(["Ada Park", "", "Education", *lines])).education
    return [(e.degree, e.institution, e.year) for e in found]


def test_a_subject_behind_a_comma_is_no_school_and_remarks_are_no_entries() -> None:
    assert education_of(
        "Univerzitet Sever", "Master’s degree, Automotive Engineering", "2015 – 2017", "",
        "Quellmann Tech", "Bachelor of Design", "(Honours)", "2011 – 2014", "Degree project: A bathhouse for Limhamn",
        "Erasmus semester at Universität Wien, 2013", "Articles Editor, Boston College Law Review",
    ) == [
        ("Master’s degree, Automotive Engineering", "Univerzitet Sever", 2017),
        ("Bachelor of Design (Honours)", "Quellmann Tech", 2014),
    ]  # fmt: skip


def test_sections_of_education_keep_to_themselves_and_entries_may_end_in_their_date() -> None:
    found = profile_of(
        "\n".join(["Ada Park", "", "Studium", "10/2005 – 03/2012\tHTW Dresden", "Abschluss: Dipl.-Ing. (FH)", "",
        "Schulbildung", "1996 – 2004\tGymnasium Pirna", "Abitur"]),
    )  # fmt: skip
    assert [(e.degree, e.institution) for e in found.education] == [
        ("Dipl.-Ing. (FH)", "HTW Dresden"),
        ("Abitur", "Gymnasium Pirna"),
    ]
    assert education_of("Especialización en Cuidado", "Universidad del Valle, 2018", "Enfermería",
                        "Universidad Pedagógica, 2013") == [
        ("Especialización en Cuidado", "Universidad del Valle", 2018),
        ("Enfermería", "Universidad Pedagógica", 2013),
    ]  # fmt: skip


def test_names_over_large_lines_with_titles_before_or_the_family_name_in_capitals_first() -> None:
    text = "Ana\nSofia\nCarvalho\nProduct Designer\nanas@post.example\n"
    found = parse(Document(text, large="Ana\nSofia\nCarvalho"), TODAY)
    assert found.name is not None
    assert found.name.value == "Ana Sofia Carvalho"
    for line, mail, name in (
        ("Dipl.-Ing. (FH) Björn Müller", "b.mueller@post.example", "Björn Müller"),
        ("TANAKA Haruka", "haruka.tanaka@post.example", "Haruka Tanaka"),
        ("SARAH O'CONNOR-BAKER, RN", "sarah[at]post[dot]example", "Sarah O'Connor-Baker"),
    ):
        own = parse(Document(f"{line}\n{mail}\nGoal\n"), TODAY)
        assert own.name is not None
        assert own.email is not None
        assert (own.name.value, "[" in own.email.value) == (name, False)


def test_a_day_of_birth_is_no_phone_and_a_postal_code_no_part_of_one() -> None:
    found = profile_of("Ada Park\nDate of birth: 21-06-1979\nMobile: 06 55 50 12 12 31000 Toulouse")
    assert found.phone is not None
    assert found.phone.value == "06 55 50 12 12"


def test_what_tesseract_takes_for_letters_at_the_head_of_lines_are_bullets() -> None:
    assert with_bullets("e Lead work\n¢ Hot water\te Gas Safe") == "• Lead work\n• Hot water\t• Gas Safe"
    assert with_bullets("e Lead work") == "e Lead work"


def test_blanks_in_plain_text_part_cells() -> None:
    assert read_text(b"Seattle University            Seattle, WA").text == "Seattle University\tSeattle, WA"


def test_headings_behind_a_bullet_in_two_languages_or_between_rules() -> None:
    for heads in (
        ("● WORK", "● SKILLS"),
        ("Travail | Work", "Compétences | Skills"),
        ("== work ====", "== skills ===="),
    ):
        found = profile_of(
            f"Ada Park\n\n{heads[0]}\nClerk, Acme Ltd\t2016 - 2022\n\n{heads[1]}\nFiling, Typing, Stamps"
        )
        assert [e.title for e in found.employments] == ["Clerk"]
        assert {"Filing", "Stamps"} <= {s.name for s in found.skills}


def test_a_summary_of_a_career_with_dates_is_its_employments() -> None:
    found = profile_of(
        "Ada Park\n\nCareer Summary\nClerk, Acme Ltd\t2016 - 2022\nSelected achievements:\nFiled.\n"
        "Typist, Acme Ltd\t2012 - 2015\nSelected achievements:\nTyped.\n\nVoluntary roles\nGovernor, Ash Primary, 2021 - 2025"
    )
    assert [(e.title, e.end) for e in found.employments] == [("Clerk", "2022"), ("Typist", "2015")]


def test_the_head_of_a_later_page_parts_no_employment() -> None:
    found = profile_of(
        "Ada Park\n\nWork\nAcme Ltd\t2016 - 2022\nClerk\n\nBeta Ltd\t2012 - 2015\n\nPage 1 of 2\n\nAda Park\n\nTypist\nTyped."
    )
    assert [(e.title, e.company) for e in found.employments] == [
        ("Clerk", "Acme Ltd"),
        ("Typist", "Beta Ltd"),
    ]


def test_accents_and_ligatures_of_tex() -> None:
    assert accented("jiˇrí dvoˇráˇcek") == "jiří dvořáček"
    assert [visible(code) for code in (0x15, 0x1C, 0x2010)] == ["–", "fi", "-"]


def test_kin_is_not_the_person_and_particles_may_have_an_apostrophe() -> None:
    text = "Father’s Name: K. Raman\njb.daubigny@post.example\nJean-Baptiste d’Aubigny\n"
    name = parse(Document(text), TODAY).name
    assert name is not None
    assert name.value == "Jean-Baptiste d’Aubigny"


def test_headings_between_signs_or_over_a_rule_are_learnt_from_the_known_ones() -> None:
    assert drawn("~ Kilns ~\nwork\n~ Schooling ~\n~ Skills ~\n~ Tongues ~\n~ Besides ~") == (
        "~ Kilns ~",
        "~ Tongues ~",
        "~ Besides ~",
    )
    assert drawn(
        "Ada Park\n===\nEXPERIENCE\n----\nEDUCATION\n----\nTHINGS I KNOW\n-----\nPotter\n\nAcme"
    ) == ("THINGS I KNOW",)
    found = profile_of(
        "Ada Park\n\n[ Skills ]\nGlazing, Throwing, Firing\n\n[ Besides ]\nChess, Ravens\n\n[ School ]\n"
    )
    assert {s.name for s in found.skills} == {"Glazing", "Throwing", "Firing"}


def test_words_of_a_heading_in_another_case_right_below_other_lines_open_no_section() -> None:
    lines = [
        "EXPERIENCE",
        "Clerk, Acme Ltd\t2019 - 2021",
        "- Forms in four",
        "languages",
        "Packer, Kolb Ltd\t2015 - 2019",
        "",
    ]
    lines += [
        "EDUCATION",
        "BA History, Northmoor University, 2015",
        "",
        "SKILLS",
        "Grants management",
        "Filing",
        "Ledgers",
    ]
    found = profile_of("\n".join(["Ada Park", *lines]))
    assert [job.company for job in found.employments] == ["Acme Ltd", "Kolb Ltd"]
    assert {"Grants management", "Filing", "Ledgers"} <= {s.name for s in found.skills}


def test_a_word_that_ends_a_broken_line_heads_nothing_and_ratings_are_no_part_of_a_skill() -> None:
    found = profile_of(
        "\n".join(["Hemi Rangi", "", "Training", "2020\tDiploma in Business, Manukau Institute of", "Technology", "",
        "2008\tNCEA Level 3, Aorere College", "", "Skills\tOutside work", "Rostering ▮▮▮▮▯\tCoach of rugby",
        "Toolbox talks ▮▮▮▮▮\tReferee: Sela", "Dangerous goods ▮▮▮▮▯"]),
    )  # fmt: skip
    assert [(e.institution, e.year) for e in found.education] == [
        ("Manukau Institute of Technology", 2020),
        ("Aorere College", 2008),
    ]
    assert [skill.name for skill in found.skills] == ["Rostering", "Toolbox talks", "Dangerous goods"]


def test_headings_that_forms_word_and_those_behind_pictograms() -> None:
    assert section_of("INSTITUTIONS ATTENDED WITH DATES") is Section.education
    lines = ("🎓 Education", "🔧 Tools of mine", "💼 Experience", "📍 Leeds, UK", "📞 0113 496 0000")
    assert pictured(lines) == ("🔧 Tools of mine",)
    found = profile_of(
        "Ada Park\n\nEDUCATION\nBSc Law, Leeds University, 2012\n\nQUALIFICATIONS\nTOEIC 955 (2019) / Driving licence (2010)"
    )
    assert [e.institution for e in found.education] == ["Leeds University"]


def test_employments_go_on_below_a_list_in_a_column_without_a_heading() -> None:
    found = profile_of(
        "\n".join(["Zsófia Lengyel", "", "EXPERIENCE", "Senior Designer\tJan 2023 – Now", "Duna Health Ltd", "",
        "LANGUAGES", "Hungarian (native)", "English (C1)", "", "Designer\tMar 2021 – Jun 2022", "Tisza Apps Ltd"]),
    )  # fmt: skip
    assert [(e.title, e.company) for e in found.employments] == [
        ("Senior Designer", "Duna Health Ltd"),
        ("Designer", "Tisza Apps Ltd"),
    ]
    assert [language.value for language in found.languages] == ["Hungarian", "English"]


def test_a_firm_and_what_it_does_above_its_posts_behind_the_bullets_of_the_one_before() -> None:
    assert jobs_of(
        "Estampas Coahuila S.A. de C.V.",
        "Tier 1 supplier of body structures; 940 employees; customers in Silao and Texas",
        "Plant Manager\tJUN 2019 – PRESENT",
        "• Increased the use of the transfer press from 58% to 79%",
        "Production Manager\tJAN 2016 – MAY 2019",
        "• Managed three shifts in stamping and welding of the largest plant",
        "Autopartes del Bajo Norte",
        "Seat frames and mechanisms; 400 employees",
        "Process Engineer\tFEB 2008 – JUL 2011",
        "• Supported the launch of second row seats",
    ) == [
        ("Plant Manager", "Estampas Coahuila S.A. de C.V.", "2019-06", None),
        ("Production Manager", "Estampas Coahuila S.A. de C.V.", "2016-01", "2019-05"),
        ("Process Engineer", "Autopartes del Bajo Norte", "2008-02", "2011-07"),
    ]


def test_a_column_of_titles_with_what_they_were_about() -> None:
    assert jobs_of(
        "Dates\tEmployer\tJob title and duties",
        "05/2021 – present\tElm Homewares\tDeputy Store Manager Ran the night team of a store with 34 colleagues.",
        "06/2010 – 10/2013\tOak Bakery\tShop Assistant Served customers, cashed up, baked bread on Saturdays.",
    ) == [
        ("Deputy Store Manager", "Elm Homewares", "2021-05", None),
        ("Shop Assistant", "Oak Bakery", "2010-06", "2013-10"),
    ]


def test_a_heading_that_breaks_off_goes_on_in_the_next_line() -> None:
    studied = profile_of("EDUCATION AND\nTRAINING\n2010 – 2012\tMSc Physics\nUniversity of Elm")
    assert [(e.degree, e.institution) for e in studied.education] == [("MSc Physics", "University of Elm")]


def test_projects_within_an_employment_are_none_themselves() -> None:
    assert jobs_of(
        "Elm Insurance, Plano, TX\tApr 2020 – Present",
        "Lead Data Engineer",
        "Project: Claims Cloud (Jan 2023 – Present)",
        "• Designed the marts",
        "Project: Agent Warehouse (Apr 2020 – Dec 2022)",
        "• Built dimensions",
        "Oak Stores, Phoenix, AZ\tJul 2015 – Mar 2020",
        "ETL Developer",
        "Project 1: Loyalty (Feb 2018 – Mar 2020)",
    ) == [
        ("Lead Data Engineer", "Elm Insurance", "2020-04", None),
        ("ETL Developer", "Oak Stores", "2015-07", "2020-03"),
    ]


def test_a_year_that_had_no_room_beside_its_month_stands_below_it() -> None:
    assert jobs_of(
        "Special Counsel, Elm Marsh Lawyers\tFebruary 2020 to present",
        "Construction disputes and adjudications. Supervises four lawyers.",
        "Senior Associate, Oak & Lowe\tJuly 2014 to January",
        "Professional negligence. Second chair in eleven trials. Wrote the\t2020",
        "firm's guide to security of payment.",
    ) == [
        ("Special Counsel", "Elm Marsh Lawyers", "2020-02", None),
        ("Senior Associate", "Oak & Lowe", "2014-07", "2020-01"),
    ]


def test_an_unknown_town_behind_an_unknown_firm() -> None:
    assert jobs_of(
        "Community Pharmacist at Farmakeio Elati, Xanthoupoli",
        "October 2014 – April 2019",
        "• Counselled patients",
    ) == [("Community Pharmacist", "Farmakeio Elati", "2014-10", "2019-04")]


def test_a_mobile_number_in_a_form_that_its_country_has_given_up() -> None:
    phone = profile_of("Ada Elm\nCel. +52 1 33 1482 7605\nada@elm.example").phone
    assert phone
    assert phone.value == "+52 1 33 1482 7605"


def test_degrees_at_schools_are_no_employments_where_nothing_has_a_heading() -> None:
    read = profile_of(
        "Ada Elm\nada@elm.example\n\nClinical Social Worker\t06/2015 – 07/2020\nOak River Health\n• Ran groups\n\n"
        "Master of Social Work\t2013 – 2015\nUniversity of Oklahoma"
    )
    assert [(e.title, e.company) for e in read.employments] == [
        ("Clinical Social Worker", "Oak River Health")
    ]
    assert [(e.degree, e.institution, e.year) for e in read.education] == [
        ("Master of Social Work", "University of Oklahoma", 2015)
    ]


def test_an_entry_of_a_list_in_the_words_of_a_heading_where_headings_stand_below_a_gap() -> None:
    read = profile_of(
        "Ada Elm\n\nProfile\nPatient and punctual.\n\nEmployment\nPhysiotherapist, Elm Clinic, 2015 – 2020\n\n"
        "Education\nBSc, University of Oslo, 2014\n\nSkills\nGait analysis\nDry needling\nClinical education\nSOAP notes\n\n"
        "Languages\nEnglish"
    )
    assert {"Clinical education", "SOAP notes"} <= {skill.name for skill in read.skills}


def test_a_learned_heading_below_an_education_of_single_years_opens_its_section() -> None:
    document = Document(
        "Education\nBSc Physics, Elm University, 2011\nBoard and Town\nTrustee, Elm Food Bank, 2020\nSkills\nGlazing",
        headings=("Board and Town",),
    )
    assert [e.institution for e in parse(document, TODAY).education] == ["Elm University"]


def test_headings_in_turkish_capitals_and_other_languages() -> None:
    assert section_of("İŞ DENEYİMİ") is Section.employment
    assert section_of("Yabancı Diller") is Section.languages
    assert section_of("VZDĚLÁNÍ") is Section.education
    assert section_of("SEA SERVICE RECORD") is Section.employment


def test_post_firm_and_town_between_commas_are_no_place() -> None:
    assert jobs_of(
        "2018-08 – 2019-09", "Vaktare, Elm Sjukhuset, Göteborg", "", "2012-01 – 2018-07", "Biträde, Oak Omsorg AB, Mölndal"
    ) == [
        ("Vaktare", "Elm Sjukhuset", "2018-08", "2019-09"),
        ("Biträde", "Oak Omsorg AB", "2012-01", "2018-07"),
    ]  # fmt: skip


def test_short_lines_of_markdown_are_lines() -> None:
    shown = read_markdown(
        "**Ana Elm**\nPotter\n\n"
        + "A long line of running text that was broken for want of any room on it for\nthe rest."
    )
    assert shown.text.startswith("Ana Elm\nPotter\n")
    assert "for the rest." in shown.text


def test_what_is_set_like_a_numbered_heading_has_a_number_too() -> None:
    lines = [
        ("1. Summary", 1),
        ("2. Employment", 1),
        ("Chita Seiki", 1),
        ("3. How I rest", 1),
        ("4. Skills", 1),
    ]
    assert learned(lines) == ("3. How I rest",)


def test_firms_right_below_their_dates_head_entries_however_they_are_set() -> None:
    text = "Ana Ash\nana.ash@post.example\nExperience\n2019 - 2021\nElm Seiki\nFitter\n\n2015 - 2019\nOak Seiki\nTurner\n\nEducation\n"
    found = parse(Document(text, headings=("Elm Seiki", "Oak Seiki")), TODAY).employments
    assert [(e.title, e.company) for e in found] == [("Fitter", "Elm Seiki"), ("Turner", "Oak Seiki")]


def test_numbered_qualifications_beside_an_education_are_certificates() -> None:
    found = profile_of(
        "1. Education\nBSc Physics, Elm University, 2006\n2. Qualifications\nTOEIC 860 (2017)\n"
    )
    assert [entry.year for entry in found.education] == [2006]


def test_personal_particulars_are_no_skills() -> None:
    found = profile_of(
        "SKILLS\nWelding, Rigging, Slinging\n\nPERSONAL\nBorn 9 October 1989; isiZulu; code 10\n"
    )
    assert [skill.name for skill in found.skills] == ["Welding", "Rigging", "Slinging"]


def test_a_remark_in_brackets_is_no_part_of_a_heading() -> None:
    assert section_of("Mandatory training (all up to date)") is Section.certifications
    assert section_of("WORK EXPERIENCE (most recent first):") is Section.employment
    assert section_of("Referees on request") is Section.references
    assert section_of("Skills (C++)") is None


def test_details_are_of_what_stands_before_them() -> None:
    assert section_of("Experience details") is Section.employment
    assert section_of("Contact details") is Section.contact


def test_a_family_name_in_bold_that_a_small_town_has_too() -> None:
    assert at_turn("Thandiwe Moyo", 9) == "Thandiwe Moyo"
    assert at_turn("Clerk Acme Ltd", 6) == "Clerk\tAcme Ltd"
