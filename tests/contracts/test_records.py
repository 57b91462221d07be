"""The contract of `Records`, on every adapter with a real store behind it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

import pytest
from pydantic import BaseModel, ConfigDict

from adapters.mongo import MongoRecords
from adapters.sqlite import SqliteRecords
from domain.errors import AlreadyExists, BadInput, Conflict, Unavailable
from domain.ports import Between, Moment, OneOf, Record, Records, Where

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Colour(StrEnum):
    red = "red"
    blue = "blue"


class Home(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    city: str
    floor: int | None = None


class Pet(Record):
    collection: ClassVar[str] = "pets"
    indexed: ClassVar[tuple[str, ...]] = ("name", "tag", "age", "good", "colour", "born", "seen", "home.city")
    unique: ClassVar[tuple[tuple[str, ...], ...]] = (("tag",), ("name", "home.city"))
    ordered: ClassVar[tuple[tuple[str, str], ...]] = (("colour", "seen"),)

    name: str | None = None
    tag: str | None = None
    age: int | None = None
    good: bool = True
    colour: Colour = Colour.red
    born: date | None = None
    seen: Moment = NOON
    price: Decimal = Decimal("0")
    home: Home | None = None
    friends: tuple[str, ...] = ()
    toys: frozenset[str] = frozenset()
    notes: dict[str, Any] = {}


class Plant(Record):
    """Another collection, asked by nothing but its id."""

    collection: ClassVar[str] = "plants"


Open = Callable[[], Records]


@pytest.fixture(params=["sqlite", "mongo"])
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Opens the test's own store, each time anew."""
    if request.param == "sqlite":
        return lambda: SqliteRecords(tmp_path / "records.db")
    url, database = request.getfixturevalue("mongo_url"), f"test_{os.urandom(6).hex()}"
    return lambda: MongoRecords(url, database)


@pytest.fixture
async def records(open_store: Open) -> AsyncIterator[Records]:
    store = open_store()
    yield store
    await store.close()


async def ids(records: Records, where: Where | None = None, **how: Any) -> str:
    return "".join([pet.id for pet in await records.find(Pet, where, **how)])


# --- one document ----------------------------------------------------------------------------------------


async def test_what_was_inserted_is_got_as_it_was(records: Records) -> None:
    pet = Pet(
        id="01J Ä/💥'\"",
        name="Mia 'quoted' 💥\n",
        age=-(2**53),
        good=False,
        colour=Colour.blue,
        born=date(2020, 2, 29),
        seen=datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=timezone(timedelta(hours=5, minutes=30))),
        price=Decimal("1234567890123456.70"),
        home=Home(city="Pune"),
        friends=("a", "b\x00"),
        toys=frozenset({"ball", "bone"}),
    )
    await records.insert(pet)
    got = await records.get(Pet, pet.id)
    assert got == pet
    assert str(got.price) == "1234567890123456.70"


NOTES: list[dict[str, Any]] = [
    {
        "$where": 1,
        "$set": {"rev": 9},
        "a.b": {"c.d": 1},
        "": "empty",
        "\x00": "nul",
        "_id": 5,
        "id": 6,
        "rev": 7,
    },
    {"%": 1, "%24": 2, "%list": [1], "%integer": "5", "_unique": {"tag": "x"}},
    {"rows": [["a", "b"], [["deep"], []], {"x": [[1]]}], "none": None, "no": False, "half": 0.5, "one": 1.0},
    {"huge": 2**70, "huge negative": [-(2**64)], "word": 2**63 - 1},
    {"text": "x" * 100_000},
]


@pytest.mark.parametrize("notes", NOTES, ids=range(len(NOTES)))
async def test_whatever_came_from_outside_comes_back_and_means_nothing(
    records: Records, notes: dict[str, Any]
) -> None:
    await records.insert(Pet(id="1", notes=notes))
    got = await records.get(Pet, "1")
    assert got is not None
    assert got.notes == notes
    assert got.rev == 1
    assert (await records.replace(got)).rev == 2
    assert await records.get(Pet, "1") == got.model_copy(update={"rev": 2})


async def test_an_unknown_id_is_none(records: Records) -> None:
    assert await records.get(Pet, "1") is None
    await records.insert(Plant(id="1"))
    assert await records.get(Pet, "1") is None
    assert await records.get(Plant, "1") == Plant(id="1")


async def test_an_id_is_taken_once(records: Records) -> None:
    await records.insert(Pet(id="1", name="first"))
    with pytest.raises(AlreadyExists):
        await records.insert(Pet(id="1", name="second"))
    got = await records.get(Pet, "1")
    assert got is not None
    assert got.name == "first"


