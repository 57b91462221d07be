import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { StreamedEvent } from "@/api/messages";
import { follow, isLater } from "@/api/stream";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let answers: Answer[];
let asked: IncomingMessage[];
let stop: () => void;

const at = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
const frame = (id: number, runId: string) =>
  `id: ${id}-0\ndata: ${JSON.stringify({ type: "RUN_STARTED", threadId: "c", runId })}\n\n`;
const sending =
  (...frames: string[]): Answer =>
  (_, response) => {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write(": open\n\n");
    for (const each of frames) response.write(each);
  };
const thenCut =
  (answer: Answer): Answer =>
  (request, response) => {
    answer(request, response);
    setTimeout(() => response.destroy(), 30);
  };

function listen(options: Partial<Parameters<typeof follow>[1]> = {}) {
  const heard: string[] = [];
  const onUnauthorized = vi.fn();
  const onRefused = vi.fn();
  stop = follow(at(), {
    headers: { Authorization: "Bearer t" },
    onEvent: (event: StreamedEvent) => event.type === "RUN_STARTED" && heard.push(event.runId),
    onUnauthorized,
    onRefused,
    ...options,
  });
  return { heard, onUnauthorized, onRefused };
}

beforeEach(async () => {
  answers = [];
  asked = [];
  stop = () => undefined;
  server = createServer((request, response) => {
    asked.push(request);
    (answers.shift() ?? sending())(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
});

afterEach(() => {
  stop();
  server.closeAllConnections();
  server.close();
});

describe("follow", () => {
  it("sends the token and the last id known, and hears the events", async () => {
    answers = [sending(frame(5, "a"), frame(6, "b"))];
    const { heard } = listen({ after: "4-0" });
    await vi.waitFor(() => expect(heard).toEqual(["a", "b"]));
    expect(asked[0]?.headers).toMatchObject({ authorization: "Bearer t", "last-event-id": "4-0" });
  });

  it("resumes after the last event heard when it is cut, and drops what is repeated", async () => {
    answers = [thenCut(sending(frame(5, "a"), frame(6, "b"))), sending(frame(6, "b"), frame(7, "c"))];
    const { heard } = listen();
    await vi.waitFor(() => expect(heard).toEqual(["a", "b", "c"]), 3000);
    expect(asked[1]?.headers["last-event-id"]).toBe("6-0");
  });

  it("takes several events of one id", async () => {
    answers = [sending(frame(5, "a"), frame(5, "b"))];
    const { heard } = listen({ after: "4-0" });
    await vi.waitFor(() => expect(heard).toEqual(["a", "b"]));
  });

  it("puts an event together that arrives in pieces", async () => {
    const whole = frame(5, "grün");
    const bytes = Buffer.from(whole);
    const middle = bytes.indexOf(0xc3) + 1;
    answers = [
      (_, response) => {
        response.writeHead(200, { "Content-Type": "text/event-stream" });
        response.write(bytes.subarray(0, middle));
        setTimeout(() => response.write(bytes.subarray(middle)), 30);
      },
    ];
    const { heard } = listen();
    await vi.waitFor(() => expect(heard).toEqual(["grün"]));
  });

  it("survives a server that is away for a moment, and data that is no event", async () => {
    answers = [(_, response) => response.writeHead(503).end(), sending("data: {broken\n\n", frame(1, "a"))];
    const onConnected = vi.fn();
    const { heard } = listen({ onConnected });
    await vi.waitFor(() => expect(heard).toEqual(["a"]), 3000);
    expect(onConnected.mock.calls.flat()).toEqual([false, true]);
  });

  it.each([
    [401, "onUnauthorized"],
    [404, "onRefused"],
  ] as const)("gives up at %i", async (status, told) => {
    answers = [(_, response) => response.writeHead(status).end()];
    const heard = listen();
    await vi.waitFor(() => expect(heard[told]).toHaveBeenCalledOnce());
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(asked).toHaveLength(1);
  });

  it("is silent once it is stopped", async () => {
    answers = [sending(frame(1, "a"))];
    const { heard } = listen();
    await vi.waitFor(() => expect(heard).toEqual(["a"]));
    stop();
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(asked).toHaveLength(1);
  });

  it("asks for everything anew after a gap longer than events are kept", async () => {
    answers = [thenCut(sending(frame(1, "a")))];
    const onGap = vi.fn();
    const now = vi.spyOn(Date, "now");
    const { heard } = listen({ onGap, onConnected: (connected) => connected || now.mockReturnValue(4e12) });
    await vi.waitFor(() => expect(onGap).toHaveBeenCalledOnce(), 3000);
    expect(heard).toEqual(["a"]);
    now.mockRestore();
  });
});

describe("isLater", () => {
  it.each([
    ["10-0", "9-0", true],
    ["9-1", "9-0", true],
    ["9-0", "9-0", false],
    ["9-0", "10-0", false],
    ["1", "0", true],
    ["abc", "abc", false],
    ["abc", "0", true],
  ])("%s after %s: %s", (id, other, expected) => {
    expect(isLater(id, other)).toBe(expected);
  });
});
