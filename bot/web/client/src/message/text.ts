import type { Card, Item, Message, StreamedEvent } from "@/api/messages";
import { dateOf } from "@/ui/format";

/** A message as plain text: what is copied, and what assistant-ui holds. */
export function messageText(message: Message): string {
  return [message.text, message.card && cardText(message.card)].filter(Boolean).join("\n\n");
}

export function cardText(card: Card): string {
  const facts = card.facts.map(({ label, value }) => `${label}: ${value}`).join("\n");
  const table = card.table && [card.table.columns, ...card.table.rows].map((row) => row.join("\t")).join("\n");
  const source = card.source && sourceText(card.source.label, card.source.as_of);
  return [card.title, card.text, facts, table, ...card.items.map(itemText), source].filter(Boolean).join("\n\n");
}

export function sourceText(label: string, asOf: string | null): string {
  return asOf ? `${label} · as of ${dateOf(asOf)}` : label;
}

function itemText(item: Item): string {
  const head = [item.title, item.subtitle, item.badge].filter(Boolean).join(" · ");
  const facts = item.facts.map(({ label, value }) => `${label}: ${value}`);
  const quotes = item.quotes.map(({ text, source }) => `"${text}" (${source})`);
  return [head, ...facts, ...quotes].join("\n");
}

/** What a screen reader should say about an event; undefined where there is nothing to say. */
export function spoken(event: StreamedEvent): string | undefined {
  if (event.type === "RUN_ERROR") return event.message;
  if (event.type !== "CUSTOM") return undefined;
  if (event.name === "status") return event.value.text;
  if (event.name !== "message" || event.value.author !== "assistant") return undefined;
  const { text, card } = event.value;
  const progress = card?.progress && `${card.progress.step}, ${card.progress.percent} percent`;
  const form = card?.form && "Please fill in the form.";
  const told = [text, card?.title, card?.text, progress, form].filter(Boolean).join(". ");
  return told.replace(/([.!?…])\. /g, "$1 ").slice(0, 500);
}
