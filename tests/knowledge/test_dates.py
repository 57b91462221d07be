"""Dates in the forms that resumes use, and years counted once."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.dates import periods, points, total_years

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Jan 2020 – Present", "2020-01", None),
        ("January 2020 to date", "2020-01", None),
        ("03/2019 - 11/2021", "2019-03", "2021-11"),
        ("03.2019–11.2021", "2019-03", "2021-11"),
        ("01.03.2019 - 30.11.2021", "2019-03", "2021-11"),
        ("2018–2020", "2018", "2020"),
        ("2019-03 - 2021-11", "2019-03", "2021-11"),
        ("since 2021", "2021", None),
        ("2019-06 .. now", "2019-06", None),
        ("2015...2018", "2015", "2018"),
        ("Mar 2015 … Jun 2018", "2015-03", "2018-06"),
        ("seit Mai 2021", "2021-05", None),
        ("März 2018 bis Dezember 2020", "2018-03", "2020-12"),
        ("Okt. 2018 – heute", "2018-10", None),
        ("janv. 2018 à août 2020", "2018-01", "2020-08"),
        ("Sept '18 - Feb '20", "2018-09", "2020-02"),
        ("May – Aug 2019", "2019-05", "2019-08"),
        ("Summer 2015 - Fall 2016", "2015", "2016"),
        ("November 2021 – April\n2023", "2021-11", "2023-04"),
        ("November 2020 – April\tDesigner\n2026\tAcme", "2020-11", "2026-04"),
        ("(Aug 2017 to May 2021)", "2017-08", "2021-05"),
        ("July 2017 – February 2024Accountant", "2017-07", "2024-02"),
        ("01.2018 - dato", "2018-01", None),
        ("05/2024 – Chief of Staff", "2024-05", None),
        ("Feb 2019\tPresent", "2019-02", None),
        ("Feb 2019\tMar 2021", "2019-02", "2021-03"),
        ("April 2012 to           GARDENER\nFebruary 2018           Combe", "2012-04", "2018-02"),
        ("Phoenix, AZ05/2017 - 06/2019", "2017-05", "2019-06"),
        ("04/2019 - à présent", "2019-04", None),
        ("agosto 2019 a la fecha", "2019-08", None),
        ("Jun 2014 to present day", "2014-06", None),
        ("March 20, 2019 – June 5, 2021", "2019-03", "2021-06"),
        ("2021-Jun – 2022-Aug", "2021-06", "2022-08"),
        ("2021.6–2022.8", "2021-06", "2022-08"),
        ("Sep 17 – Oct 18", "2017-09", "2018-10"),
        ("Oct. 2020– / Malmö", "2020-10", None),
        ("From 05/2016 : 08/2020", "2016-05", "2020-08"),
        ("Bis heute, seit 08.2018", "2018-08", None),
        ("2021 onwards", "2021", None),
        ("July 2013 January 2018", "2013-07", "2018-01"),
        ("Red Deer, AB\nApril, 2013 – September, 2018", "2013-04", "2018-09"),
        ("2017 – 2021\nMar Azul Media", "2017", "2021"),
        ("sep. 2022 – danas (today)", "2022-09", None),
        ("březen 2018 – dosud", "2018-03", None),
        ("KASIM 2019 – ARALIK 2021", "2019-11", "2021-12"),
        ("NİSAN – Haziran 2019", "2019-04", "2019-06"),
        ("март 2019 — по настоящее время", "2019-03", None),
        ("May 2022 — to\tSavannah Ltd\ndate\tClerk", "2022-05", None),
    ],
)
def test_ranges(text: str, start: str, end: str | None) -> None:
    found = periods(text)
    assert [(p.start, p.end, p.current) for p in found] == [(start, end, end is None)]
    assert text[found[0].at : found[0].until].strip() == text[found[0].at : found[0].until]


@pytest.mark.parametrize(
    "text",
    [
        "2021 - 2018",
        "call 2020-555-0188",
        "5 - 10 people",
        "1234-5678",
        "room 2020",
        "may – could 12",
        "v2018-2020x",
        "September 2009 to NURSERY",
        "2019 – Chief of Staff",
    ],
)
def test_no_ranges(text: str) -> None:
    assert periods(text) == []


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("June 2015", "2015-06"),
        ("2015", "2015"),
        ("06/2015", "2015-06"),
        ("Abschluss: 30.06.2015", "2015-06"),
    ],
)
def test_single_dates(text: str, point: str) -> None:
    assert [p.start for p in points(text)] == [point]


@pytest.mark.parametrize(
    ("spans", "years"),
    [
        ([], None),
        ([("2020-01", "2020-12")], 1.0),
        ([("2020-01", "2020-12"), ("2020-07", "2021-06")], 1.5),
        ([("2020-01", "2020-06"), ("2021-01", "2021-06")], 1.0),
        ([("2025-12", None)], 1.0),
        ([("2018", "2020")], 2.0),
        ([("2019", "2019")], 0.5),
        ([("2026-01", "2030-01")], 0.9),
    ],
)
def test_total_years(spans: list[tuple[str, str | None]], years: float | None) -> None:
    assert total_years(spans, TODAY) == years
