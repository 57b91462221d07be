/** The state behind the mock: conversations, their messages, and their numbered events. */

export class Company {
  conversations = new Map();
  listeners = new Map();
  log = new Map();
  count = 0;

  /** Appends an event to a stream ("me" or a conversation) and tells whoever follows it. */
  publish(stream, event) {
    this.count += 1;
    const entry = { id: `${1700000000000 + this.count}-0`, event };
    this.log.set(stream, [...(this.log.get(stream) ?? []), entry]);
    for (const listener of this.listeners.get(stream) ?? []) listener(entry);
  }

  /** First the events after `after`, then live ones; returns how to stop. */
  follow(stream, after, listener) {
    const kept = this.log.get(stream) ?? [];
    for (const entry of kept) if (after !== undefined && isLater(entry.id, after)) listener(entry);
    const all = this.listeners.get(stream) ?? new Set();
    this.listeners.set(stream, all.add(listener));
    return () => all.delete(listener);
  }

  latest(stream) {
    return this.log.get(stream)?.at(-1)?.id ?? "0";
  }

  open(id, kind = "chat", title = "") {
    const known = this.conversations.get(id);
    if (known) return known;
    const made = { id, kind, title, unread: 0, updated_at: new Date().toISOString(), messages: [] };
    this.conversations.set(id, made);
    return made;
  }

  /** Stores a message, or the next state of one, and publishes it. */
  put(conversationId, { id, turn_id, author, text = null, card = null }, { quiet = false } = {}) {
    const conversation = this.open(conversationId);
    const old = conversation.messages.find((message) => message.id === id);
    const at = old?.at ?? new Date().toISOString();
    const message = { id, rev: (old?.rev ?? 0) + 1, turn_id, author, text, card, at };
    if (old) conversation.messages[conversation.messages.indexOf(old)] = message;
    else conversation.messages.push(message);
    conversation.updated_at = new Date().toISOString();
    if (author === "assistant" && !old) conversation.unread += 1;
    if (quiet) return;
    this.publish(conversationId, { type: "CUSTOM", name: "message", value: message });
    this.publish("me", { type: "CUSTOM", name: "unread", value: { conversation_id: conversationId } });
  }

  list() {
    const items = [...this.conversations.values()].sort((a, b) => b.updated_at.localeCompare(a.updated_at));
    return items.map((item) => ({ ...item, messages: undefined }));
  }
}

function isLater(id, other) {
  return Number(id.split("-")[0]) > Number(other.split("-")[0]);
}
