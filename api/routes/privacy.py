"""One's own data as an archive."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import PurePosixPath
from typing import Any

from fastapi import APIRouter, Response

from actions import trail
from actions.privacy import held, ids_of
from api.auth import Limited, SignedIn, Wired
from domain.conversations import Upload
from domain.correspondence import ApplicationPaper
from domain.errors import NotFound
from domain.hiring import Candidate
from domain.permissions import Permission, require
from domain.ports import Files, Record

router = APIRouter(prefix="/privacy", tags=["privacy"], dependencies=[Limited])


@router.get("/export.zip", response_class=Response)
async def export(actor: SignedIn, wired: Wired) -> Response:
    """Everything held about whoever asks (GDPR Art. 15 and 20): a JSON file for each kind of record, and their files."""
    require(actor, Permission.privacy_own)
    ports = wired.ports
    ids = await ids_of(actor, ports.records)
    found = [record async for record in held(ids, ports.records)]
    answers = [await ports.demographics.own(id) for id in sorted(ids)]
    said = [a.model_dump(mode="json") for a in answers if a]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, documents in _by_kind(found).items():
            archive.writestr(f"records/{name}.json", _json(documents))
        if said:
            archive.writestr("records/self_identification.json", _json(said))
        for name, key in _files(found):
            if content := await _content(key, ports.files):
                archive.writestr(f"files/{name}", content)
    await trail.append(
        ports.records,
        effect_id=f"export:{actor.id}:{ports.clock().isoformat()}",
        at=ports.clock(),
        actor_id=actor.id,
        action="privacy.export",
        outcome="done",
        details={"records": len(found)},
    )
    headers = {"Content-Disposition": 'attachment; filename="my-data.zip"', "Cache-Control": "no-store"}
    return Response(made.getvalue(), media_type="application/zip", headers=headers)


def _by_kind(found: list[Record]) -> dict[str, list[dict[str, Any]]]:
    kinds: dict[str, list[dict[str, Any]]] = {}
    for record in found:
        kinds.setdefault(record.collection, []).append(record.model_dump(mode="json", exclude={"rev"}))
    return kinds


def _json(documents: list[dict[str, Any]]) -> str:
    return json.dumps(documents, indent=1, ensure_ascii=False)


def _files(found: list[Record]) -> list[tuple[str, str]]:
    """Name in the archive, and key; names of people's own making get a number, so that none leads out or clashes."""
    files: dict[str, str] = {}
    for record in found:
        if isinstance(record, Candidate):
            files[record.file_key] = record.file_name
            files |= dict.fromkeys(record.earlier_files, "earlier-resume")
        if isinstance(record, ApplicationPaper):
            files[record.file_key] = record.name
        if isinstance(record, Upload):
            files.setdefault(record.key, record.name)
    return [(f"{n:03}-{PurePosixPath(name).name}", key) for n, (key, name) in enumerate(files.items(), 1)]


async def _content(key: str, files: Files) -> bytes | None:
    try:
        return await files.get(key)
    except NotFound:
        return None
