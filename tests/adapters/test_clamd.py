"""The virus scanner: what it says, and that silence is never a clean bill."""

from __future__ import annotations

import pytest

from adapters.clamd import ClamdScanner, scanner
from domain.errors import BadInput, Unavailable
from tests.servers.clamd import EICAR, ClamdServer


async def test_clean_and_infected() -> None:
    async with ClamdServer() as clamd:
        scans = scanner(clamd.url)
        assert isinstance(scans, ClamdScanner)
        await scans.ping()
        assert await scans.scan(b"Ada Park\n" * 10_000) is None
        assert await scans.scan(b"Ada Park\n" + EICAR) == "Eicar-Test-Signature"
        assert clamd.scanned[0] == b"Ada Park\n" * 10_000


@pytest.mark.parametrize(
    "answer",
    [b"", b"stream: Can't allocate memory ERROR", b"INSTREAM size limit exceeded. ERROR", b"rubbish"],
)
async def test_whatever_is_no_answer_is_unavailable(answer: bytes) -> None:
    async with ClamdServer(answer) as clamd:
        with pytest.raises(Unavailable):
            await ClamdScanner("127.0.0.1", clamd.port).scan(b"Ada Park")


async def test_nobody_there() -> None:
    async with ClamdServer() as clamd:
        port = clamd.port
    gone = ClamdScanner("127.0.0.1", port, patience=2)
    for call in (gone.scan(b"Ada"), gone.ping()):
        with pytest.raises(Unavailable):
            await call


def test_off_by_default_and_one_kind_of_address() -> None:
    assert scanner("") is None
    with pytest.raises(BadInput, match="tcp://host:port"):
        scanner("http://127.0.0.1:3310")
