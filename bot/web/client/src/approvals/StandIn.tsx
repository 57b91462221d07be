import { useEffect, useState } from "react";
import type { Standing } from "@/api/approvals";
import { sentenceOf } from "@/api/problem";
import { useSignedIn } from "@/session/session";
import { Button } from "@/ui/Button";
import { dateOf } from "@/ui/format";
import { ColleagueDialog } from "./ColleagueDialog";
import styles from "./ApprovalsPage.module.css";

/** Who decides for this person, and for whom they decide. */
export function StandIn() {
  const { api, person } = useSignedIn();
  const [standing, setStanding] = useState<Standing | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    api.standing().then(setStanding, () => undefined);
  }, [api]);
  if (!standing || person.roles.every((role) => role === "candidate")) return null;

  const end = () => api.endStandIn().then(setStanding, (problem: unknown) => setError(sentenceOf(problem)));
  const others = standing.for_others.join(", ");
  return (
    <div className={styles.standing}>
      <p>
        {standing.stand_in
          ? `${standing.stand_in} decides for you until ${dateOf(standing.until ?? "")}.`
          : "Only you decide what waits for you."}
        {others && ` You decide for ${others}.`}
      </p>
      {standing.stand_in ? (
        <Button size="small" onClick={() => void end()}>
          Decide myself again
        </Button>
      ) : (
        <Button size="small" onClick={() => setAsking(true)}>
          Let somebody stand in
        </Button>
      )}
      {error && <p role="alert">{error}</p>}
      {isAsking && (
        <ColleagueDialog
          title="Let somebody stand in"
          description="They see and decide what waits for you. You still can, too."
          send="Let them decide"
          asksDay
          onClose={() => setAsking(false)}
          onSend={async (colleague, until) => {
            setStanding(await api.standIn(colleague, until));
            setAsking(false);
          }}
        />
      )}
    </div>
  );
}
