"""Who looked at my data, the export by person, job, actor and period, and what a broken chain looks like."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from actions import trail
from actions.audit import Export, Looks, condition, exported
from actions.perform import Ready, prepare
from actions.tool import Result
from adapters.sqlite import SqliteRecords
from domain.audit import AuditEvent, Seal
from domain.errors import BadInput, Refused
from tests.company import MONDAY, Company


async def ask(company: Company, who: str, tool: str, **args: object) -> Result:
    prepared = await prepare(tool, args, await company.ctx(who))
    assert isinstance(prepared, Ready)
    return await prepared.run()


async def looks(company: Company, who: str) -> Looks:
    found = await ask(company, who, "audit.looks")
    assert isinstance(found, Looks)
    return found


async def test_who_looked_at_my_pay(company: Company) -> None:
    assert (await looks(company, "Mira Tanaka")).rows == ()
    await ask(company, "Elena Petrova", "pay.of", person="Mira Tanaka")
    await ask(company, "Elena Petrova", "pay.of", person="Lukas Brandt")
    await ask(company, "Mira Tanaka", "pay.of", person="Mira Tanaka")
    ((when, who, what),) = (await looks(company, "Mira Tanaka")).rows
    assert (who, what) == ("Elena Petrova", "pay.of")
    assert f"{MONDAY:%d %b %Y}" in when
    assert (await looks(company, "Jonas Weber")).rows == ()


async def test_hr_may_ask_who_looked_at_somebody_else_and_that_is_a_look_too(company: Company) -> None:
    await ask(company, "Elena Petrova", "pay.of", person="Mira Tanaka")
    found = await ask(company, "Beatrix Lang", "audit.looks", person="Mira Tanaka")
    assert "Mira Tanaka's data once" in str(found.card().title)
    assert [who for _, who, _ in (await looks(company, "Mira Tanaka")).rows] == [
        "Beatrix Lang",
        "Elena Petrova",
    ]
    for who in ("Jonas Weber", "Priya Nair", "Lukas Brandt"):
        for whom in ("Mira Tanaka", "Nobody Known"):
            with pytest.raises(Refused):
                await ask(company, who, "audit.looks", person=whom)


async def test_a_judgement_of_a_machine_can_be_accounted_for(company: Company) -> None:
    """Enough to repeat it and no words of anybody; a person's word on it is a row of its own; seen again it is not made
    again."""
    scored = await ask(company, "Priya Nair", "scores.explain", candidate="Leo Martins", job="Python")
    await ask(company, "Priya Nair", "scores.explain", candidate="Leo Martins", job="Python")
    (row,) = await company.records.find(AuditEvent, {"action": "score.made"})
    score, leo = scored.score, await company.candidate("Leo Martins")  # type: ignore[attr-defined]
    assert row.subject == await trail.pseudonym(company.records, leo.id)
    assert row.job_id == score.job_id
    details = row.details
    assert (details["model"], details["prompt"], details["seen"]) == (
        score.model,
        score.prompt_hash,
        score.input_hash,
    )
    assert (details["resume"], details["criteria"], details["total"]) == (
        leo.resume_hash,
        score.criteria_id,
        score.total,
    )
    assert details["findings"] == {v.criterion_id: [v.finding, v.degree] for v in score.verdicts}
    spans = [span for found in details["spans"].values() for span in found]
    assert spans
    assert all(0 <= start < end <= len(leo.text) for start, end in spans)
    quotes = [e.quote for v in score.verdicts for e in v.evidence]
    assert not [q for q in (*quotes, "Leo", "Martins") if q in row.model_dump_json()]
    verdict = next(v for v in score.verdicts if v.finding == "found")
    label = next(c.label for c in scored.criteria.criteria if c.id == verdict.criterion_id)  # type: ignore[attr-defined]
    said = {"criterion": label, "finding": "missing", "reason": "Only named once"}
    await ask(company, "Priya Nair", "scores.override", candidate="Leo Martins", job="Python", **said)
    (row,) = await company.records.find(AuditEvent, {"action": "scores.override"})
    told = {k: row.details[k] for k in ("score", "criterion", "before", "now")}
    assert told == {"score": score.id, "criterion": verdict.criterion_id, "before": "found", "now": "missing"}


async def test_the_trail_is_verified_by_a_sentence_and_names_the_first_wrong_row(
    company: Company, tmp_path: Path
) -> None:
    await looks(company, "Mira Tanaka")
    await ask(company, "Elena Petrova", "pay.of", person="Mira Tanaka")
    whole = await ask(company, "Sam Okafor", "audit.verify")
    assert whole.card().title == "The audit trail is whole"
    event = (await company.records.find(AuditEvent, {"action": "pay.of"}))[0]
    await company.records.replace(event.model_copy(update={"outcome": "refused"}))
    broken = await ask(company, "Sam Okafor", "audit.verify")
    assert broken.card().title == f"Row {int(event.id)} of the audit trail is not what was written"
    with pytest.raises(Refused):
        await ask(company, "Priya Nair", "audit.verify")


async def test_the_export_is_by_person_job_actor_and_period(company: Company) -> None:
    await ask(company, "Priya Nair", "candidates.show", candidate="Leo Martins")
    await ask(company, "Elena Petrova", "pay.of", person="Mira Tanaka")

    async def rows(**given: object) -> list[str]:
        found = await ask(company, "Elena Petrova", "audit.export", **given)
        assert isinstance(found, Export)
        where = await condition(found.asked, await company.ctx("Elena Petrova"))
        actions = [e.action async for e in exported(where, company.records)]
        return [a for a in actions if a != "audit.export"]

    assert await rows(person="Leo Martins") == ["candidates.show"]
    assert await rows(person="Mira Tanaka") == ["pay.of"]
    assert await rows(by="Priya Nair") == ["candidates.show"]
    day = MONDAY.date().isoformat()
    assert await rows(since=day, until=day) == ["candidates.show", "pay.of"]
    assert await rows(until="2020-01-01") == []
    with pytest.raises(BadInput, match="ends"):
        await rows(since="2026-02-01", until="2026-01-01")
    with pytest.raises(Refused):
        await ask(company, "Priya Nair", "audit.export")


async def test_the_export_says_no_names(company: Company) -> None:
    await ask(company, "Elena Petrova", "pay.of", person="Mira Tanaka")
    texts = "".join([text async for text in trail.texts(company.records)])
    assert "Mira" not in texts
    assert "mira" not in texts


async def chain(company: Company, rows: int) -> None:
    for n in range(rows):
        await trail.append(
            company.records, effect_id=f"e{n}", at=MONDAY, actor_id="p-a", action="x", outcome="done"
        )


async def test_two_processes_append_to_one_chain(company: Company, tmp_path: Path) -> None:
    await chain(company, 3)
    other = SqliteRecords(tmp_path / "records.db")
    for n in range(3, 6):
        for records in (other, company.records):  # the second writes what the first has written: once
            await trail.append(
                records, effect_id=f"e{n}", at=MONDAY, actor_id="p-a", action="x", outcome="done"
            )
    await other.close()
    whole = await trail.verify(company.records, company.ports.files)
    assert (whole.end.number, whole.broken) == (6, None)


@pytest.mark.parametrize(
    ("tampering", "broken"),
    [
        (
            'UPDATE audit SET doc = replace(doc, \'"outcome":"done"\', \'"outcome":"fine"\') WHERE id LIKE \'%3\'',
            3,
        ),
        ("UPDATE audit SET doc = replace(doc, 'psn-', 'psx-') WHERE id LIKE '%4'", 4),
        ("DELETE FROM audit WHERE id LIKE '%2'", 3),
        ("DELETE FROM audit WHERE id LIKE '%6'", 6),
        ("DELETE FROM audit", 1),
        ("UPDATE audit SET id = id || 'x', doc = replace(doc, id, '000000000009') WHERE id LIKE '%5'", 9),
    ],
)
async def test_tampering_with_any_row_is_found(
    company: Company, tmp_path: Path, tampering: str, broken: int
) -> None:
    await chain(company, 6)
    await trail.seal(company.records, company.ports.files)
    assert (await trail.verify(company.records, company.ports.files)).broken is None
    with sqlite3.connect(tmp_path / "records.db") as file:
        file.execute(tampering)
    file.close()
    found = await trail.verify(company.records, company.ports.files)
    assert found.broken == f"{broken:012d}"


async def test_a_head_kept_elsewhere_finds_a_chain_made_anew(company: Company) -> None:
    await chain(company, 2)
    kept = await trail.end_of(company.records)
    assert (await trail.verify(company.records, company.ports.files, kept)).broken is None
    other = Seal(number=2, hash="0" * 64)
    assert (await trail.verify(company.records, company.ports.files, other)).broken == f"{2:012d}"


async def test_a_seal_never_goes_back(company: Company) -> None:
    await chain(company, 2)
    await trail.seal(company.records, company.ports.files)
    for event in await company.records.find(AuditEvent):
        await company.records.delete(AuditEvent, event.id)
    await trail.seal(company.records, company.ports.files)
    sealed = await trail.sealed(company.ports.files)
    assert sealed is not None
    assert sealed.number == 2
