import type { Fact } from "@/api/messages";
import styles from "./Facts.module.css";

/** Characters beyond which a value has a line of its own. */
const LONG = 40;

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map((fact, n) => (
        <div key={n} data-long={fact.value.length > LONG || undefined}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
