"""The assistant in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markdown import Markdown
from rich.markup import escape
from rich.table import Table
from ulid import ULID

from api.settings import Settings
from api.wiring import Product, wired
from bot import charts_in_words
from domain.errors import NotFound
from domain.messages import Address, Card, Chip, Item, Message, Said, Turn
from domain.people import Person


async def somebody(email: str, product: Product) -> Person:
    """The person with this address. Raises `NotFound`."""
    found = await product.ports.records.find(Person, {"email": email.lower()}, limit=1)
    if not found:
        raise NotFound(f"The directory knows nobody with the address {email}.")
    return found[0]


async def ask(settings: Settings, sentence: str, email: str, console: Console) -> None:
    """One turn in a conversation of its own, its answers printed."""
    async with wired(settings) as product:
        person = await somebody(email, product)
        address = Address(channel="cli", conversation=f"{person.id}-{ULID()}")
        turn = Turn(
            id=f"cli:{ULID()}",
            address=address,
            address_key=address.key,
            speaker_id=person.id,
            content=Said(text=sentence),
            at=product.ports.clock(),
        )
        await product.engine.handle(turn)
        for message in await product.ports.records.find(Message, {"address_key": address.key}, order="at"):
            if message.author == "assistant":
                show(message, console)


def show(message: Message, console: Console) -> None:
    if message.text:
        console.print(Markdown(message.text))
    if message.card:
        show_card(message.card, console)


def show_card(card: Card, console: Console) -> None:
    if card.title:
        console.print(card.title, markup=False, style="bold")
    if card.text:
        console.print(Markdown(card.text))
    _show_chips(card.chips, console)
    for fact in card.facts:
        console.print(f"  {fact.label}: {fact.value}", markup=False, highlight=False)
    if card.table:
        table = Table(*card.table.columns)
        for row in card.table.rows:
            table.add_row(*map(escape, row))
        console.print(table)
    for chart in card.charts:
        console.print(f"  {chart.title}", markup=False, style="bold")
        for line in charts_in_words.lines(chart):
            console.print(f"    {line}", markup=False, highlight=False)
    for item in card.items:
        _show_item(item, console)
    if card.form:
        wanted = ", ".join(f.label for f in card.form.fields if f.required)
        console.print(f"  Needs: {wanted}. Say it in the sentence, or use the web chat.")
    if card.source:
        as_of = f", as of {card.source.as_of}" if card.source.as_of else ""
        console.print(f"  [dim]{card.source.label}{as_of}[/]")


def _show_chips(chips: Sequence[Chip], console: Console) -> None:
    """What was understood on one line, and what there is to narrow by on one for each kind."""
    rows: dict[str, list[str]] = {}
    for chip in chips:
        rows.setdefault(chip.narrows or "Understood", []).append(chip.label)
    for kind, labels in rows.items():
        console.print(f"  {kind}: {' · '.join(labels)}", markup=False, style="dim", highlight=False)


def _show_item(item: Item, console: Console) -> None:
    badge = f" [{item.badge}]" if item.badge else ""
    console.print(f"  {item.title}{badge}", markup=False)
    if item.subtitle:
        console.print(f"    {item.subtitle}", markup=False, style="dim")
    for fact in item.facts:
        console.print(f"    {fact.label}: {fact.value}", markup=False, highlight=False)
    for quote in item.quotes:
        console.print(f"    “{quote.text}”", markup=False, style="italic")
