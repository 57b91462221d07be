from collections import Counter
from pathlib import Path

import pytest
import yaml

from actions import catalogue
from bot.understanding.hiring_readers import STAGES
from bot.understanding.leave_slots import HALVES, LEAVE_TYPES
from bot.understanding.slots import READERS
from bot.understanding.store import HERE
from bot.understanding.training_data import OUT_OF_SCOPE, Mention, TrainingData, annotated, read_files

FILES = sorted((HERE / "nlu").glob("*.yml"))
INTENTS = {tool.intent for tool in catalogue.tools().values()}


def test_annotations_are_read_in_both_notations() -> None:
    example = annotated(
        'move [Jane Doe](candidate) to [onsite]{"entity": "stage", "value": "interview"} now', "x"
    )
    assert example.text == "move Jane Doe to onsite now"
    assert example.mentions == (Mention("candidate", 5, 13), Mention("stage", 17, 23))


def test_a_kind_of_entry_that_rasa_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        TrainingData().add({"intnet": "leave_balance", "examples": "- hi"})


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_file_is_rasa_3_1(path: Path) -> None:
    content = yaml.safe_load(path.read_text("utf-8"))
    assert content["version"] == "3.1"
    for entry in content["nlu"]:
        assert len(entry.keys() & {"intent", "synonym", "lookup", "regex"}) == 1
        assert all(line.startswith("- ") for line in entry["examples"].splitlines())


def test_every_intent_has_enough_examples_and_every_slot_an_intent() -> None:
    examples = Counter(e.intent for e in read_files(FILES).examples)
    taught = examples.keys() - {OUT_OF_SCOPE}
    assert taught <= INTENTS
    assert min(examples[intent] for intent in taught) >= 30
    assert examples[OUT_OF_SCOPE] >= 150
    assert READERS.keys() <= taught


def test_no_sentence_is_taught_twice_with_different_meanings() -> None:
    meanings: dict[str, set[str]] = {}
    for example in read_files(FILES).examples:
        meanings.setdefault(example.text.casefold().strip(" ?.!"), set()).add(example.intent)
    assert {text: found for text, found in meanings.items() if len(found) > 1} == {}


def test_synonyms_lead_to_words_that_slots_know() -> None:
    assert set(read_files(FILES).synonyms.values()) == LEAVE_TYPES | HALVES | STAGES
