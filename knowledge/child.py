"""The caller's side of `knowledge.reading`: warm processes that read files for us, one file at a time each.

A reader has loaded every library and forks for each file; the fork is limited in memory, processor and wall time. What a
file does to its fork ends with it: nothing is learnt, kept or leaked from one file to the next.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

GRACE = 15.0
"""Seconds beyond a file's wall time, warming included, after which the reader itself is taken for stuck."""
WARM = 2
"""Readers kept for the next file; each holds some 100 MB, most of it shared with its forks."""
KEPT = ("PATH", "LANG", "TMPDIR", "TESSDATA_PREFIX")
"""Of our environment: a reader inherits no setting and no secret."""

Answer = dict[str, Any]


class _Reader:
    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        root = str(Path(__file__).parent.parent)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "knowledge.reading"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment | {"PYTHONPATH": root, "OMP_THREAD_LIMIT": "1"},
            cwd="/",
            start_new_session=True,
        )

    def ask(self, asked: dict[str, object], content: bytes, wall: float) -> Answer | None:
        """The answer; None when the reader died or had to be killed."""
        assert self.process.stdin is not None  # noqa: S101 - asked for above
        assert self.process.stdout is not None  # noqa: S101 - likewise
        backstop = threading.Timer(wall + GRACE, self.process.kill)
        backstop.start()
        try:
            self.process.stdin.write(json.dumps(asked).encode() + b"\n")
            self.process.stdin.write(content)
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except OSError:
            return None
        finally:
            backstop.cancel()
        answer: Answer | None = json.loads(line) if line.endswith(b"\n") else None
        return answer

    def end(self) -> None:
        """It ends by itself when its input does, together with what it is reading."""
        for pipe in (self.process.stdin, self.process.stdout):
            try:
                if pipe:
                    pipe.close()
            except OSError:
                pass
        self.process.wait()


_idle: list[_Reader] = []
_lock = threading.Lock()


def ask(kind: str, content: bytes, *, wall: float, today: str | None = None) -> Answer:
    """What `knowledge.reading` answers for one file; `{}` when no answer came. Blocking, up to `wall` seconds.

    As many readers live as are asked at once, and `WARM` of them go on living when nobody asks.
    """
    reader = _taken()
    asked = {"kind": kind, "size": len(content), "wall": wall, "today": today}
    answer = reader.ask(asked, content, wall)
    if answer is None:
        reader.process.kill()
        reader.end()
        return {}
    with _lock:
        _idle.append(reader)
        spare = [_idle.pop(0) for _ in range(len(_idle) - WARM)]
    for one in spare:
        one.end()
    return answer


def warm() -> None:
    """Start a reader now, so that the first file does not wait for its libraries."""
    reader = _taken()
    with _lock:
        _idle.append(reader)


def _taken() -> _Reader:
    environment = {key: os.environ[key] for key in KEPT if key in os.environ}
    with _lock:
        for reader in list(_idle):
            if reader.environment != environment or reader.process.poll() is not None:
                continue
            _idle.remove(reader)
            return reader
    return _Reader(environment)


@atexit.register
def _end() -> None:
    while _idle:
        _idle.pop().end()
