import { createParser } from "eventsource-parser";
import type { StreamedEvent } from "./messages";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
/** ms; the server keeps events for an hour. After a longer gap the transcript has to be read again. */
const KEPT = 50 * 60_000;

export interface Follower {
  /** Id of the last event already known; absent: from now on. */
  after?: string;
  onEvent: (event: StreamedEvent) => void;
  /** Whether the stream stands. Also called with `true` after each reconnection. */
  onConnected?: (connected: boolean) => void;
  /** The gap was so long that events may be gone: read everything again. The stream is over. */
  onGap?: () => void;
  /** The server refuses this stream for good. */
  onRefused?: (status: number) => void;
  /** Leave the connection to other tabs while this one is out of sight. */
  pauseWhenHidden?: boolean;
}

interface FollowOptions extends Follower {
  headers: Record<string, string>;
  onUnauthorized: () => void;
}

class Refusal extends Error {
  constructor(readonly status: number) {
    super(`refused: ${status}`);
  }
}

/**
 * Follow a server-sent event stream until the returned function is called: reconnects with backoff, resumes after
 * the last event seen, and drops events that the server repeats.
 */
export function follow(path: string, options: FollowOptions): () => void {
  const over = new AbortController();
  let last = options.after;
  let lostAt: number | undefined;
  let wait = FIRST_WAIT;

  const isOver = () => over.signal.aborted;
  /** Takes an event unless it was known when the connection began: several events may share an id. */
  const heard = (data: string, id: string | undefined, known: string | undefined) => {
    if (id !== undefined && known !== undefined && !isLater(id, known)) return;
    if (id !== undefined) last = id;
    const event = parsed(data);
    if (event) options.onEvent(event);
  };

  async function readOnce(signal: AbortSignal) {
    const headers = { ...options.headers, Accept: "text/event-stream", ...(last ? { "Last-Event-ID": last } : {}) };
    const response = await fetch(path, { headers, signal, cache: "no-store" });
    if (response.status >= 400 && response.status < 500 && response.status !== 429) throw new Refusal(response.status);
    if (!response.ok || !response.body) throw new Error(`no stream: ${response.status}`);
    wait = FIRST_WAIT;
    lostAt = undefined;
    options.onConnected?.(true);
    const known = last;
    const parser = createParser({ onEvent: ({ data, id }) => heard(data, id, known) });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) parser.feed(piece.value);
  }

  /** One connection, from opening to its end; whether another one makes sense. */
  async function attempt(): Promise<boolean> {
    const connection = new AbortController();
    const stop = () => connection.abort();
    over.signal.addEventListener("abort", stop);
    const unwatch = options.pauseWhenHidden ? whenHidden(stop) : () => undefined;
    try {
      await readOnce(connection.signal);
    } catch (error) {
      if (error instanceof Refusal) return refused(error.status);
    } finally {
      unwatch();
      over.signal.removeEventListener("abort", stop);
    }
    return true;
  }

  function refused(status: number): false {
    if (status === 401) options.onUnauthorized();
    else options.onRefused?.(status);
    return false;
  }

  async function pause() {
    lostAt ??= Date.now();
    if (options.pauseWhenHidden && document.hidden) return visible(over.signal);
    options.onConnected?.(false);
    await soon(wait * (0.5 + Math.random() / 2), over.signal);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  async function run() {
    while ((await attempt()) && !isOver()) {
      await pause();
      if (options.onGap && !isOver() && Date.now() - (lostAt ?? 0) > KEPT) {
        options.onGap();
        return;
      }
    }
  }

  void run();
  return () => over.abort();
}

/** Whether event `id` comes after `other`. Ids are numbers, or `milliseconds-sequence` as in Redis streams. */
export function isLater(id: string, other: string): boolean {
  const [major, minor] = numbers(id);
  const [otherMajor, otherMinor] = numbers(other);
  if (Number.isNaN(major + minor + otherMajor + otherMinor)) return id !== other;
  return major !== otherMajor ? major > otherMajor : minor > otherMinor;
}

function numbers(id: string): [number, number] {
  const [major = "", minor = "0"] = id.split("-");
  return [major === "" ? NaN : Number(major), Number(minor)];
}

function parsed(data: string): StreamedEvent | undefined {
  try {
    return JSON.parse(data) as StreamedEvent;
  } catch {
    return undefined;
  }
}

function whenHidden(stop: () => void): () => void {
  const check = () => {
    if (document.hidden) stop();
  };
  document.addEventListener("visibilitychange", check);
  return () => document.removeEventListener("visibilitychange", check);
}

function visible(signal: AbortSignal): Promise<void> {
  return until(document, "visibilitychange", signal);
}

/** Waits `ms`, or until the network is back. */
function soon(ms: number, signal: AbortSignal): Promise<void> {
  return until(window, "online", signal, ms);
}

function until(target: EventTarget, event: string, signal: AbortSignal, ms?: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = ms === undefined ? undefined : setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      target.removeEventListener(event, done);
      signal.removeEventListener("abort", done);
      resolve();
    }
    target.addEventListener(event, done);
    signal.addEventListener("abort", done);
  });
}
