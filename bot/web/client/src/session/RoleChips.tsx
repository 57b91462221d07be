import type { Role } from "@/api/messages";
import { PURPOSES, ROLE_NAMES } from "./people";
import styles from "./RoleChips.module.css";

export function RoleChips({ roles }: { roles: readonly Role[] }) {
  const ordered = PURPOSES.map(([role]) => role).filter((role) => roles.includes(role));
  return (
    <span className={styles.chips}>
      {ordered.map((role) => (
        <span key={role} className={styles.chip}>
          {ROLE_NAMES[role]}
        </span>
      ))}
    </span>
  );
}
