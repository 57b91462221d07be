/** The vocabulary of `domain/messages.py`, as its JSON looks on the wire. Change the two together. */

export interface Fact {
  label: string;
  value: string;
}

/** Words taken unchanged from a document, and which one. */
export interface Quote {
  text: string;
  source: string;
}

/** Something the reader can do; goes back as a choice of `action` and `ref`. */
export interface Button {
  label: string;
  action: string;
  ref: string;
  style: "default" | "primary" | "danger";
  asks_reason: boolean;
  /** What stands in that question already. */
  reason?: string | null;
  /** Counts only with a sign-in of just now. */
  signs_in?: boolean;
}

/** A part of what was understood, taken out by a press; or, with `narrows`, one that a press adds. */
export interface Chip {
  label: string;
  action: string;
  ref: string;
  narrows: string | null;
}

export interface Item {
  title: string;
  subtitle: string | null;
  badge: string | null;
  facts: Fact[];
  quotes: Quote[];
  buttons: Button[];
}

/** `numeric` names the right-aligned columns by position. */
export interface Table {
  columns: string[];
  rows: string[][];
  numeric: number[];
}

export interface Series {
  name: string;
  values: number[];
}

/** Bars: one group a label, one bar a series. */
export interface Chart {
  title: string;
  labels: string[];
  series: Series[];
  unit: "" | "%" | "days";
}

export interface Option {
  value: string;
  label: string;
}

export interface FormField {
  name: string;
  label: string;
  kind: "text" | "long_text" | "date" | "number" | "choice" | "tick";
  required: boolean;
  value: unknown;
  options: Option[];
  help: string | null;
}

export interface Form {
  id: string;
  fields: FormField[];
  submit: string;
}

/** A file of ours; `path` wants the reader's own sign-in. */
export interface Link {
  label: string;
  path: string;
}

export interface Progress {
  /** 0..100 */
  percent: number;
  step: string;
  state: "waiting" | "running" | "completed" | "failed";
}

export interface Source {
  label: string;
  as_of: string | null;
}

export type Tone = "plain" | "success" | "warning" | "refusal";

/** `text` is CommonMark. */
export interface Card {
  title: string | null;
  text: string | null;
  tone: Tone;
  chips: Chip[];
  facts: Fact[];
  table: Table | null;
  charts: Chart[];
  items: Item[];
  form: Form | null;
  buttons: Button[];
  links: Link[];
  progress: Progress | null;
  source: Source | null;
  suggestions: string[];
}

/** `rev` grows when a message is shown anew; `at` is an ISO 8601 instant. */
export interface Message {
  id: string;
  rev: number;
  turn_id: string;
  author: "person" | "assistant";
  text: string | null;
  card: Card | null;
  at: string;
}

export type Role = "employee" | "manager" | "recruiter" | "hr" | "admin" | "candidate";

export interface Person {
  id: string;
  name: string;
  email: string;
  title: string | null;
  roles: Role[];
}

export type DemoPerson = Omit<Person, "id">;

export interface AuthOptions {
  identity: "local" | "firebase";
  demo: { password: string; people: DemoPerson[] } | null;
}

export interface ConversationSummary {
  id: string;
  title: string;
  updated_at: string;
  kind: "chat" | "inbox";
  unread: number;
}

/** What the event streams carry: AG-UI event types. */
export type StreamedEvent =
  | { type: "RUN_STARTED"; threadId: string; runId: string }
  | { type: "RUN_FINISHED"; threadId: string; runId: string }
  | { type: "RUN_ERROR"; message: string; runId?: string }
  | { type: "TEXT_MESSAGE_START"; messageId: string; role: string }
  | { type: "TEXT_MESSAGE_CONTENT"; messageId: string; delta: string }
  | { type: "TEXT_MESSAGE_END"; messageId: string }
  | { type: "CUSTOM"; name: "status"; value: { runId: string; text: string } }
  | { type: "CUSTOM"; name: "message"; value: Message }
  | { type: "CUSTOM"; name: "unread"; value: { conversation_id: string } };
