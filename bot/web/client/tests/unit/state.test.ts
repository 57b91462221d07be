import { describe, expect, it } from "vitest";
import type { Message, StreamedEvent } from "@/api/messages";
import { type Change, EMPTY, reduce, type Thread } from "@/conversation/state";
import { message } from "./samples";

const after = (...changes: Change[]): Thread => changes.reduce(reduce, EMPTY);
const event = (streamed: StreamedEvent): Change => ({ type: "event", event: streamed });
const arrives = (fields: Partial<Message>) => event({ type: "CUSTOM", name: "message", value: message(fields) });
const run = (type: "RUN_STARTED" | "RUN_FINISHED", runId = "t1") => event({ type, threadId: "c", runId });
const said = (id: string, text: string): Change => ({ type: "said", outgoing: { kind: "outgoing", id, text, files: [] } });
const texts = (thread: Thread) => thread.entries.map((e) => (e.kind === "message" ? e.message.text : e.text));

describe("messages", () => {
  it("keeps the state with the higher revision, in whatever order they come", () => {
    const first = arrives({ rev: 1, text: "10 %" });
    const second = arrives({ rev: 2, text: "90 %" });
    expect(texts(after(first, second))).toEqual(["90 %"]);
    expect(texts(after(second, first))).toEqual(["90 %"]);
  });

  it("shows a repeated message once, and does not touch what has not changed", () => {
    const once = after(arrives({}));
    expect(reduce(once, arrives({})).entries).toBe(once.entries);
  });

  it("updates in place: a progress card does not jump to the end", () => {
    const thread = after(arrives({ id: "a" }), arrives({ id: "b", text: "later" }), arrives({ id: "a", rev: 2, text: "done" }));
    expect(texts(thread)).toEqual(["done", "later"]);
  });

  it("puts a late message where its time says", () => {
    const thread = after(
      arrives({ id: "a", text: "first", at: "2026-11-22T09:00:00Z" }),
      arrives({ id: "c", text: "third", at: "2026-11-22T09:02:00Z" }),
      arrives({ id: "b", text: "second", at: "2026-11-22T09:01:00Z" }),
    );
    expect(texts(thread)).toEqual(["first", "second", "third"]);
  });

  it("merges a transcript read again with what is already there", () => {
    const items = [message({ id: "a", rev: 3, text: "new state" }), message({ id: "b", text: "missed" })];
    const thread = after(arrives({ id: "a", rev: 2, text: "old state" }), run("RUN_STARTED"), {
      type: "loaded",
      messages: items,
    });
    expect(texts(thread)).toEqual(["new state", "missed"]);
    expect(thread.runs).toEqual({});
  });
});

describe("streamed text", () => {
  const piece = (delta: string) => event({ type: "TEXT_MESSAGE_CONTENT", messageId: "m1", delta });
  const start = event({ type: "TEXT_MESSAGE_START", messageId: "m1", role: "assistant" });

  it("grows piece by piece, and is replaced by the whole message", () => {
    const growing = after(start, piece("Three days "), piece("a week."));
    expect(texts(growing)).toEqual(["Three days a week."]);
    const whole = reduce(growing, arrives({ text: "Three days a week, agreed." }));
    expect(texts(whole)).toEqual(["Three days a week, agreed."]);
    expect(whole.entries[0]?.id).toBe(growing.entries[0]?.id);
  });

  it("needs no start event", () => {
    expect(texts(after(piece("Three"), piece(" days")))).toEqual(["Three days"]);
  });

  it("ignores pieces that come after the whole message", () => {
    expect(texts(after(arrives({ text: "whole" }), start, piece("tail")))).toEqual(["whole"]);
  });
});

describe("what the person says", () => {
  const mine = { id: "t1:said", author: "person" as const, text: "hi" };

  it("is shown at once and becomes the message of its turn, in place", () => {
    const thread = after(said("c1", "hi"), { type: "accepted", turnId: "t1", clientId: "c1" }, arrives(mine));
    expect(thread.entries).toEqual([{ kind: "message", id: "c1", message: message(mine) }]);
  });

  it("is not doubled when the transcript is faster than the acknowledgement", () => {
    const thread = after(said("c1", "hi"), arrives(mine), { type: "accepted", turnId: "t1", clientId: "c1" });
    expect(thread.entries).toHaveLength(1);
  });

  it("keeps two equal sentences apart", () => {
    const thread = after(
      said("c1", "hi"),
      { type: "accepted", turnId: "t1", clientId: "c1" },
      said("c2", "hi"),
      { type: "accepted", turnId: "t2", clientId: "c2" },
      arrives({ ...mine, id: "t2:said", turn_id: "t2" }),
      arrives(mine),
    );
    expect(thread.entries.map((e) => e.kind === "message" && [e.id, e.message.turn_id])).toEqual([
      ["c1", "t1"],
      ["c2", "t2"],
    ]);
  });

  it("stays with the reason when it could not be sent, and is sent again in one line", () => {
    const failed = after(said("c1", "hi"), { type: "unsent", clientId: "c1", error: "No connection." });
    expect(failed.entries[0]).toMatchObject({ error: "No connection." });
    const again = reduce(failed, said("c1", "hi"));
    expect(again.entries).toEqual([{ kind: "outgoing", id: "c1", text: "hi", files: [] }]);
  });
});

describe("runs", () => {
  it("tell what is being done until they end", () => {
    const status = event({ type: "CUSTOM", name: "status", value: { runId: "t1", text: "Looking …" } });
    const working = after(run("RUN_STARTED"), status);
    expect(working.runs).toEqual({ t1: "Looking …" });
    expect(reduce(working, run("RUN_FINISHED")).runs).toEqual({});
  });

  it("are not begun again by an acknowledgement that comes after their end", () => {
    const thread = after(run("RUN_STARTED"), run("RUN_FINISHED"), { type: "accepted", turnId: "t1" });
    expect(thread.runs).toEqual({});
  });

  it("that break off leave a sentence until the person goes on", () => {
    const broken = after(run("RUN_STARTED"), event({ type: "RUN_ERROR", message: "Please ask again." }));
    expect(broken).toMatchObject({ runs: {}, failure: "Please ask again." });
    expect(reduce(broken, said("c1", "again")).failure).toBeNull();
  });
});
