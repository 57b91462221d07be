import { type KeyboardEvent, useState } from "react";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import styles from "./Dialog.module.css";

interface Props {
  title: string;
  description?: string;
  send: string;
  look?: "primary" | "danger";
  isOptional?: boolean;
  /** What stands in it at first. */
  given?: string;
  onSend: (reason: string) => void;
  onClose: () => void;
}

/** Asks for a sentence before something is sent. */
export function ReasonDialog({ title, description, send, look = "primary", isOptional, given = "", onSend, onClose }: Props) {
  const [reason, setReason] = useState(given);
  const isReady = isOptional ?? reason.trim() !== "";
  const submit = () => isReady && onSend(reason.trim());
  const sendOnEnter = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };

  return (
    <Dialog title={title} onClose={onClose} {...(description ? { description } : {})}>
      <label className={styles.reason}>
        {isOptional ? "Reason (optional)" : "Reason"}
        <textarea rows={3} value={reason} onChange={(e) => setReason(e.target.value)} onKeyDown={sendOnEnter} />
      </label>
      <div className={styles.actions}>
        <Button onClick={onClose}>Cancel</Button>
        <Button look={look} disabled={!isReady} onClick={submit}>
          {send}
        </Button>
      </div>
    </Dialog>
  );
}
