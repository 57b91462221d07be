import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bot.understanding import store
from bot.understanding.classifier import Classifier
from domain.errors import Unavailable
from domain.understanding import Asking

WARM = """
import sys
from datetime import date
from pathlib import Path
from domain.errors import Unavailable
from domain.understanding import Asking
from bot.understanding.classifier import Classifier
classifier = Classifier.load(Path(sys.argv[1]))
[meaning] = classifier.read("I need 3 to 7 August off", Asking(date(2026, 11, 25), "en_GB"))
print("sklearn" in sys.modules, "scipy" in sys.modules, meaning.slots["end"])
"""


def test_a_second_start_loads_without_the_training_libraries(classifier: Classifier, cache: Path) -> None:
    run = subprocess.run([sys.executable, "-c", WARM, str(cache)], capture_output=True, text=True, check=True)
    sklearn, scipy, end = run.stdout.split()
    assert (sklearn, scipy, end) == ("False", "False", "2027-08-07")


def test_what_is_stored_reads_as_what_was_trained(
    classifier: Classifier, cache: Path, asking: Asking
) -> None:
    again = Classifier.load(cache)
    for text in ("how much pto do I have", "move jane doe to interview for the python job", "nice weather"):
        assert again.read(text, asking) == classifier.read(text, asking)


@pytest.mark.parametrize("kept", [0, 100, 100_000])
def test_a_damaged_file_counts_as_none(
    classifier: Classifier, cache: Path, tmp_path: Path, kept: int
) -> None:
    whole = next(cache.glob("understanding-*.npz")).read_bytes()
    path = tmp_path / "cut.npz"
    path.write_bytes(whole[:kept])
    assert store.load(path) is None


def test_a_pickle_is_never_opened(tmp_path: Path) -> None:
    path = tmp_path / "pickled.npz"
    np.savez(path, words=np.array([{"a": 1}], dtype=object))
    assert store.load(path) is None


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file where the folder should be")
    with pytest.raises(Unavailable, match=r"could not be trained into .*taken: .*(?:Exists|NotADirectory)"):
        Classifier.load(taken)


def test_nothing_but_the_whole_file_is_left_behind(classifier: Classifier, cache: Path) -> None:
    assert [p.name for p in cache.iterdir()] == [f"understanding-{store.key()}.npz"]
