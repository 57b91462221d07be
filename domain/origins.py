"""Where applicants come from, in the words of the field."""

from __future__ import annotations

from typing import Literal

Origin = Literal["Career page", "Referral", "LinkedIn", "Job board", "Agency", "Event", "Sourced"]
"""What the person who hands in a resume may say of it; "Sourced" is who was found and asked by the hiring team."""
