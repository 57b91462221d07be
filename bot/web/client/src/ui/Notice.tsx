import { CircleAlert, Info } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./Notice.module.css";

/** A sentence that has to be seen; announced when it appears. */
export function Notice({ tone, children }: { tone: "plain" | "danger"; children: ReactNode }) {
  const Icon = tone === "danger" ? CircleAlert : Info;
  return (
    <div className={styles.notice} data-tone={tone} role={tone === "danger" ? "alert" : "status"}>
      <Icon size={18} aria-hidden />
      <div>{children}</div>
    </div>
  );
}
