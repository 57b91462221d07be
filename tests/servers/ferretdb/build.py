"""Builds FerretDB: `python3 -m tests.servers.ferretdb.build`, with nothing but Python and Go 1.24."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

SOURCE = Path(__file__).parent
CACHE = Path(__file__).parents[3] / ".cache" / "ferretdb"


class NotBuilt(Exception):
    """Why there is no program."""


def build() -> Path:
    """The program, built when its source has changed. Raises `NotBuilt`."""
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
    if not shutil.which("go"):
        raise NotBuilt("Go 1.24 is needed to build it.")
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        draft = Path(folder) / "ferretdb"
        command = ["go", "build", "-o", str(draft), "."]
        environment = os.environ | {"GOFLAGS": "-mod=mod"}
        done = subprocess.run(command, cwd=SOURCE, env=environment, capture_output=True, text=True)
        if done.returncode:
            raise NotBuilt(f"it could not be built: {done.stderr[-500:]}")
        draft.replace(binary)


if __name__ == "__main__":
    build()
