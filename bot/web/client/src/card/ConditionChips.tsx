import { Plus, X } from "lucide-react";
import type { Chip } from "@/api/messages";
import { useChoice } from "./choice";
import styles from "./ConditionChips.module.css";

/** What was understood, each part taken out by a press, and below it what the answer can be narrowed by. */
export function ConditionChips({ chips, messageId }: { chips: readonly Chip[]; messageId: string }) {
  const { isBusy, error, choose } = useChoice(messageId);
  const rows = new Map<string | null, Chip[]>();
  for (const chip of chips) rows.set(chip.narrows, [...(rows.get(chip.narrows) ?? []), chip]);

  return (
    <div className={styles.rows}>
      {[...rows].map(([narrows, row]) => (
        <div key={narrows ?? ""} className={styles.row}>
          {narrows && <span className={styles.kind}>{narrows}</span>}
          <ul aria-label={narrows ?? "What I understood"}>
            {row.map((chip) => (
              <li key={chip.ref}>
                <button
                  type="button"
                  data-adds={narrows !== null || undefined}
                  disabled={isBusy}
                  aria-label={narrows === null ? `Remove: ${chip.label}` : `${narrows}: ${chip.label}`}
                  onClick={() => void choose(chip)}
                >
                  {narrows !== null && <Plus size={13} aria-hidden />}
                  {chip.label}
                  {narrows === null && <X size={13} aria-hidden />}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {error && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
