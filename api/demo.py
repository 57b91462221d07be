"""The demo company, offered on the sign-in page when the demo is on."""

from __future__ import annotations

from typing import Any

from deploy.demo.company import DEMO_PASSWORD
from deploy.demo.people import MET_FIRST
from domain.people import Account, Person
from domain.ports import Records


async def demo_people(records: Records) -> dict[str, Any]:
    """Everybody who can sign in with the demo's password; those whom a newcomer should meet stand first."""
    accounts = {a.email for a in await records.find(Account, limit=1000)}
    people = await records.find(Person, order="name", limit=1000)
    listed = [
        {"email": p.email, "name": p.name, "title": p.title, "roles": sorted(p.roles)}
        for p in sorted(people, key=lambda p: p.name not in MET_FIRST)
        if p.email in accounts
    ]
    return {"password": DEMO_PASSWORD, "people": listed}
