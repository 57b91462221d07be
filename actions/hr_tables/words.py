"""Which table people mean when they name one."""

from __future__ import annotations

import re

_NAMED = {
    "payslips": r"pay ?slips?|salary slips?|pay ?stubs?|payroll|salaries|wages",
    "attendance": r"attendances?|time ?sheets?|check-?ins?|clock-?ins?|working (?:times?|hours)",
    "allocations": r"allocations?|entitlements?|leave balances?|(?:leave|vacation|holiday) (?:days|table|allowances?)",
    "people": r"people|employees?|staff|persons?|colleagues|head ?count|new (?:hires|joiners)|directory",
}


def named_in(text: str) -> str | None:
    """The table's name; None when none is named, or several."""
    found = [name for name, words in _NAMED.items() if re.search(rf"\b(?:{words})\b", text, re.I)]
    if len(found) > 1 and "people" in found:  # "payslips of all employees"
        found.remove("people")
    return found[0] if len(found) == 1 else None
