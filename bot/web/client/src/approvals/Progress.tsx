import { Check, Clock, Minus, X } from "lucide-react";
import type { Approval, Seat, Vote } from "@/api/approvals";
import { timeOf } from "@/ui/format";
import styles from "./Progress.module.css";

const STATES: Record<Seat["state"], [string, typeof Check]> = {
  yes: ["said yes", Check],
  no: ["said no", X],
  due: ["is asked now", Clock],
  waiting: ["is asked later", Minus],
  "not needed": ["was not needed", Minus],
};

/** Who has spoken, who is asked now and who comes later; then every word with its reason. */
export function Progress({ approval: { groups, votes } }: { approval: Approval }) {
  return (
    <div className={styles.progress}>
      <ol>
        {groups.map((group, n) => (
          <li key={n}>
            <p>
              {group.name || (groups.length > 1 ? `Group ${n + 1}` : "Decided by")}
              {group.people.length > 1 && `: ${group.needed} of ${group.people.length}`}
            </p>
            <ul>
              {group.people.map(({ name, state }) => {
                const [meaning, Icon] = STATES[state];
                return (
                  <li key={name} data-state={state}>
                    <Icon size={14} aria-hidden />
                    {name} <span>{meaning}</span>
                  </li>
                );
              })}
            </ul>
          </li>
        ))}
      </ol>
      {votes.length > 0 && (
        <ul className={styles.votes} aria-label="What was said">
          {votes.map((vote) => (
            <li key={vote.by}>{told(vote)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function told({ by, in_place_of, answer, reason, at }: Vote): string {
  const who = in_place_of ? `${by} for ${in_place_of}` : by;
  return `${who}: ${answer}${reason ? `, “${reason}”` : ""} (${timeOf(at)})`;
}
