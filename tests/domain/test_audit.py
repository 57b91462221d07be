from __future__ import annotations

from datetime import UTC, datetime

from domain.audit import GENESIS, AuditEvent, first_break, link, row_id


def chain(length: int) -> list[AuditEvent]:
    rows: list[AuditEvent] = []
    for number in range(1, length + 1):
        row = AuditEvent(
            id=row_id(number),
            effect_id=f"e{number}",
            at=datetime(2026, 3, number, tzinfo=UTC),
            actor="psn-1",
            action="pay.of",
            outcome="refused",
            details={"number": number},
            previous=rows[-1].hash if rows else GENESIS,
            hash="",
        )
        rows.append(link(row))
    return rows


def test_a_whole_chain_has_no_break() -> None:
    assert first_break(chain(6)) is None
    assert first_break([]) is None


def test_altering_removing_and_reordering_are_found() -> None:
    rows = chain(6)
    altered = [*rows[:2], rows[2].model_copy(update={"outcome": "done"}), *rows[3:]]
    relinked = [*rows[:2], link(rows[2].model_copy(update={"outcome": "done"})), *rows[3:]]
    assert first_break(altered) == row_id(3)
    assert first_break(relinked) == row_id(4)
    assert first_break([*rows[:3], *rows[4:]]) == row_id(5)
    assert first_break([rows[1], rows[0], *rows[2:]]) == row_id(2)
    assert first_break(rows[1:]) == row_id(2)


def test_a_row_read_back_from_storage_hashes_the_same() -> None:
    row = chain(1)[0]
    assert first_break([AuditEvent.model_validate_json(row.model_dump_json())]) is None
