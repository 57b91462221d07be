"""What an employee tells about themselves; apart from the directory, which every colleague may read."""

from __future__ import annotations

from typing import ClassVar

from domain.ports import Record


class Contact(Record):
    """`id` is the person's. Only the employee, their manager and HR see it."""

    collection: ClassVar[str] = "contacts"
    subjects: ClassVar[tuple[str, ...]] = ("id",)

    preferred_name: str | None = None
    phone: str | None = None
    address: str | None = None
