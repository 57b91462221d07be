import type { Entry } from "./state";
import styles from "./Working.module.css";

/** That an answer is being made, and what is being done for it. Nothing while the answer itself shows that. */
export function Working({ runs, entries }: { runs: Readonly<Record<string, string>>; entries: readonly Entry[] }) {
  const texts = Object.values(runs);
  if (!texts.length || isGrowing(entries.at(-1))) return null;
  return (
    <div className={styles.working}>
      <span className={styles.dots} aria-hidden>
        <i />
        <i />
        <i />
      </span>
      {texts.findLast(Boolean) ?? "Working on it …"}
    </div>
  );
}

function isGrowing(entry: Entry | undefined): boolean {
  if (entry?.kind !== "message") return entry?.kind === "streaming";
  const state = entry.message.card?.progress?.state;
  return state === "waiting" || state === "running";
}
