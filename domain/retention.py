"""How long what is kept about candidates is kept, by country. A legal hold beats every rule."""

from __future__ import annotations

from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict


class RetentionRule(BaseModel):
    """`months` after the last contact, in which a reply counts and an opened mail does not."""

    model_config = ConfigDict(frozen=True)

    country: str | None
    """ISO 3166-1 alpha-2; None: every country without a rule of its own."""
    months: int
    basis: str


CANDIDATES: tuple[RetentionRule, ...] = (
    RetentionRule(country="DE", months=6, basis="§ 15 (4) AGG: two months for a claim, and time to serve it"),
    RetentionRule(
        country="AT", months=7, basis="§ 15 (1) GlBG: six months for a claim, and time to serve it"
    ),
    RetentionRule(country="FR", months=24, basis="CNIL: at most two years after the last contact"),
    RetentionRule(country="GB", months=12, basis="ICO practice: six to twelve months"),
    RetentionRule(
        country="US", months=48, basis="29 CFR 1602.14: one year; California ADS rules: four years"
    ),
    RetentionRule(country=None, months=24, basis="our own: two years after the last contact"),
)
DAYS_A_MONTH = 30.44
UNUSED_FILES = timedelta(days=30)
"""How long a file is kept that nothing came of: never used, or a resume that could not be read (GDPR Art. 5 (1) (e): no longer
than it is needed; so long it can be tried again)."""


def rule_for(country: str | None) -> RetentionRule:
    """The country's rule; without a known country the one for all others."""
    own = next((rule for rule in CANDIDATES if rule.country == country), None)
    return own or next(rule for rule in CANDIDATES if rule.country is None)


def due_at(last_contact: datetime, rule: RetentionRule) -> datetime:
    """From when the candidate's data is to be deleted."""
    return last_contact + timedelta(days=round(rule.months * DAYS_A_MONTH))