async def test_replacing_counts_up_and_needs_the_newest(records: Records) -> None:
    first = Pet(id="1", name="a")
    await records.insert(first)
    second = await records.replace(first.model_copy(update={"name": "b"}))
    assert (second.rev, second.name) == (2, "b")
    assert await records.get(Pet, "1") == second
    with pytest.raises(Conflict):
        await records.replace(first.model_copy(update={"name": "late"}))
    assert await records.get(Pet, "1") == second
    assert (await records.replace(second)).rev == 3


async def test_replacing_what_is_gone_conflicts(records: Records) -> None:
    with pytest.raises(Conflict):
        await records.replace(Pet(id="1"))
    assert await records.count(Pet) == 0


async def test_deleting_tells_whether_it_was_there(records: Records) -> None:
    await records.insert(Pet(id="1"))
    assert await records.delete(Pet, "1")
    assert not await records.delete(Pet, "1")
    assert await records.get(Pet, "1") is None
    await records.insert(Pet(id="1"))


# --- unique groups ---------------------------------------------------------------------------------------


async def test_no_two_share_a_unique_field(records: Records) -> None:
    await records.insert(Pet(id="1", tag="T"))
    with pytest.raises(AlreadyExists):
        await records.insert(Pet(id="2", tag="T"))
    assert await records.get(Pet, "2") is None
    await records.insert(Pet(id="3", tag="t"))


async def test_a_unique_group_counts_as_a_whole(records: Records) -> None:
    await records.insert(Pet(id="1", name="Mia", home=Home(city="Pune")))
    await records.insert(Pet(id="2", name="Mia", home=Home(city="Bonn")))
    await records.insert(Pet(id="3", name="Leo", home=Home(city="Pune")))
    with pytest.raises(AlreadyExists):
        await records.insert(Pet(id="4", name="Mia", home=Home(city="Pune", floor=2)))


async def test_a_null_in_the_group_exempts(records: Records) -> None:
    pets = [Pet(id=id) for id in "12"]
    pets += [Pet(id=id, name="Mia") for id in "34"]
    pets += [Pet(id=id, home=Home(city="Pune")) for id in "56"]
    for pet in pets:
        await records.insert(pet)
    assert await records.count(Pet) == 6


async def test_replacing_cannot_take_what_another_has(records: Records) -> None:
    await records.insert(Pet(id="1", tag="T"))
    other = Pet(id="2", tag="U")
    await records.insert(other)
    with pytest.raises(AlreadyExists):
        await records.replace(other.model_copy(update={"tag": "T"}))
    assert await records.get(Pet, "2") == other
    freed = await records.replace(other.model_copy(update={"tag": None}))
    await records.insert(Pet(id="3", tag="U"))
    assert freed.tag is None


async def test_of_many_at_once_one_gets_the_unique_value(records: Records) -> None:
    async def insert(n: int) -> bool:
        try:
            await records.insert(Pet(id=str(n), tag="T"))
        except AlreadyExists:
            return False
        return True

    assert sum(await asyncio.gather(*(insert(n) for n in range(8)))) == 1
    assert await records.count(Pet) == 1


# --- many documents --------------------------------------------------------------------------------------


async def test_insert_all_adds_the_absent_ones(records: Records) -> None:
    assert await records.insert_all([]) == 0
    assert await records.insert_all([Pet(id="1", name="a"), Pet(id="2"), Plant(id="1"), Pet(id="3")]) == 4
    again: Sequence[Record] = [Pet(id="1", name="b"), Plant(id="2"), Pet(id="4"), Pet(id="4"), Plant(id="1")]
    assert await records.insert_all(again) == 2
    assert await ids(records) == "1234"
    assert await records.count(Plant) == 2
    first = await records.get(Pet, "1")
    assert first is not None
    assert first.name == "a"


async def test_insert_all_does_not_swallow_a_taken_unique_value(records: Records) -> None:
    await records.insert(Pet(id="1", tag="T"))
    with pytest.raises(AlreadyExists):
        await records.insert_all([Pet(id="1"), Pet(id="2", tag="T"), Pet(id="3")])
    assert await ids(records) == "13"


async def test_a_thousand_at_once(records: Records) -> None:
    assert await records.insert_all([Pet(id=f"{n:04}", age=n) for n in range(1200)]) == 1200
    assert len(await records.find(Pet)) == 1000
    assert len(await records.find(Pet, limit=5000)) == 1200


# --- asking ----------------------------------------------------------------------------------------------


