import { CircleCheck, CircleX, Clock, LoaderCircle } from "lucide-react";
import type { Progress } from "@/api/messages";
import { ProgressBar } from "@/ui/ProgressBar";
import styles from "./ProgressView.module.css";

const STATES = {
  waiting: ["Waiting", Clock],
  running: ["Running", LoaderCircle],
  completed: ["Done", CircleCheck],
  failed: ["Failed", CircleX],
} as const;

export function ProgressView({ progress }: { progress: Progress }) {
  const [word, Icon] = STATES[progress.state];
  return (
    <div className={styles.progress} data-state={progress.state}>
      <p>
        <Icon size={16} aria-hidden />
        <span className="hidden">{word}:</span>
        <span className={styles.step}>{progress.step}</span>
        <span className={styles.percent}>{progress.percent} %</span>
      </p>
      <ProgressBar label={progress.step} percent={progress.percent} tone={progress.state} />
    </div>
  );
}
