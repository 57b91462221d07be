"""Pages of words with places: tables, cards and forms in the order they are read."""

from __future__ import annotations

import pytest

from knowledge.layout import arrange, largest, runs_of
from knowledge.margin import told_below
from knowledge.words import Word


def page(*lines: tuple[float, dict[float, str]]) -> list[str]:
    """Lines of a page of 10-point text: each a baseline and its runs by where they start; empty lines left out."""
    words = [Word(text, x, x + 5 * len(text), y, 10) for y, runs in lines for x, text in runs.items()]
    return [line for line in arrange(words) if line]


def test_wrapped_cells_of_a_table_are_made_whole() -> None:
    assert page(
        (100, {50: "Period", 150: "Employer", 260: "Role"}),
        (118, {50: "05/2018 – now", 150: "Compagnie du", 260: "Regional Quality"}),
        (130, {150: "Bandama", 260: "Manager"}),
        (148, {50: "02/2014 – 04/2018", 150: "Conserves", 260: "Food Safety"}),
        (160, {260: "Supervisor"}),
        (190, {50: "Education"}),
    ) == [
        "Period\tEmployer\tRole",
        "05/2018 – now\tCompagnie du Bandama\tRegional Quality Manager",
        "02/2014 – 04/2018\tConserves\tFood Safety Supervisor",
        "Education",
    ]


def test_a_range_of_dates_torn_in_its_cell() -> None:
    assert page(
        (100, {50: "From – To", 150: "Employer", 260: "Position"}),
        (118, {50: "Aug 2016 – Feb", 150: "Lunde", 260: "Taster"}),
        (130, {50: "2020", 150: "AS"}),
        (148, {50: "Jan 2014 – Jul", 150: "Kafé", 260: "Packer"}),
        (160, {50: "2016"}),
    )[1:] == ["Aug 2016 – Feb 2020\tLunde AS\tTaster", "Jan 2014 – Jul 2016\tKafé\tPacker"]


def test_dates_that_a_narrow_margin_tears_in_several() -> None:
    assert page(
        (100, {50: "Oct", 150: "Taster, Lunde AS"}),
        (112, {50: "2022–present", 150: "Tastes."}),
        (130, {50: "Mar", 150: "Packer, Kafé AS"}),
        (142, {50: "2015–Aug", 150: "Packs."}),
        (154, {50: "2019"}),
    ) == [
        "Oct 2022–present\tTaster, Lunde AS",
        "Tastes.",
        "Mar 2015–Aug 2019\tPacker, Kafé AS",
        "Packs.",
    ]


def test_rows_without_space_between_them_begin_at_their_dates() -> None:
    assert page(
        (100, {50: "Period", 150: "Employer", 260: "Role"}),
        (112, {50: "05/2018 – now", 150: "Compagnie du", 260: "Taster"}),
        (124, {150: "Bandama"}),
        (136, {50: "02/2014 – 04/2018", 150: "Conserves", 260: "Packer"}),
    )[1:] == ["05/2018 – now\tCompagnie du Bandama\tTaster", "02/2014 – 04/2018\tConserves\tPacker"]


def test_cards_are_read_one_after_the_other_and_what_follows_under_both_last() -> None:
    assert page(
        (100, {50: "Hotel Manager", 300: "Front Office Manager"}),
        (112, {50: "Auberge du Léman", 300: "Hôtel Bellerive"}),
        (124, {50: "Mar 2020 – Present", 300: "Apr 2016 – Feb 2020"}),
        (136, {60: "84 rooms", 310: "Thirty languages"}),
        (170, {50: "Education"}),
        (182, {50: "Bachelor in Hospitality"}),
        (194, {50: "Lausanne, 2016"}),
    ) == [
        "Hotel Manager", "Auberge du Léman", "Mar 2020 – Present", "84 rooms",
        "Front Office Manager", "Hôtel Bellerive", "Apr 2016 – Feb 2020", "Thirty languages",
        "Education", "Bachelor in Hospitality", "Lausanne, 2016",
    ]  # fmt: skip


def test_what_was_filled_in_stays_beside_its_label() -> None:
    labels = ["Name", "Email", "Phone", "City", "Job title", "Company", "Dates"]
    filled = ["Natalie Brooks", "nat@letters.example", "(503) 555-0138", "Portland", "Baker", "Alder Bread", "2015 - 2019"]  # fmt: skip
    lines = [(100 + 27 * i, {60: label, 160: text}) for i, (label, text) in enumerate(zip(labels, filled, strict=True))]  # fmt: skip
    assert page(*lines) == [f"{label}\t{text}" for label, text in zip(labels, filled, strict=True)]


def test_wrapped_cells_of_a_table_without_a_header_row() -> None:
    assert page(
        (100, {50: "05/2018 – now", 150: "Compagnie du", 260: "Quality"}),
        (112, {150: "Bandama", 260: "Manager"}),
        (136, {50: "02/2014 – 04/2018", 150: "Conserves", 260: "Packer"}),
    ) == ["05/2018 – now\tCompagnie du Bandama\tQuality Manager", "02/2014 – 04/2018\tConserves\tPacker"]


