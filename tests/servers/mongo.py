"""A server of the MongoDB protocol: the one that MONGODB_URL names, else FerretDB, built once from ./ferretdb."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from tests.parts import need
from tests.servers.ferretdb.build import NotBuilt, build


@contextmanager
def mongo() -> Iterator[str]:
    """URL of a running server. Take a database of your own on it: it may serve other tests at the same time."""
    given = os.environ.get("MONGODB_URL")
    if given:
        yield given
        return
    try:
        binary = build()
    except NotBuilt as error:
        need(False, f"MONGODB_URL, or FerretDB: {error}")
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
