"""A Celery worker that writes down every ticket it is handed: `celery -A tests.servers.ticket_worker worker`.

Environment: BROKER_URL, JOURNAL (a file that gets one line a start and one an end). `slow-…` takes a minute unless the
journal already has its start; `deadly-…` kills its own process the first time.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from adapters.celery import RUN_TICKET, celery_app

JOURNAL = Path(os.environ["JOURNAL"])
app = celery_app(os.environ["BROKER_URL"])
app.conf.worker_soft_shutdown_timeout = 1.0


@app.task(name=RUN_TICKET)
def run_ticket(ticket_id: str) -> None:
    first = f"start {ticket_id}\n" not in (JOURNAL.read_text() if JOURNAL.exists() else "")
    _write(f"start {ticket_id}")
    if first and ticket_id.startswith("deadly-"):
        os.kill(os.getpid(), signal.SIGKILL)
    if first and ticket_id.startswith("slow-"):
        time.sleep(60)
    _write(f"end {ticket_id}")


def _write(line: str) -> None:
    with JOURNAL.open("a") as journal:
        journal.write(line + "\n")
