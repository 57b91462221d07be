import { type SubmitEvent, useState } from "react";
import { sentenceOf } from "@/api/problem";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import styles from "./Asking.module.css";

interface Props {
  title: string;
  description: string;
  send: string;
  /** Also ask until when. */
  asksDay?: boolean;
  onSend: (person: string, until: string) => Promise<void>;
  onClose: () => void;
}

/** Asks for a colleague by name, and for a day where that is wanted. */
export function ColleagueDialog({ title, description, send, asksDay, onSend, onClose }: Props) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    setBusy(true);
    setError(null);
    try {
      await onSend((values.get("person") as string).trim(), (values.get("until") as string | null) ?? "");
    } catch (problem) {
      setError(sentenceOf(problem));
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} description={description} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <label>
          Colleague
          <input name="person" autoComplete="off" placeholder="Full name" required />
        </label>
        {asksDay && (
          <label>
            Until, that day included
            <input name="until" type="date" min={new Date().toISOString().slice(0, 10)} required />
          </label>
        )}
        {error && <p role="alert">{error}</p>}
        <div className={styles.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isBusy}>
            {send}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
