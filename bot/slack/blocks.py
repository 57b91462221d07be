"""Cards in Slack's blocks.

Everything is plain or rich text, never `mrkdwn`: Slack then parses nothing, whoever wrote it. Limits, from
https://docs.slack.dev/reference/block-kit/blocks : 50 blocks a message, header 150, 25 elements in an actions block,
table 100 rows and 20 columns. All blocks of one message together
must stay under about 13,200 characters (slackapi/bolt-js#2509), which is documented nowhere.

What does not fit is left out with a sentence that says so; buttons, source and thumbs keep their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot import charts_in_words
from bot.slack import rich_text as rich
from bot.slack.buttons import actions, chips, form_button, plain, pressable, suggestions, thumbs
from bot.slack.wire import Json
from domain.messages import Card, Chart, Fact, Item, Link, Progress, Quote, Source, Table

ROOM = 12_000
BLOCKS = 50
FALLBACK = 3_500
"""Slack advises 4,000 for the text beside blocks."""
_FOOT = ROOM // 2
_ROWS, _COLUMNS, _CELL = 99, 20, 150
_TABLE = 8_000
"""A long table may not push everything after it out of the message."""
_NOTE = 150
_BAR = 20


def blocks(card: Card, message_id: str, web_url: str | None = None) -> list[Json]:
    """One message's blocks; `web_url` is where a reader finds what did not fit."""
    head = [_header(card.title)] if card.title and card.title.strip() else []
    foot, all_foot = _fitting(_foot(card, message_id, web_url), _FOOT)
    more = _more(web_url)
    room = ROOM - sum(map(rich.size, [*head, *foot, more]))
    text, all_text = rich.from_markdown(card.text or "", room)
    groups = [[text]] if text else []
    groups += _details(card, message_id, room - sum(map(rich.size, groups[0] if groups else [])), web_url)
    body, all_body = _whole_groups(groups, room, BLOCKS - len(head) - len(foot) - 1)
    whole = all_foot and all_text and all_body and _all_pressable(card, message_id)
    return [*head, *body, *([] if whole else [more]), *foot]


def question(card: Card, id: str, web_url: str | None, room: int) -> list[Json]:
    """A card with its buttons as one of several on a page, within `room` characters; `id` names it, as a message's
    would. Pages take no tables."""
    head = rich.rich_text(rich.section(rich.words(rich.clip(card.title or "Request", 200), rich.BOLD)))
    row = actions(card.buttons, id, web_url)
    foot, more = [row] if row else [], _more(web_url)
    room -= sum(map(rich.size, [head, *foot, more]))
    text, all_text = rich.from_markdown(card.text or "", room)
    groups = [[text]] if text else []
    groups += [[_facts(card.facts)]] if card.facts else []
    groups += [_item(item, id, web_url) for item in card.items]
    body, all_body = _whole_groups(groups, room, BLOCKS)
    whole = all_text and all_body and card.table is None
    return [head, *body, *([] if whole else [more]), *foot]


def text_blocks(markdown: str, message_id: str, web_url: str | None = None) -> list[Json]:
    """Blocks of an answer that is text alone."""
    return blocks(Card(text=markdown), message_id, web_url)


def fallback(card: Card) -> str:
    """The card in words, for notifications, screen readers and where blocks are refused; escaped as Slack asks
    (https://docs.slack.dev/messaging/formatting-message-text), at most 4,000 characters."""
    text, _ = rich.from_markdown(card.text or "", ROOM)
    lines = [
        card.title or "",
        rich.spoken(text["elements"]) if text else "",
        *_fact_lines(card.facts),
        *_table_lines(card.table),
        *(line for chart in card.charts for line in (chart.title, *charts_in_words.lines(chart))),
        *(line for item in card.items for line in _item_lines(item)),
        f"{card.progress.percent} %: {card.progress.step}" if card.progress else "",
        _source_line(card.source) if card.source else "",
    ]
    return _escape("\n".join(line for line in lines if line.strip())) or "Done."


