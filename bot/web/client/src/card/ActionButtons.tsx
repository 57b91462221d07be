import { useRef, useState } from "react";
import type { Button as ButtonSpec } from "@/api/messages";
import { openApprovals } from "@/shell/useRoute";
import { Button } from "@/ui/Button";
import { ReasonDialog } from "@/ui/ReasonDialog";
import styles from "./ActionButtons.module.css";
import { useChoice } from "./choice";

interface Props {
  buttons: readonly ButtonSpec[];
  messageId: string;
  /** What the buttons are about, for the dialog that asks for a reason. */
  subject: string | null;
}

export function ActionButtons(props: Props) {
  return props.buttons.length ? <Pressable {...props} /> : null;
}

function Pressable({ buttons, messageId, subject }: Props) {
  const { chosen, isBusy, error, choose } = useChoice(messageId);
  const [asking, setAsking] = useState<ButtonSpec | null>(null);
  const group = useRef<HTMLDivElement>(null);

  const send = (button: ButtonSpec, reason?: string) => {
    setAsking(null);
    // The buttons go away once the decision is made: keep the focus in the card.
    group.current?.closest<HTMLElement>("[data-card]")?.focus();
    void choose(button, reason);
  };
  return (
    <div ref={group} className={styles.buttons}>
      {buttons.map((button, n) => (
        <Button
          key={n}
          look={button.style}
          disabled={isBusy}
          aria-busy={isBusy && chosen === button}
          onClick={() => {
            if (button.signs_in) openApprovals(button.ref);
            else if (button.asks_reason) setAsking(button);
            else send(button);
          }}
        >
          {button.label}
        </Button>
      ))}
      {error && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      {asking && (
        <ReasonDialog
          title={asking.label}
          send={asking.label}
          look={asking.style === "danger" ? "danger" : "primary"}
          onClose={() => setAsking(null)}
          onSend={(reason) => send(asking, reason)}
          {...(subject ? { description: subject } : {})}
          {...(asking.reason ? { given: asking.reason } : {})}
        />
      )}
    </div>
  );
}
