import { Progress } from "radix-ui";
import styles from "./ProgressBar.module.css";

interface Props {
  label: string;
  /** 0..100 */
  percent: number;
  tone?: "running" | "completed" | "failed" | "waiting";
}

export function ProgressBar({ label, percent, tone = "running" }: Props) {
  const whole = Math.round(percent);
  return (
    <Progress.Root className={styles.bar} value={whole} aria-label={label} data-tone={tone}>
      <Progress.Indicator style={{ width: `${whole}%` }} />
    </Progress.Root>
  );
}