@pytest.fixture
async def five(records: Records) -> Records:
    """a..e by id; e knows next to nothing."""
    await records.insert_all(
        [
            Pet(id="c", name="Cat", age=3, good=False, born=date(2020, 1, 3), home=Home(city="Pune")),
            Pet(
                id="a", name="Ant", age=10, colour=Colour.blue, born=date(2020, 1, 1), home=Home(city="Bonn")
            ),
            Pet(id="e"),
            Pet(id="b", name="Bee", age=3, born=date(2019, 12, 31), seen=NOON + timedelta(microseconds=1)),
            Pet(
                id="d", name="dog", age=-1, good=False, seen=NOON - timedelta(days=1), home=Home(city="Pune")
            ),
        ]
    )
    return records


ASKED: list[tuple[Where, str]] = [
    ({}, "abcde"),
    ({"name": "Cat"}, "c"),
    ({"name": "cat"}, ""),
    ({"name": None}, "e"),
    ({"age": 3}, "bc"),
    ({"age": 3, "good": True}, "b"),
    ({"good": False}, "cd"),
    ({"colour": Colour.blue}, "a"),
    ({"colour": "blue"}, "a"),
    ({"home.city": "Pune"}, "cd"),
    ({"home.city": None}, "be"),
    ({"id": "d"}, "d"),
    ({"id": OneOf(("d", "a", "x"))}, "ad"),
    ({"age": OneOf((3, -1))}, "bcd"),
    ({"age": OneOf((10, None))}, "ae"),
    ({"age": OneOf(())}, ""),
    ({"good": OneOf((True, False))}, "abcde"),
    ({"colour": OneOf((Colour.red, Colour.blue)), "name": "Ant"}, "a"),
    ({"age": Between(3, 10)}, "abc"),
    ({"age": Between(low=4)}, "a"),
    ({"age": Between(high=0)}, "d"),
    ({"age": Between()}, "abcd"),
    ({"age": Between(11, 3)}, ""),
    ({"name": Between("B", "Cat")}, "bc"),
    ({"name": Between(low="a")}, "d"),
    ({"born": Between("2020-01-01", "2020-01-02")}, "a"),
    ({"born": "2019-12-31"}, "b"),
    ({"seen": Between(low="2026-03-01T12:00:00.000001Z")}, "b"),
    ({"seen": Between(high="2026-02-28T12:00:00.000000Z")}, "d"),
    ({"id": Between("b", "d")}, "bcd"),
    ({"good": False, "home.city": "Pune", "age": Between(low=0)}, "c"),
]


@pytest.mark.parametrize(("where", "expected"), ASKED, ids=[str(where) for where, _ in ASKED])
async def test_asking(five: Records, where: Where, expected: str) -> None:
    assert await ids(five, where) == expected
    assert await five.count(Pet, where) == len(expected)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("id", "abcde"),
        ("name", "eabcd"),
        ("age", "edbca"),
        ("born", "debac"),
        ("home.city", "beacd"),
        ("seen", "daceb"),
    ],
)
async def test_order_is_by_the_field_then_by_id_with_nulls_first(
    five: Records, order: str, expected: str
) -> None:
    assert await ids(five, order=order) == expected
    assert await ids(five, order=order, descending=True) == expected[::-1]


async def test_limit_and_skip(five: Records) -> None:
    assert await ids(five, limit=2) == "ab"
    assert await ids(five, limit=2, skip=3) == "de"
    assert await ids(five, limit=2, skip=9) == ""
    assert await ids(five, limit=0) == ""
    assert await ids(five, {"age": 3}, order="age", descending=True, limit=1, skip=1) == "b"


@pytest.mark.parametrize(
    "field", ["price", "rev", "unknown", "home", "", "$where", "id') OR 1=1 --", "home.city.x"]
)
async def test_what_is_not_indexed_cannot_be_asked(five: Records, field: str) -> None:
    with pytest.raises(ValueError, match="cannot be asked by"):
        await five.find(Pet, {field: "x"})
    with pytest.raises(ValueError, match="cannot be asked by"):
        await five.find(Pet, order=field)
    with pytest.raises(ValueError, match="cannot be asked by"):
        await five.count(Pet, {field: "x"})


HOSTILE = ["' OR '1'='1", "x'; DROP TABLE pets; --", '{"$ne": null}', "$name", "%", "*", ".*", r"a\u0000"]


@pytest.mark.parametrize("value", HOSTILE)
async def test_a_value_is_only_ever_a_value(five: Records, value: str) -> None:
    assert await ids(five, {"name": value}) == ""
    assert await ids(five, {"name": OneOf((value,))}) == ""
    assert await ids(five, {"name": Between(value, value)}) == ""
    assert await five.get(Pet, value) is None
    assert not await five.delete(Pet, value)
    await five.insert(Pet(id=value, name=value))
    assert await ids(five, {"name": value}) == value
    assert await five.count(Pet) == 6


