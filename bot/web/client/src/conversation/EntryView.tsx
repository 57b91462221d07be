import { MessagePrimitive, useAuiState } from "@assistant-ui/react";
import { AssistantMessage } from "@/message/AssistantMessage";
import { OutgoingMessage, PersonMessage } from "@/message/PersonMessage";
import { Markdown } from "@/ui/Markdown";
import type { EntryMetadata } from "./runtime";
import styles from "./EntryView.module.css";

export function EntryView() {
  const { entry } = useAuiState((state) => state.message.metadata.custom as EntryMetadata);
  const isLast = useAuiState((state) => state.message.isLast);
  const role = useAuiState((state) => state.message.role);
  return (
    <MessagePrimitive.Root className={styles.entry} data-line={role === "user" ? "person" : "assistant"}>
      {entry.kind === "outgoing" && <OutgoingMessage outgoing={entry} />}
      {entry.kind === "streaming" && <Markdown text={entry.text} />}
      {entry.kind === "message" &&
        (entry.message.author === "person" ? (
          <PersonMessage message={entry.message} />
        ) : (
          <AssistantMessage message={entry.message} isLast={isLast} />
        ))}
    </MessagePrimitive.Root>
  );
}