def test_the_heads_of_columns_wrap_and_stand_centred_above_them() -> None:
    assert page(
        (94, {260: "Year of"}),
        (100, {70: "Course", 160: "Institution"}),
        (106, {260: "Passing"}),
        (130, {50: "B.E. Mechanical", 150: "Anna College of"}),
        (136, {265: "2016"}),
        (142, {50: "Engineering", 150: "Engineering"}),
    ) == [
        "Course\tInstitution\tYear of Passing",
        "B.E. Mechanical Engineering\tAnna College of Engineering\t2016",
    ]


BULLETS = {50: "Wrote all of the letters that nobody else wanted to write"}


@pytest.mark.parametrize("margin", [400, -20])
def test_dates_at_a_margin_stand_on_the_line_they_are_beside(margin: float) -> None:
    dates = ("2019 – now", "2015 – 2018", "2010")
    lines = page(
        (80, {50: "Experience"}),
        (100, {50: "Clerk, Acme Ltd", margin: dates[0]}),
        (112, BULLETS), (124, BULLETS),
        (148, {50: "Typist, Bexley Ltd", margin: dates[1]}),
        (160, BULLETS), (172, BULLETS),
    )  # fmt: skip
    beside = ("Clerk, Acme Ltd\t2019 – now", "2019 – now\tClerk, Acme Ltd")[margin < 50]
    assert beside in lines


def test_a_name_in_large_letters_on_two_lines_is_one() -> None:
    words = [Word("NÚRIA", 50, 120, 40, 24), Word("PUIG I SERRA", 50, 170, 66, 24)]
    words += [Word(f"Line {n}", 50, 90, 100 + 12 * n, 10) for n in range(6)]
    assert arrange(words)[0] == "NÚRIA PUIG I SERRA"
    assert largest(runs_of(words)) == "NÚRIA PUIG I SERRA"


def test_a_column_begins_where_headings_stand_under_each_other() -> None:
    found = page(
        (40, {20: "Jean Morel", 200: "PARCOURS"}),
        (54, {20: "Chef de cuisine", 206: "04/2019 - 05/2021"}),
        (68, {20: "jm@post.example", 206: "Chef | Bocuse | Lyon"}),
        (96, {20: "SAVOIR-FAIRE", 212: "Service de 200 repas"}),
        (110, {20: "Gestion", 206: "10/2014 - 03/2019"}),
        (124, {20: "Menus", 206: "Second | Brasserie | Lyon"}),
        (152, {20: "LANGUES", 200: "DIPLÔMES"}),
        (166, {20: "Anglais", 206: "CAP Cuisine"}),
    )
    assert found.index("Anglais") < found.index("PARCOURS") < found.index("DIPLÔMES")


def test_a_list_beside_an_entry_is_told_below_it() -> None:
    rows = [
        [Word(text, x, x + 5 * len(text), y, 10) for x, text in runs]
        for y, runs in (
            (40, [(20, "Architect"), (150, "10/2019 – now"), (260, "• Two schools")]),
            (54, [(20, "Nile Delta Bureau"), (260, "• Led a group")]),
            (90, [(20, "Draughtsman"), (150, "03/2015 – 09/2019"), (260, "• Housing")]),
        )
    ]
    assert [[run.text for run in row] for row in told_below(rows)] == [
        ["Architect", "10/2019 – now"],
        ["Nile Delta Bureau"],
        ["• Two schools"],
        ["• Led a group"],
        ["Draughtsman", "03/2015 – 09/2019"],
        ["• Housing"],
    ]


def test_a_list_beside_an_entry_ends_where_the_next_one_begins_above_its_dates() -> None:
    rows = [
        [Word(text, x, x + 5 * len(text), y, 10) for x, text in runs]
        for y, runs in (
            (40, [(20, "Lark FM"), (150, "Editor")]),
            (54, [(20, "2014 – 2020"), (150, "• Two bulletins")]),
            (68, [(150, "• Trained five")]),
            (90, [(20, "Rift Weekly"), (150, "Reporter")]),
            (104, [(20, "2009 – 2013"), (150, "• Wrote columns")]),
        )
    ]
    assert [row[0].text for row in told_below(rows)] == [
        "Lark FM", "2014 – 2020", "• Two bulletins", "• Trained five", "Rift Weekly", "2009 – 2013", "• Wrote columns"
    ]  # fmt: skip


def test_a_table_may_have_one_column_of_its_own_name_and_its_cells_words_of_headings() -> None:
    assert page(
        (40, {20: "Period", 120: "Employer", 260: "Position", 380: "Mean grade"}),
        (58, {20: "2015 – 2019", 120: "Kabarak Hills Day", 260: "Teacher", 380: "B"}),
        (70, {120: "School"}),
        (88, {20: "2013 – 2014", 120: "Nakuru Ltd", 260: "Clerk", 380: "C"}),
    )[1:] == ["2015 – 2019\tKabarak Hills Day School\tTeacher\tB", "2013 – 2014\tNakuru Ltd\tClerk\tC"]


