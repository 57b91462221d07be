"""A server of the MongoDB protocol: the one that MONGODB_URL names, else FerretDB, built once from ./ferretdb."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.parts import need

SOURCE = Path(__file__).parent / "ferretdb"
CACHE = Path(__file__).parents[2] / ".cache" / "ferretdb"


@contextmanager
def mongo() -> Iterator[str]:
    """URL of a running server. Take a database of your own on it: it may serve other tests at the same time."""
    given = os.environ.get("MONGODB_URL")
    if given:
        yield given
        return
    binary = build()
    with tempfile.TemporaryDirectory(prefix="ferretdb") as folder:
        process = subprocess.Popen(
            [binary, "-dir", folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert process.stdin is not None and process.stdout is not None  # noqa: PT018
        try:
            address = process.stdout.readline().strip()
            need(address, f"FerretDB, which ended with {process.poll()}")
            yield f"mongodb://{address}/"
        finally:
            process.stdin.close()  # which ends it
            process.stdout.close()
            process.wait(20)


def build() -> Path:
    """The program, built when its source has changed."""
    sources = [SOURCE / name for name in ("main.go", "go.mod", "go.sum")]
    version = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]
    binary = CACHE / f"ferretdb-{version}"
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # of two test processes, one builds
        if not binary.exists():
            _build(binary)
    return binary


def _build(binary: Path) -> None:
    need(shutil.which("go"), "MONGODB_URL, or Go 1.24 to build FerretDB")
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        draft = Path(folder) / "ferretdb"
        command = ["go", "build", "-o", str(draft), "."]
        environment = os.environ | {"GOFLAGS": "-mod=mod"}
        done = subprocess.run(command, cwd=SOURCE, env=environment, capture_output=True, text=True)
        need(done.returncode == 0, f"FerretDB, which could not be built: {done.stderr[-500:]}")
        draft.replace(binary)
