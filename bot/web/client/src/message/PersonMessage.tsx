import { FileText } from "lucide-react";
import type { Message } from "@/api/messages";
import { useOpenThread } from "@/conversation/context";
import type { Outgoing } from "@/conversation/state";
import { Button } from "@/ui/Button";
import styles from "./PersonMessage.module.css";

export function PersonMessage({ message }: { message: Message }) {
  return (
    <div className={styles.said}>
      <span className="hidden">You said:</span>
      {message.text && <p>{message.text}</p>}
      {message.card?.items.map((file, n) => (
        <FileName key={n} name={file.title} />
      ))}
    </div>
  );
}

function FileName({ name }: { name: string }) {
  return (
    <span className={styles.file}>
      <FileText size={15} aria-hidden />
      {name}
    </span>
  );
}

/** What is on its way, or could not be sent. */
export function OutgoingMessage({ outgoing }: { outgoing: Outgoing }) {
  const { send } = useOpenThread();
  return (
    <div className={styles.outgoing}>
      <div className={styles.said} data-failed={outgoing.error ? "" : undefined}>
        <span className="hidden">You said:</span>
        {outgoing.text && <p>{outgoing.text}</p>}
        {outgoing.files.map((file) => (
          <FileName key={file.id} name={file.name} />
        ))}
      </div>
      {outgoing.error && (
        <div className={styles.error} role="alert">
          {outgoing.error}{" "}
          <Button size="small" onClick={() => void send({ kind: "outgoing", id: outgoing.id, text: outgoing.text, files: outgoing.files })}>
            Send again
          </Button>
        </div>
      )}
    </div>
  );
}
