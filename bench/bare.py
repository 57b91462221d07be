"""The baseline of the turn: a bare FastAPI endpoint that reads the same rows from the same store and adds them up."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI

from adapters.sqlite import SqliteRecords
from domain.leave import LeaveRequest, LeaveType, LedgerEntry, balance


def build(records_file: Path) -> FastAPI:
    app = FastAPI()
    records = SqliteRecords(records_file)

    @app.get("/balance/{employee_id}")
    async def read(employee_id: str) -> dict[str, Any]:
        types = await records.find(LeaveType, order="name")
        entries = await records.find(LedgerEntry, {"employee_id": employee_id}, order="from_date")
        requests = await records.find(LeaveRequest, {"employee_id": employee_id, "status": "open"})
        vacation = next(t for t in types if t.id == "vacation")
        found = balance(vacation.id, entries, requests, datetime.now(UTC).date())
        return found.model_dump(mode="json")

    return app


if __name__ == "__main__":
    uvicorn.run(build(Path(sys.argv[1])), port=int(sys.argv[2]), log_level="warning", access_log=False)
