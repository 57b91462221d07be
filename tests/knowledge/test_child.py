"""Readers: warm, one file a fork, and never the end of whoever asked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Thread

import psutil
import pytest

from domain.errors import BadFile
from knowledge import child, documents
from tests.knowledge import making
from tests.knowledge.making import ADA

GOOD = making.one_column(ADA)
ROOT = Path(__file__).parents[2]


def readers() -> list[psutil.Process]:
    return [p for p in psutil.Process().children() if "knowledge.reading" in p.cmdline()]


def test_one_reader_reads_many_files_and_keeps_nothing_of_them() -> None:
    documents.read("cv.pdf", GOOD)
    before = {p.pid: p.memory_info().rss for p in readers()}
    for _ in range(5):
        documents.read("cv.pdf", GOOD)
    assert {p.pid for p in readers()} == set(before)
    assert all(p.memory_info().rss < before[p.pid] + 2_000_000 for p in readers())
    assert [p for r in readers() for p in r.children()] == []


def kill_readers() -> None:
    killed = readers()
    for reader in killed:
        reader.kill()
    psutil.wait_procs(killed, timeout=5)


def test_a_reader_that_was_killed_is_replaced() -> None:
    documents.read("cv.pdf", GOOD)
    kill_readers()
    assert "Adaora" in documents.read("cv.pdf", GOOD).text


def test_a_reader_killed_while_reading_fails_that_file_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "GRACE", 0.0)
    monkeypatch.setattr(documents, "WALL_SECONDS", 0.0)
    with pytest.raises(BadFile, match=r"^cv\.pdf (could not be read|took too long)"):
        documents.read("cv.pdf", GOOD)
    monkeypatch.undo()
    assert "Adaora" in documents.read("cv.pdf", GOOD).text


def test_the_resume_is_parsed_in_the_child_too() -> None:
    document, profile = documents.read_resume("cv.pdf", GOOD, date(2026, 11, 1))
    assert profile.name is not None
    assert document.text[profile.name.span.start : profile.name.span.end] == "Adaora Lindholm"
    assert profile.employments


def test_a_reader_ends_with_whoever_started_it(tmp_path: Path) -> None:
    """kill -9 of a worker in the middle of a file leaves neither reader nor fork behind."""
    (tmp_path / "cv.pdf").write_bytes(making.bomb())
    script = f"from knowledge import documents; documents.read('cv.pdf', open({str(tmp_path / 'cv.pdf')!r}, 'rb').read())"
    worker = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stderr=subprocess.DEVNULL)
    started: list[psutil.Process] = []
    while worker.poll() is None and not started:
        started = psutil.Process(worker.pid).children(recursive=True)
        time.sleep(0.05)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    _, alive = psutil.wait_procs(started, timeout=20)
    assert alive == []


def test_a_fork_ends_with_its_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """kill -9 of the reader itself, as when a machine runs out of memory, leaves no fork at work; the temporary folder that
    it could not remove goes once nothing can be at it any more."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    thread = Thread(target=lambda: child.ask("pdf", making.bomb(), wall=60))
    thread.start()
    forks: list[psutil.Process] = []
    while thread.is_alive() and not forks:
        forks = [f for r in readers() for f in r.children()]
        time.sleep(0.02)
    assert forks
    kill_readers()
    _, alive = psutil.wait_procs(forks, timeout=10)
    thread.join(10)
    assert alive == []
    (left,) = tmp_path.iterdir()
    os.utime(left, (0, 0))
    other = tmp_path / "reading-1-another-is-at-it"
    other.mkdir()
    assert child.ask("txt", b"Ada Park", wall=30)["text"] == "Ada Park"
    assert list(tmp_path.iterdir()) == [other]


def test_of_many_asked_at_once_few_go_on_living() -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: child.ask("txt", b"Ada Park", wall=30), range(4)))
    assert [a["text"] for a in answers] == ["Ada Park"] * 4
    assert len(readers()) <= child.WARM


def test_a_reader_is_small_since_every_file_pays_for_it() -> None:
    """What a fork shares with its reader is copied, in part, and ended with it: a library loaded for nothing costs each file."""
    documents.read("cv.pdf", GOOD)
    for reader in readers():
        loaded = {Path(m.path).parts for m in reader.memory_maps()}
        assert not any(library in parts for parts in loaded for library in ("numpy", "pandas"))
        assert reader.memory_info().rss < 100_000_000