async def test_a_nul_makes_no_value_look_like_another(five: Records) -> None:
    with pytest.raises(BadInput, match="name contains a character"):
        await five.insert(Pet(id="f", name="Cat\x00"))
    with pytest.raises(BadInput, match=r"home\.city contains"):
        await five.replace(Pet(id="e", home=Home(city="\x00")))
    await five.insert(Pet(id="f", notes={"free text": "Cat\x00"}))
    assert await ids(five, {"name": "Cat\x00"}) == ""
    assert await ids(five, {"name": "Cat"}) == "c"
    assert await ids(five, {"name": Between("Cat\x00", "Cat\x01")}) == ""


@pytest.mark.parametrize(
    "value", [{"$ne": None}, ["Cat"], 1.5, date(2020, 1, 1), object()], ids=lambda value: type(value).__name__
)
async def test_what_is_no_plain_value_is_refused(five: Records, value: Any) -> None:
    for wanted in (value, OneOf((value,)), Between(low=value)):
        with pytest.raises(ValueError, match="not a value to ask by"):
            await five.find(Pet, {"name": wanted})


# --- together --------------------------------------------------------------------------------------------


async def test_of_four_that_replace_one_revision_exactly_one_wins(records: Records) -> None:
    await records.insert(Pet(id="1", age=0))
    for round in range(25):
        current = await records.get(Pet, "1")
        assert current is not None

        async def attempt(by: int, old: Pet = current) -> int:
            try:
                await records.replace(old.model_copy(update={"age": (old.age or 0) + 1, "name": str(by)}))
            except Conflict:
                return 0
            return 1

        assert sum(await asyncio.gather(*(attempt(by) for by in range(4)))) == 1, f"round {round}"
    final = await records.get(Pet, "1")
    assert final is not None
    assert (final.age, final.rev) == (25, 26)


async def test_four_that_count_up_lose_nothing(records: Records) -> None:
    await records.insert(Pet(id="1", age=0))

    async def count_up() -> None:
        done = 0
        while done < 10:
            pet = await records.get(Pet, "1")
            assert pet is not None
            try:
                await records.replace(pet.model_copy(update={"age": (pet.age or 0) + 1}))
                done += 1
            except Conflict:
                continue

    await asyncio.gather(*(count_up() for _ in range(4)))
    final = await records.get(Pet, "1")
    assert final is not None
    assert final.age == 40


async def test_a_store_opened_anew_finds_everything(records: Records, open_store: Open) -> None:
    await records.insert(Pet(id="1", tag="T"))
    again = open_store()
    assert await again.get(Pet, "1") == Pet(id="1", tag="T")
    with pytest.raises(AlreadyExists):
        await again.insert(Pet(id="2", tag="T"))
    await again.close()


async def test_a_store_that_answers_says_nothing(records: Records) -> None:
    await records.ping()


async def test_a_server_that_is_away_is_unavailable() -> None:
    away = MongoRecords("mongodb://127.0.0.1:1/", "x")
    calls = (
        away.ping(),
        away.get(Pet, "1"),
        away.find(Pet),
        away.insert(Pet(id="1")),
        away.replace(Pet(id="1")),
    )
    said = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(error) for error in said] == [Unavailable] * len(calls)
    await away.close()


async def test_a_collection_is_gone_through_as_text(records: Records) -> None:
    pets = [Pet(id=f"p{n}", name=f"Zoë {n}", price=Decimal("1.50"), notes={"a.b": [[1]]}) for n in range(5)]
    await records.insert_all(pets)
    await records.replace(pets[3])
    first = await records.texts(Pet, limit=3)
    rest = await records.texts(Pet, after=first[-1][0], limit=3)
    assert [id for id, _ in (*first, *rest)] == [f"p{n}" for n in range(5)]
    assert [text for _, text in (*first, *rest)] == [
        p.model_copy(update={"rev": 1 + (p.id == "p3")}).model_dump_json() for p in pets
    ]
    assert await records.texts(Pet, after="p4", limit=3) == []
    assert await records.texts(Pet, limit=0) == []


async def test_one_text_of_everybody(records: Records) -> None:
    named = {"1": "Zoë", "2": "Ada", "3": None, "4": "Ada"}
    await records.insert_all([Pet(id=id, name=name) for id, name in named.items()])
    assert await records.column(Pet, "name") == [("2", "Ada"), ("4", "Ada"), ("1", "Zoë")]
    assert await records.column(Pet, "id") == [(id, id) for id in "1234"]
    with pytest.raises(ValueError, match="notes"):
        await records.column(Pet, "notes")
