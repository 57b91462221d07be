"""Who decides in another's place just now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.delegations import Delegation, delegation_id
from domain.ports import Records


async def stands_in_for(records: Records, person_id: str, now: datetime) -> frozenset[str]:
    """Everybody who has put this person in their place."""
    found = await records.find(Delegation, {"to_id": person_id})
    return frozenset(d.person_id for d in found if d.until > now)


async def stand_ins(records: Records, approver_ids: Iterable[str], now: datetime) -> dict[str, str]:
    """Of these approvers, those who have somebody in their place, and whom."""
    found = [await records.get(Delegation, delegation_id(id)) for id in approver_ids]
    return {d.person_id: d.to_id for d in found if d and d.until > now}
