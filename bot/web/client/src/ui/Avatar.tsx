import { initials } from "@/session/people";
import styles from "./Avatar.module.css";

export function Avatar({ name }: { name: string }) {
  return (
    <span className={styles.avatar} aria-hidden>
      {initials(name)}
    </span>
  );
}
