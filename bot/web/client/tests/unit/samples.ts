import type { Card, Message } from "@/api/messages";

export function card(fields: Partial<Card>): Card {
  return {
    title: null,
    text: null,
    tone: "plain",
    chips: [],
    facts: [],
    table: null,
    charts: [],
    items: [],
    form: null,
    buttons: [],
    links: [],
    progress: null,
    source: null,
    suggestions: [],
    ...fields,
  };
}

export function message(fields: Partial<Message>): Message {
  return {
    id: "m1",
    rev: 1,
    turn_id: "t1",
    author: "assistant",
    text: "Hello",
    card: null,
    at: "2026-11-22T09:00:00Z",
    ...fields,
  };
}
