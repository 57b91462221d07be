import type { Message, StreamedEvent } from "@/api/messages";

/** A line of the thread. `id` stays the same while an outgoing or streamed line becomes a message. */
export type Entry =
  | { kind: "message"; id: string; message: Message }
  | { kind: "streaming"; id: string; text: string }
  | Outgoing;

/** What the person just said, shown before the server has it. `id` is the client message id. */
export interface Outgoing {
  kind: "outgoing";
  id: string;
  text: string;
  files: { id: string; name: string }[];
  turnId?: string;
  /** Why it could not be sent. */
  error?: string;
}

export interface Thread {
  entries: readonly Entry[];
  /** Turns being worked on, with what is being done right now. */
  runs: Readonly<Record<string, string>>;
  /** Turns that ended; the acknowledgement of a request may arrive after its end. */
  ended: readonly string[];
  /** Why the last turn broke off. */
  failure: string | null;
}

export const EMPTY: Thread = { entries: [], runs: {}, ended: [], failure: null };

export type Change =
  | { type: "loaded"; messages: Message[] }
  | { type: "event"; event: StreamedEvent }
  | { type: "said"; outgoing: Outgoing }
  | { type: "accepted"; turnId: string; clientId?: string }
  | { type: "unsent"; clientId: string; error: string };

export function reduce(thread: Thread, change: Change): Thread {
  switch (change.type) {
    case "loaded":
      return {
        ...thread,
        entries: change.messages.reduce(withMessage, thread.entries.filter(isNotStreaming)),
        runs: {},
      };
    case "event":
      return heard(thread, change.event);
    case "said":
      return { ...thread, failure: null, entries: [...without(thread.entries, change.outgoing.id), change.outgoing] };
    case "accepted":
      return accepted(thread, change.turnId, change.clientId);
    case "unsent":
      return { ...thread, entries: thread.entries.map((e) => unsent(e, change.clientId, change.error)) };
  }
}

function heard(thread: Thread, event: StreamedEvent): Thread {
  switch (event.type) {
    case "RUN_STARTED":
      return { ...thread, runs: { ...thread.runs, [event.runId]: "" }, failure: null };
    case "RUN_FINISHED":
      return ended(thread, event.runId);
    case "RUN_ERROR":
      return { ...(event.runId ? ended(thread, event.runId) : allEnded(thread)), failure: event.message };
    case "TEXT_MESSAGE_START":
      return { ...thread, entries: streamed(thread.entries, event.messageId, "") };
    case "TEXT_MESSAGE_CONTENT":
      return { ...thread, entries: streamed(thread.entries, event.messageId, event.delta) };
    case "TEXT_MESSAGE_END":
      return thread;
    case "CUSTOM":
      if (event.name === "message") return { ...thread, entries: withMessage(thread.entries, event.value) };
      if (event.name === "status") return working(thread, event.value.runId, event.value.text);
      return thread;
    default:
      return thread;
  }
}

function working(thread: Thread, runId: string, text: string): Thread {
  return thread.ended.includes(runId) ? thread : { ...thread, runs: { ...thread.runs, [runId]: text } };
}

function ended(thread: Thread, runId: string): Thread {
  const runs = Object.entries(thread.runs).filter(([id]) => id !== runId);
  return { ...thread, runs: Object.fromEntries(runs), ended: [...thread.ended.slice(-50), runId] };
}

function allEnded(thread: Thread): Thread {
  return Object.keys(thread.runs).reduce(ended, thread);
}

function accepted(thread: Thread, turnId: string, clientId: string | undefined): Thread {
  const started = turnId in thread.runs ? thread : working(thread, turnId, "");
  const arrived = thread.entries.some((e) => e.kind === "message" && isSaid(e.message, turnId));
  const entries = arrived
    ? started.entries.filter((e) => e.kind !== "outgoing" || e.id !== clientId)
    : started.entries.map((e) => (e.kind === "outgoing" && e.id === clientId ? { ...e, turnId } : e));
  return { ...started, entries, failure: null };
}

function unsent(entry: Entry, clientId: string, error: string): Entry {
  return entry.kind === "outgoing" && entry.id === clientId ? { ...entry, error } : entry;
}

/** More of a text that is being written. Pieces that arrive after the whole message are of no use any more. */
function streamed(entries: readonly Entry[], id: string, delta: string): readonly Entry[] {
  const at = entries.findIndex((e) => e.id === id || (e.kind === "message" && e.message.id === id));
  const there = entries[at];
  if (!there) return [...entries, { kind: "streaming", id, text: delta }];
  return there.kind === "streaming" ? entries.with(at, { ...there, text: there.text + delta }) : entries;
}

/** The entries with this message in them: in the place of an older state of it, or where its time puts it. */
export function withMessage(entries: readonly Entry[], message: Message): readonly Entry[] {
  const at = entries.findIndex((e) => isPlaceOf(e, message));
  const there = entries[at];
  if (there?.kind === "message" && there.message.rev >= message.rev) return entries;
  if (there) return entries.with(at, { kind: "message", id: there.id, message });
  const after = entries.findLastIndex((e) => e.kind === "message" && e.message.at <= message.at);
  const isNewest = entries.slice(after + 1).every((e) => e.kind !== "message");
  return entries.toSpliced(isNewest ? entries.length : after + 1, 0, { kind: "message", id: message.id, message });
}

function isPlaceOf(entry: Entry, message: Message): boolean {
  if (entry.kind === "message") return entry.message.id === message.id;
  if (entry.kind === "streaming") return entry.id === message.id;
  if (message.author !== "person") return false;
  // The transcript may be faster than the acknowledgement that tells us our turn id: then the words decide.
  return entry.turnId ? isSaid(message, entry.turnId) : !entry.error && entry.text === (message.text ?? "");
}

function isSaid(message: Message, turnId: string): boolean {
  return message.author === "person" && message.turn_id === turnId;
}

function without(entries: readonly Entry[], id: string): Entry[] {
  return entries.filter((e) => e.id !== id);
}

function isNotStreaming(entry: Entry): boolean {
  return entry.kind !== "streaming";
}
