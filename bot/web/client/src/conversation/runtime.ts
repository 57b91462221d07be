import { type AppendMessage, type ThreadMessageLike, useExternalStoreRuntime } from "@assistant-ui/react";
import { useState } from "react";
import type { Api } from "@/api/client";
import { messageText } from "@/message/text";
import { UploadAdapter } from "./attachments";
import type { Entry } from "./state";
import type { ThreadHandle } from "./useThread";

/** Our entry, carried through assistant-ui's message to the component that draws it. */
export interface EntryMetadata extends Record<string, unknown> {
  entry: Entry;
}

export function toThreadMessage(entry: Entry): ThreadMessageLike {
  const custom: EntryMetadata = { entry };
  const text = entry.kind === "message" ? messageText(entry.message) : entry.text;
  const isPerson = entry.kind === "outgoing" || (entry.kind === "message" && entry.message.author === "person");
  return {
    id: entry.id,
    role: isPerson ? "user" : "assistant",
    content: [{ type: "text", text }],
    metadata: { custom },
  };
}

/** assistant-ui's runtime over our thread: the server owns the transcript, so nothing is edited or reloaded here.
 * It is never told that a run is on: people may go on talking while an answer is being made. */
export function useChatRuntime(api: Api, { thread, say }: Pick<ThreadHandle, "thread" | "say">) {
  const [attachments] = useState(() => new UploadAdapter(api));
  return useExternalStoreRuntime<Entry>({
    messages: thread.entries,
    convertMessage: toThreadMessage,
    adapters: { attachments },
    onNew: async ({ content, attachments: files = [] }: AppendMessage) => {
      const text = content.map((part) => (part.type === "text" ? part.text : "")).join("");
      await say(text, files.map(({ id, name }) => ({ id, name })));
    },
  });
}
