"""Whether words are a place: "Pune, India", "San Francisco, CA", "10115 Berlin", "London"."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import phonenumbers
from babel import Locale

_STATES = frozenset(
    """AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI
    SC SD TN TX UT VT VA WA WV WI WY DC ON BC QC AB MB SK NS NSW VIC QLD UK USA UAE US""".split()  # noqa: SIM905
)
_AUSTRALIAN = frozenset(("SA", "WA", "TAS", "ACT", "NT"))
"""States whose short forms mean a state only behind a town."""
_REGIONS = frozenset(
    """alabama alaska arizona california colorado connecticut florida georgia hawaii illinois indiana iowa kansas kentucky
    louisiana maryland massachusetts michigan minnesota missouri nebraska nevada ohio oklahoma oregon pennsylvania
    tennessee texas utah vermont virginia washington wisconsin bavaria bayern hessen hesse sachsen saxony berlin hamburg
    maharashtra karnataka telangana gujarat kerala punjab haryana delhi rajasthan bihar ontario quebec alberta scotland
    england wales victoria queensland catalonia tuscany uk usa uae england holland""".split()  # noqa: SIM905
)
_CITIES = frozenset(
    """amsterdam athens atlanta austin bangalore bengaluru barcelona beijing berlin birmingham bogotá boston brussels
    bucharest budapest cairo calgary chennai chicago cologne köln copenhagen dallas delhi denver detroit dubai dublin
    düsseldorf edinburgh essen florence frankfurt geneva glasgow hamburg hanoi helsinki houston hyderabad istanbul
    jakarta johannesburg karachi kolkata krakow kuala-lumpur lagos leeds leipzig lima lisbon liverpool london lyon madrid
    manchester manila marseille melbourne miami milan minneapolis montreal moscow mumbai munich münchen nairobi naples
    nuremberg nürnberg oslo ottawa paris philadelphia phoenix portland porto prague pune riga rome rotterdam seattle seoul
    shanghai singapore sofia stockholm stuttgart sydney taipei tallinn tokyo toronto toulouse turin vancouver vienna wien
    vilnius warsaw zagreb zurich zürich bremen hannover dresden dortmund bonn mannheim noida gurgaon gurugram ahmedabad
    jaipur kochi""".split()  # noqa: SIM905
)
_NAMES = Path(__file__).with_name("cities.txt")
_POSTAL = re.compile(r"^(?:[A-Z]{1,2}-)?\d{4,6}\s+[^\W\d_]|[^\W\d_]\s+\d{5}(?:-\d{4})?$")


@lru_cache(maxsize=1)
def _known_cities() -> frozenset[str]:
    """Folded names of cities of 15,000 people and more, from GeoNames, without those that are everyday English words."""
    return frozenset(_NAMES.read_text(encoding="utf-8").split("\n")) - {""}


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Names of countries in English, German and French, folded → region code."""
    return {
        name.casefold(): code
        for language in ("fr", "de", "en")
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha() and code not in ("ZZ", "EU", "UN", "EZ")
    }


@lru_cache(maxsize=4096)
def is_place(text: str) -> bool:
    """Whether the whole text names a place."""
    parts = [part.strip(" .") for part in text.split(",") if part.strip(" .")]
    if not parts or len(parts) > 5 or not all(re.match(r"^[\w][\w .'’()/&#-]*$", part) for part in parts):
        return False
    if len(parts) == 1:
        return (
            _is_region(parts[0])
            or _is_city(parts[0])
            or (_POSTAL.search(parts[0]) is not None and len(text) < 40)
        )
    if not parts[0][0].isalnum() or parts[0][0].islower():
        return False
    last = parts[-1]
    return _is_region(last) or _is_city(last) or _is_city(parts[0]) or _POSTAL.search(last) is not None


def is_state(text: str) -> bool:
    """Whether the text is the short form of a state, which a degree may share ("MA" of "Boston, MA")."""
    return text in _STATES


def is_town(text: str) -> bool:
    """Whether the text is a place and not a company with its town: "Austin, TX", but not "Acme, Austin"."""
    parts = text.split(",")
    first, second = parts[0].strip(), parts[1].strip(" .") if len(parts) > 1 else ""
    company_first = (
        (
            (len(parts) in (2, 3) and _is_city(second))
            or (len(parts) == 3 and not _is_region(second) and _ends_in_region(parts[2], second))
        )
        and not _is_city(first)
        and not _is_region(first)
        and not re.search(r"^\d+\w?\s|\s\d+\w?$|\d{3}", first)
    )
    return is_place(text) and not company_first


def _ends_in_region(third: str, second: str) -> bool:
    """Behind firm and town a region, or behind post and firm their town."""
    third = third.strip(" .")
    return _is_region(third) or (_is_city(third) and not _is_city(second))


def is_little_known(text: str) -> bool:
    """Whether the text is only the name of a lesser city, which other things may be called too."""
    folded = text.casefold()
    return " " not in folded and folded in _known_cities() - _CITIES and not _is_region(text)


def region_of(text: str) -> str | None:
    """The code of the country the text names or implies ("Pune, India" → "IN")."""
    last = text.rsplit(",", 1)[-1].strip(" .")
    code = _countries().get(last.casefold())
    if code:
        return code
    if last.upper() in ("UK", "ENGLAND", "SCOTLAND", "WALES"):
        return "GB"
    return "US" if re.match(r"^[A-Z]{2}(?:\s+\d{5}(?:-\d{4})?)?$", last) and last[:2] in _STATES else None


def regions_to_try(text: str | None) -> list[str]:
    """Regions whose way of dialling a number without + may be meant."""
    own = region_of(text) if text else None
    known = [own] if own in phonenumbers.SUPPORTED_REGIONS else []
    return [*known, *(region for region in ("US", "DE", "GB", "IN", "FR") if region != own)]


def _is_region(part: str) -> bool:
    state = re.sub(r"\s+\d{5}(?:-\d{4})?$", "", part)
    return state in _STATES or part.casefold() in _countries() or state.casefold() in _REGIONS


def _is_city_with_part(part: str) -> bool:
    """A city with its country, district or postal code ("Munich Germany", "Dublin 4"); a firm may begin with one too ("Boston Scientific")."""
    city, _, rest = part.partition(" ")
    if city.casefold() not in _CITIES or len(part) > 24:
        return False
    rest = rest.strip(" ()–—-/")
    known = rest.casefold() in _known_cities() or rest.casefold() in _CITIES or _is_region(rest)
    return known or _DISTRICT.match(rest) is not None


_DISTRICT = re.compile(
    r"(?:(?-i:[A-Z]{1,4}\d?[A-Z]?)|\d.*|.*\d|(?-i:[Aa]m|[Aa]n|[Uu]nd|[Aa]nd|[Oo]r|[Ii]n)\s.*"
    r"|(?:city|metro(?:politan)?|bay|area|region|district|north|south|east|west|central|centre|center|downtown|cbd|suburbs?|mitte|nord|süd|ost|remote|hybrid|area)(?:\s.*)?)$",
    re.IGNORECASE,
)


def _is_city(part: str) -> bool:
    folded = part.casefold()
    town, _, state = part.rpartition(" ")
    return (
        folded.replace(" ", "-") in _CITIES
        or _is_city_with_part(part)
        or folded in _known_cities()
        or ((state in _STATES or state in _AUSTRALIAN) and town.casefold() in _known_cities())
    )
