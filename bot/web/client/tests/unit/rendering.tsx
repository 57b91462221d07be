import { render } from "@testing-library/react";
import type { ReactElement } from "react";
import { vi } from "vitest";
import { type OpenThread, ThreadContext } from "@/conversation/context";
import { EMPTY } from "@/conversation/state";

/** Renders below an open conversation whose actions answer as given. */
export function renderInThread(element: ReactElement, open: Partial<OpenThread> = {}) {
  const thread: OpenThread = {
    thread: EMPTY,
    say: vi.fn(),
    send: vi.fn(),
    choose: vi.fn(() => Promise.resolve("t1")),
    fill: vi.fn(() => Promise.resolve("t1")),
    newForm: null,
    ...open,
  };
  return { thread, ...render(<ThreadContext value={thread}>{element}</ThreadContext>) };
}
