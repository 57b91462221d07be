"""What a section of skills lists: entries, and not the names of groups, levels, headers and sentences around them."""

from __future__ import annotations

import pytest

from knowledge.heads import labels
from knowledge.skill_lists import named_skills
from tests.knowledge.test_headers import profile_of


def listed(*lines: str, heading: str = "Skills") -> set[str]:
    return {skill.name for skill in profile_of("\n".join(["Ada Park", "", heading, *lines])).skills}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Area\tItems", "Cloud\tOpenStack, Ceph", "Habits\tRunbooks, Post mortems"],
         {"OpenStack", "Ceph", "Runbooks", "Post mortems"}),
        (["Statistics\tbrms, Stan", "Writing\tZotero, Overleaf"], {"brms", "Stan", "Zotero", "Overleaf"}),
        (["ops = Nix, Nomad", "stores = ClickHouse, Minio"], {"Nix", "Nomad", "ClickHouse", "Minio"}),
        (["Over 5000 lines:", "Zig • Nim • Odin", "Familiar:", "Crystal"], {"Zig", "Nim", "Odin", "Crystal"}),
        (["Front end", "Qwik, Lit, Alpine", "Back end", "Gleam, Elm", "Other", "Zellij, Helix"],
         {"Qwik", "Lit", "Alpine", "Gleam", "Elm", "Zellij", "Helix"}),
        (["1. Foundry control", "2. Sand moulding", "3. Melt shop"], {"Foundry control", "Sand moulding", "Melt shop"}),
        (["✔ CostX ✔ Planswift ✔ FIDIC contracts"], {"CostX", "Planswift", "FIDIC contracts"}),
        (["Loam tests / Wall maps / Field notes / Seed storage and drying / Workshop", "facilitation"],
         {"Loam tests", "Wall maps", "Field notes", "Seed storage and drying", "Workshop facilitation"}),
    ],
)  # fmt: skip
def test_groups_headers_and_numbers_are_no_skills(lines: list[str], expected: set[str]) -> None:
    assert listed(*lines) == expected


def test_what_was_done_is_no_skill_and_what_is_known_is() -> None:
    found = listed(
        "Lending", "Assessed 900 loans a year up to 50,000.", "Kept arrears low in my own portfolio."
    )
    assert not found & {"Lending", "Kept arrears low in my own portfolio"}
    assert listed("Mole traps, Hedge laying, Scything", "Familiar with Python and MATLAB.") >= {
        "Python",
        "MATLAB",
    }


def test_a_language_among_the_skills_is_one_where_no_section_of_languages_says_so() -> None:
    text = "\n".join(["Ada Park", "", "Skills", "Soil sampling, Seed storage, Kiswahili and English"])
    found = profile_of(text)
    assert "Kiswahili and English" in {skill.name for skill in found.skills}
    assert [language.value for language in found.languages] == ["Kiswahili", "English"]
    own = profile_of(text.replace(" and English", "") + "\n\nLanguages\nKiswahili (native)")
    assert "Kiswahili" not in {skill.name for skill in own.skills}


def test_a_row_of_languages_or_licences_in_a_table_of_skills_belongs_to_both() -> None:
    rows = [
        "Operations\tYard planning, NAVIS N4",
        "Licences\tCrane category I, VHF radio",
        "Languages\tPolish, German",
    ]
    found = profile_of(
        "\n".join(["Ada Park", "", "Abilities", *rows, "", "Education", "BSc, TU Berlin, 2015"])
    )
    assert {"Crane category I", "VHF radio", "Polish"} <= {skill.name for skill in found.skills}
    assert [language.value for language in found.languages] == ["Polish", "German"]
    assert named_skills([]) == []


def test_lines_set_alike_above_others_name_groups_but_levels_do_not_make_them() -> None:
    groups = [
        ("SKILLS", 1),
        ("Craft", 2),
        ("Typography", 3),
        ("Sound", 3),
        ("Trade", 2),
        ("Sales", 3),
        ("Tills", 3),
    ]
    assert labels([*groups, ("AWARDS", 1), ("Best of show", 3)]) == ("Craft", "Trade")
    levels = [
        ("SKILLS", 1),
        ("Zig", 2),
        ("Expert", 3),
        ("5 years", 3),
        ("Nim", 2),
        ("Expert", 3),
        ("5 years", 3),
    ]
    assert labels(levels) == ()


def test_a_skill_of_one_letter_is_listed_although_the_taxonomy_knows_it_in_a_sentence_alone() -> None:
    found = profile_of(
        "Ada Park\n\nExperience\n- Built a tool in R\n\nSkills\nPricing\tR\tSQL\nStress testing"
    )
    assert "R" in {skill.name for skill in found.skills}


def test_a_sentence_with_commas_on_what_somebody_did_lists_nothing() -> None:
    assert listed("Crew", "Hired, trained and led a staff of eight.", "Glazing, Throwing, Firing") == {
        "Glazing",
        "Throwing",
        "Firing",
    }


def test_how_well_a_skill_is_known_and_the_last_and_are_no_part_of_it() -> None:
    assert listed("Proficient in the use of Kilnlink, Throwing, and Raku.") == {
        "Kilnlink",
        "Throwing",
        "Raku",
    }


def test_dashes_between_entries() -> None:
    assert listed("Aseptic preparation – Tablet pressing – Vial filling") == {
        "Aseptic preparation",
        "Tablet pressing",
        "Vial filling",
    }


def test_dashes_part_a_list_in_whose_brackets_are_commas_and_years_of_something_are_none() -> None:
    text = "Skills\nLooms (old, new) - Rate haggling - ADR rules\nFifteen years with pumps, valves and gaskets.\n"
    assert [skill.name for skill in profile_of(text).skills] == ["Looms", "Rate haggling", "ADR rules"]


def test_short_forms_with_a_sign_or_a_number_and_products_called_like_a_site() -> None:
    assert listed("P&L, H2S, Kiln.com Extranet, www.kiln.com, Throwing") >= {
        "P&L",
        "H2S",
        "Kiln.com Extranet",
    }
    assert "www.kiln.com" not in listed("P&L, H2S, www.kiln.com, Throwing")


def test_a_list_under_what_somebody_does_is_one_of_skills_where_no_other_is() -> None:
    assert listed("Throwing", "Raku\tGlazing", "Kilnlink", heading="What I do") == {
        "Throwing",
        "Raku",
        "Glazing",
        "Kilnlink",
    }
    assert not listed("Potter of the Year 2019", "Opened two shops", "Raku", "Glazing", heading="Highlights")
