import { type SubmitEvent, useState } from "react";
import type { Answer, Approval } from "@/api/approvals";
import { signIn } from "@/api/client";
import { sentenceOf } from "@/api/problem";
import { useSignedIn } from "@/session/session";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import styles from "./Asking.module.css";

interface Props {
  approval: Approval;
  answer: Answer;
  onClose: () => void;
  onDecided: () => void;
}

/** Asks for what a decision needs before it is sent: a reason, and the password again where a yes has great weight. */
export function DecisionDialog({ approval, answer, onClose, onDecided }: Props) {
  const { api, person } = useSignedIn();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const label = approval.words[answer === "yes" ? 0 : 1];
  const needsReason = approval.reason_for.includes(answer);
  const asksReason = needsReason || answer === "no";
  const asksPassword = answer === "yes" && approval.step_up;

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    const reason = ((values.get("reason") as string | null) ?? "").trim();
    setBusy(true);
    setError(null);
    try {
      const fresh = asksPassword ? (await signIn(person.email, values.get("password") as string)).token : undefined;
      await api.decide(approval.id, { approve: answer === "yes", ...(reason ? { reason } : {}) }, fresh);
      onDecided();
    } catch (problem) {
      setError(sentenceOf(problem));
      setBusy(false);
    }
  };
  return (
    <Dialog title={label} onClose={onClose} {...(approval.card.title ? { description: approval.card.title } : {})}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        {asksReason && (
          <label>
            {needsReason ? "Reason, kept with the decision" : "Reason (optional)"}
            <textarea name="reason" rows={3} maxLength={2000} required={needsReason} />
          </label>
        )}
        {asksPassword && (
          <label>
            Your password, as this decision has great weight
            <input name="password" type="password" autoComplete="current-password" required />
          </label>
        )}
        {error && <p role="alert">{error}</p>}
        <div className={styles.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isBusy}>
            {label}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