def _escape(text: str) -> str:
    """Cut before escaping, so that no entity is cut, and again where escaping has made it too long."""
    text = rich.clip(text, FALLBACK)
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe if len(safe) <= 4_000 else _escape(text[: len(text) // 2])


# --- what fits ---------------------------------------------------------------------------------------------


def _fitting(wanted: Iterable[Json], room: int) -> tuple[list[Json], bool]:
    """Those that fit, in order, and whether all did."""
    kept: list[Json] = []
    whole = True
    for block in wanted:
        cost = rich.size(block)
        if cost <= room:
            kept.append(block)
            room -= cost
        else:
            whole = False
    return kept, whole


def _whole_groups(groups: Sequence[Sequence[Json]], room: int, count: int) -> tuple[list[Json], bool]:
    """Groups from the first on, none of them torn apart, until one does not fit."""
    kept: list[Json] = []
    for group in groups:
        room -= sum(map(rich.size, group))
        if room < 0 or len(kept) + len(group) > count:
            return kept, False
        kept += group
    return kept, True


def _more(web_url: str | None) -> Json:
    said = "There is more than fits here. "
    if web_url is None:
        return rich.rich_text(
            rich.section(rich.words(f"{said}Open the web chat to see all of it.", rich.ITALIC))
        )
    return rich.rich_text(rich.section(rich.words(said, rich.ITALIC), rich.link(web_url, "… open in web")))


# --- parts of a card ----------------------------------------------------------------------------------------


def _header(title: str) -> Json:
    return {"type": "header", "text": plain(title, 150)}


def _details(card: Card, message_id: str, room: int, web_url: str | None) -> list[list[Json]]:
    groups = [[_facts(card.facts)]] if card.facts else []
    if card.table and card.table.columns:
        left = room - sum(rich.size(block) for group in groups for block in group)
        groups.append(_table(card.table, left))
    groups += [[_chart(chart)] for chart in card.charts]
    groups += [_item(item, message_id, web_url) for item in card.items]
    narrower = chips([c for c in card.chips if c.narrows is not None], message_id)
    return [*groups, narrower] if narrower else groups  # what was found comes first


def _all_pressable(card: Card, message_id: str) -> bool:
    rows = [card.buttons, *(item.buttons for item in card.items)]
    return all(len(pressable(row, message_id)) == len(row) for row in rows)


def _foot(card: Card, message_id: str, web_url: str | None) -> list[Json]:
    running = card.progress is not None and card.progress.state in ("waiting", "running")
    understood = chips([c for c in card.chips if c.narrows is None], message_id)
    parts = [
        *understood,  # a wrong reading can be corrected however much was found
        form_button(message_id) if card.form else None,
        actions(card.buttons, message_id, web_url),
        _links(card.links, web_url) if card.links else None,
        _progress(card.progress) if card.progress else None,
        _source(card.source) if card.source else None,
        None if running or card.form else thumbs(message_id),
        suggestions(card.suggestions),
    ]
    return [part for part in parts if part]


def _facts(facts: Iterable[Fact]) -> Json:
    return rich.rich_text(rich.section(*_fact_runs(facts)))


def _fact_runs(facts: Iterable[Fact]) -> list[Json]:
    runs: list[Json] = []
    for fact in facts:
        start = "\n" if runs else ""
        runs.append(rich.words(f"{start}{rich.clip(fact.label, 150)}: ", rich.BOLD))
        runs.append(rich.words(rich.clip(fact.value, 1_000) or "–"))
    return runs


def _table(table: Table, room: int) -> list[Json]:
    width = min(len(table.columns), _COLUMNS)
    aligned = [{"align": "right" if n in table.numeric else "left", "is_wrapped": True} for n in range(width)]
    shown: Json = {"type": "table", "rows": [_row(table.columns[:width])], "column_settings": aligned}
    room = min(room, _TABLE) - rich.size(shown) - _NOTE
    for row in table.rows[:_ROWS]:
        cells = _row(row[:width])
        room -= sum(map(rich.size, cells)) + 2 * width
        if room < 0:
            break
        shown["rows"].append(cells)
    left_out = len(table.rows) - (len(shown["rows"]) - 1)
    return [shown, _note(f"{left_out} more rows are not shown here.")] if left_out else [shown]


def _chart(chart: Chart) -> Json:
    """Bars of characters: Slack draws none."""
    bars = rich.monospaced(rich.clip("\n".join(charts_in_words.lines(chart)), 2_000) or "–")
    return rich.rich_text(rich.section(rich.words(rich.clip(chart.title, 150) or "–", rich.BOLD)), bars)


def _row(cells: Iterable[str]) -> list[Json]:
    return [{"type": "raw_text", "text": rich.clip(cell, _CELL).strip() or "–"} for cell in cells]


def _item(item: Item, message_id: str, web_url: str | None = None) -> list[Json]:
    title = [rich.words(rich.clip(item.title, 200) or "–", rich.BOLD)]
    if item.badge:
        title.append(rich.words(f"  {rich.clip(item.badge, 75)}", rich.CODE))
    if item.subtitle:
        title.append(rich.words(f"\n{rich.clip(item.subtitle, 300)}"))
    if item.facts:
        title += [rich.words("\n"), *_fact_runs(item.facts)]
    shown = rich.rich_text(rich.section(*title), *map(_quote, item.quotes))
    row = actions(item.buttons, message_id, web_url)
    return [shown, row] if row else [shown]


def _quote(quote: Quote) -> Json:
    return rich.quote(
        rich.words(rich.clip(quote.text, 600) or "–"),
        rich.words(f"\n{rich.clip(quote.source, 150) or '–'}", rich.ITALIC),
    )


def _progress(progress: Progress) -> Json:
    done = round(progress.percent * _BAR / 100)
    bar = "█" * done + "░" * (_BAR - done)
    said = {"waiting": "Waiting", "running": "Running", "completed": "Done", "failed": "Failed"}[
        progress.state
    ]
    return rich.rich_text(
        rich.section(
            rich.words(bar, rich.CODE),
            rich.words(f" {progress.percent} %  {said}: {rich.clip(progress.step, 200)}"),
        )
    )


def _links(links: Iterable[Link], web_url: str | None) -> Json:
    """Files want the reader's own sign-in, which the web chat has: it is opened with the file's path in its fragment."""
    if web_url is None:
        names = ", ".join(rich.clip(link.label, 150) for link in links)
        return _note(f"In the web chat: {names}")
    runs: list[Json] = []
    for link in links:
        runs += [rich.words("\n")] if runs else []
        runs.append(rich.link(f"{web_url.rstrip('/')}/#/file{link.path}", rich.clip(link.label, 150)))
    return rich.rich_text(rich.section(*runs))


def _source(source: Source) -> Json:
    return _note(_source_line(source))


def _source_line(source: Source) -> str:
    return f"Source: {source.label}" + (f", as of {source.as_of}" if source.as_of else "")


def _note(text: str) -> Json:
    return {"type": "context", "elements": [plain(text, 300)]}


# --- in words -----------------------------------------------------------------------------------------------


def _fact_lines(facts: Iterable[Fact]) -> list[str]:
    return [f"{fact.label}: {fact.value}" for fact in facts]


def _table_lines(table: Table | None) -> list[str]:
    return [" | ".join(row) for row in (table.columns, *table.rows)] if table else []


def _item_lines(item: Item) -> list[str]:
    title = " – ".join(part for part in (item.title, item.subtitle, item.badge) if part)
    quotes = [f"“{quote.text}” ({quote.source})" for quote in item.quotes]
    return [title, *_fact_lines(item.facts), *quotes]
