"""What is written about the program is true of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from api import catalogue_docs
from api.settings import Settings

ROOT = Path(__file__).parent.parent
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
PAGES = [ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("**/*.md"))]


def test_every_setting_stands_in_the_example_and_the_reverse() -> None:
    settings = {f"PEOPLEDESK_{name.upper()}" for name in Settings.model_fields}
    shown = re.findall(r"^#? ?(PEOPLEDESK_[A-Z_]+)=", EXAMPLE, flags=re.M)
    assert sorted(shown) == sorted(settings)


def test_the_example_shows_the_defaults(tmp_path: Path) -> None:
    """Copied as it is, it changes nothing."""
    path = tmp_path / ".env"
    path.write_text(EXAMPLE, encoding="utf-8")
    copied, plain = Settings(_env_file=path), Settings(_env_file=None)
    assert copied == plain


def test_the_page_of_tools_is_current() -> None:
    assert catalogue_docs.current(), "run `peopledesk docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_what_a_page_points_to_is_there(page: Path) -> None:
    """Links to files, and settings that it names."""
    text = page.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []
    named = set(re.findall(r"PEOPLEDESK_[A-Z_]+[A-Z]", text))
    assert {n for n in named if n.removeprefix("PEOPLEDESK_").lower() not in Settings.model_fields} == set()


def test_the_map_of_the_architecture_names_files_that_exist() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(
        re.findall(r"`((?:actions|adapters|api|bot|deploy|domain|graphs|knowledge)/[\w./*-]*)`", text)
    )
    assert len(named) > 10
    assert [n for n in sorted(named) if not list(ROOT.glob(n.rstrip("/")))] == []
