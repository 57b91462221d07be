import { useState } from "react";
import type { Answer, Approval } from "@/api/approvals";
import { sentenceOf } from "@/api/problem";
import { CardView } from "@/card/CardView";
import { useSignedIn } from "@/session/session";
import { Button } from "@/ui/Button";
import { dateOf } from "@/ui/format";
import { DecisionDialog } from "./DecisionDialog";
import { HandOverDialog } from "./HandOverDialog";
import { Progress } from "./Progress";
import styles from "./ApprovalCard.module.css";

const ENDED = {
  approved: "Approved",
  declined: "Declined",
  expired: "Expired without a decision",
  outdated: "Closed: it has changed since",
};

interface Props {
  approval: Approval;
  onDecided: () => void;
}

/** A question with its evidence first, then how it stands, then what this person can do about it. With `opens` the
 * dialog of the yes is open from the start. */
export function ApprovalCard({ approval, onDecided, opens = false }: Props & { opens?: boolean }) {
  const [asking, setAsking] = useState<Answer | "hand over" | null>(opens ? "yes" : null);
  const { status } = approval;
  const close = () => setAsking(null);
  const done = () => {
    close();
    onDecided();
  };
  return (
    <article className={styles.approval} aria-label={approval.card.title ?? "Request"}>
      <CardView card={approval.card} messageId={approval.id} />
      <p className={styles.asked}>
        Asked by {approval.asked_by}, {dateOf(approval.asked_at)}.{" "}
        {status === "pending" ? `Expires ${dateOf(approval.expires_at)}.` : <strong>{ENDED[status]}.</strong>}
        {(status === "outdated" || status === "expired") && approval.reason && ` ${approval.reason}`}
      </p>
      {approval.kind === "approve" && <Progress approval={approval} />}
      {approval.mine && <Decide approval={approval} onAsk={setAsking} onDecided={done} />}
      {(asking === "yes" || asking === "no") && (
        <DecisionDialog approval={approval} answer={asking} onClose={close} onDecided={done} />
      )}
      {asking === "hand over" && <HandOverDialog approval={approval} onClose={close} onDone={done} />}
    </article>
  );
}

interface DecideProps extends Props {
  onAsk: (what: Answer | "hand over") => void;
}

/** A confirmation counts at once; what needs a reason or a password asks first, and so does every no to another. */
function Decide({ approval, onAsk, onDecided }: DecideProps) {
  const { api } = useSignedIn();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const asks: Record<Answer, boolean> = {
    yes: approval.step_up || approval.reason_for.includes("yes"),
    no: approval.kind === "approve",
  };

  const press = async (answer: Answer) => {
    if (asks[answer]) {
      onAsk(answer);
      return;
    }
    setBusy(true);
    setError(null);
    try {
      await api.decide(approval.id, { approve: answer === "yes" });
      onDecided();
    } catch (problem) {
      setError(sentenceOf(problem));
      setBusy(false);
    }
  };
  return (
    <div className={styles.decide}>
      <Button look="primary" disabled={isBusy} onClick={() => void press("yes")}>
        {approval.words[0]}
      </Button>
      <Button disabled={isBusy} onClick={() => void press("no")}>
        {approval.words[1]}
      </Button>
      {approval.kind === "approve" && (
        <Button look="quiet" disabled={isBusy} onClick={() => onAsk("hand over")}>
          Hand over
        </Button>
      )}
      {error && <p role="alert">{error}</p>}
    </div>
  );
}
