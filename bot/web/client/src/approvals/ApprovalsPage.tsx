import { useCallback, useEffect, useState } from "react";
import type { Approval, Shelf } from "@/api/approvals";
import { sentenceOf } from "@/api/problem";
import { useSignedIn } from "@/session/session";
import { Button } from "@/ui/Button";
import { Notice } from "@/ui/Notice";
import { ApprovalCard } from "./ApprovalCard";
import { StandIn } from "./StandIn";
import { useShelf } from "./useShelf";
import styles from "./ApprovalsPage.module.css";

const SHELVES: Record<Shelf, [string, string]> = {
  waiting: ["Waiting for you", "Nothing waits for your decision."],
  asked: ["Asked by you", "You are not waiting for anybody's decision."],
  decided: ["Decided", "No decision that concerned you is kept yet."],
};

interface Props {
  /** The question that a link named: it stands on top, with its dialog open. */
  wanted: string | null;
  onDecided: () => void;
}

/** Every question that concerns this person: what waits, what was asked, what is over. */
export function ApprovalsPage({ wanted, onDecided }: Props) {
  const [shelf, setShelf] = useState<Shelf>("waiting");
  return (
    <main className={styles.page} aria-label="Approvals">
      <div className={styles.column}>
        <header className={styles.head}>
          <h2>Approvals</h2>
          <nav aria-label="Which approvals">
            {(Object.keys(SHELVES) as Shelf[]).map((name) => (
              <Button
                key={name}
                size="small"
                look={name === shelf ? "primary" : "default"}
                aria-current={name === shelf ? "page" : undefined}
                onClick={() => setShelf(name)}
              >
                {SHELVES[name][0]}
              </Button>
            ))}
          </nav>
        </header>
        {wanted && <Wanted id={wanted} onDecided={onDecided} />}
        {shelf === "waiting" && <StandIn />}
        <List key={shelf} shelf={shelf} except={wanted} onDecided={onDecided} />
      </div>
    </main>
  );
}

/** One question as it stands now, whoever has decided it meanwhile. */
function Wanted({ id, onDecided }: { id: string; onDecided: () => void }) {
  const { api } = useSignedIn();
  const [approval, setApproval] = useState<Approval | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const look = useCallback(
    () => api.approval(id).then(setApproval, (problem: unknown) => setTrouble(sentenceOf(problem))),
    [api, id],
  );
  useEffect(() => void look(), [look]);

  if (trouble) return <Notice tone="danger">{trouble}</Notice>;
  if (!approval) return <p role="status">Loading …</p>;
  const decided = () => {
    onDecided();
    void look();
  };
  return <ApprovalCard approval={approval} opens={approval.mine && approval.step_up} onDecided={decided} />;
}

function List({ shelf, except, onDecided }: { shelf: Shelf; except: string | null; onDecided: () => void }) {
  const { api } = useSignedIn();
  const { groups: all, isLoading, trouble, hasMore, refresh, more } = useShelf(api, shelf);
  const groups = all.map((group) => group.filter(({ id }) => id !== except)).filter((group) => group.length);
  const decided = () => {
    onDecided();
    void refresh();
  };

  if (trouble)
    return (
      <Notice tone="danger">
        {trouble}{" "}
        <Button size="small" onClick={() => void refresh()}>
          Try again
        </Button>
      </Notice>
    );
  if (isLoading) return <p role="status">Loading …</p>;
  if (!groups.length && !hasMore && all.length) return null;
  if (!groups.length && !hasMore) return <p className={styles.empty}>{SHELVES[shelf][1]}</p>;
  return (
    <>
      {groups.map((group) => (
        <section key={group[0]?.id} className={styles.group} data-several={group.length > 1 || undefined}>
          {group.length > 1 && (
            <h3>
              {group.length} asked together by {group[0]?.asked_by}, decided one by one
            </h3>
          )}
          {group.map((approval) => (
            <ApprovalCard key={approval.id} approval={approval} onDecided={decided} />
          ))}
        </section>
      ))}
      {hasMore && (
        <Button look="quiet" size="small" onClick={() => void more()}>
          Show older
        </Button>
      )}
    </>
  );
}
