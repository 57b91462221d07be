"""Who holds a right, read from the directory."""

from __future__ import annotations

from domain.people import Actor, Person
from domain.permissions import Permission, may
from domain.ports import Records

MOST = 5000


async def holding(
    permission: Permission, records: Records, *, about: Person | None = None, but: str | None = None
) -> list[Person]:
    """Everybody who holds the permission (on the rows of `about`, if given), without the person whose id is `but`."""
    people = await records.find(Person, limit=MOST)
    return [p for p in people if p.id != but and may(Actor(person=p), permission, about)]
