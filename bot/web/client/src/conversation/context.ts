import { createContext, use } from "react";
import type { ThreadHandle } from "./useThread";

export interface OpenThread extends Pick<ThreadHandle, "thread" | "say" | "send" | "choose" | "fill"> {
  /** The message with a form that arrived while the person was looking: it takes the focus. */
  newForm: string | null;
}

export const ThreadContext = createContext<OpenThread | null>(null);

/** The open conversation; only below `ThreadContext`. */
export function useOpenThread(): OpenThread {
  const thread = use(ThreadContext);
  if (!thread) throw new Error("no conversation is open here");
  return thread;
}