def test_rows_of_cards_with_headings_above_some_of_them() -> None:
    assert page(
        (100, {50: "EXPERIENCE"}),
        (118, {50: "Potter", 250: "Glazer"}),
        (130, {50: "Kiln & Co", 250: "Blue Fern"}),
        (142, {50: "Mar 2022 – Now", 250: "Jul 2019 – Feb 2022"}),
        (154, {50: "Threw eighty bowls", 250: "Mixed the glazes"}),
        (200, {50: "EDUCATION", 250: "SKILLS"}),
        (218, {50: "BFA Ceramics", 250: "Throwing"}),
        (230, {50: "Northmoor College", 250: "Glazing"}),
        (242, {50: "2014 – 2017", 250: "Raku"}),
    ) == [
        "EXPERIENCE", "Potter", "Kiln & Co", "Mar 2022 – Now", "Threw eighty bowls",
        "Glazer", "Blue Fern", "Jul 2019 – Feb 2022", "Mixed the glazes",
        "EDUCATION", "BFA Ceramics", "Northmoor College", "2014 – 2017", "SKILLS", "Throwing", "Glazing", "Raku",
    ]  # fmt: skip


def test_a_timeline_on_both_sides_of_its_line_above_a_row_of_cards() -> None:
    assert page(
        (90, {150: "CAREER"}),
        (110, {50: "2021 – now"}),
        (122, {50: "Host"}),
        (134, {50: "Elm Hall"}),
        (146, {250: "2016 – 2021"}),
        (158, {250: "Steward"}),
        (170, {250: "Oak Hotel"}),
        (182, {50: "2013 – 2016", 250: "130 events"}),
        (194, {50: "Helper"}),
        (206, {50: "Ash Fair"}),
        (240, {50: "EDUCATION", 200: "SKILLS", 350: "LANGUAGES"}),
        (258, {50: "BA Events", 200: "Budgets", 350: "Irish"}),
        (270, {50: "Elm College", 200: "Venues", 350: "English"}),
        (282, {50: "2008 – 2011", 200: "Stage plans", 350: "Welsh"}),
        (294, {200: "Catering"}),
    ) == [
        "CAREER", "2021 – now", "Host", "Elm Hall", "2013 – 2016", "Helper", "Ash Fair",
        "2016 – 2021", "Steward", "Oak Hotel", "130 events", "EDUCATION", "BA Events", "Elm College", "2008 – 2011",
        "SKILLS", "Budgets", "Venues", "Stage plans", "Catering", "LANGUAGES", "Irish", "English", "Welsh",
    ]  # fmt: skip


def test_the_wide_blanks_of_a_justified_line_part_no_cells() -> None:
    words = ["Doctoral", "Fellow,", "Institute", "of", "Tropical", "Medicine"]
    places = [50 + sum(5 * len(w) + 10 for w in words[:n]) for n in range(len(words))]
    assert page((100, dict(zip(places, words, strict=True)))) == [" ".join(words)]
    chips = ["Python", "Java", "SQL", "Docker"]
    assert page((100, {50 + 60 * n: chip for n, chip in enumerate(chips)})) == ["\t".join(chips)]


def test_cards_in_two_columns_below_ways_to_reach_somebody() -> None:
    lines = page(
        (80, {50: "Ana Ash", 300: "ana@ash.example"}),
        (100, {50: "Employment"}),
        (118, {50: "Nurse", 300: "Clerk"}),
        (130, {50: "Elm Ward", 300: "Oak Office"}),
        (142, {50: "2019 to date", 300: "2015 to 2019"}),
        (160, {50: "Carer", 300: "Tutor"}),
        (172, {50: "Ash Home", 300: "Fir School"}),
        (184, {50: "2013 to 2015", 300: "2011 to 2013"}),
        (210, {50: "Education"}),
        (228, {50: "BSc Nursing", 300: "Grade 12"}),
        (240, {50: "Elm University", 300: "Oak School"}),
        (252, {50: "2014", 300: "2009"}),
    )
    assert lines.index("Fir School") < lines.index("Education") < lines.index("Oak School")


def test_a_cell_below_a_head_that_is_centred_over_its_column() -> None:
    assert (
        page(
            (100, {50: "Company", 150: "Post", 260: "Duration", 450: "Job profile"}),
            (118, {50: "Elm Works", 150: "Foreman", 240: "2018 - 2020", 340: "Erection of tower"}),
            (130, {340: "cranes"}),
            (148, {50: "Oak Works", 150: "Rigger", 240: "2013 - 2018", 340: "Port"}),
        )[1]
        == "Elm Works\tForeman\t2018 - 2020\tErection of tower cranes"
    )


def test_a_heading_at_the_foot_of_a_column_heads_the_next() -> None:
    lines = page(
        (100, {50: "Experience", 300: "BSc Nursing"}),
        (112, {50: "Nurse at Elm Ward in Oakford", 300: "Elm University"}),
        (124, {50: "2019 - 2021 in Ashby", 300: "2014"}),
        (136, {50: "Clerk at Oak Office", 300: "Skills"}),
        (148, {50: "2015 - 2019 in Ashby", 300: "Triage"}),
        (160, {50: "Education"}),
    )
    assert lines[lines.index("Education") + 1] == "BSc Nursing"
