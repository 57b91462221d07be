import { useState } from "react";
import type { Shelf } from "@/api/approvals";
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

/** Every question that concerns this person: what waits, what was asked, what is over. */
export function ApprovalsPage({ onDecided }: { onDecided: () => void }) {
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
        {shelf === "waiting" && <StandIn />}
        <List key={shelf} shelf={shelf} onDecided={onDecided} />
      </div>
    </main>
  );
}

function List({ shelf, onDecided }: { shelf: Shelf; onDecided: () => void }) {
  const { api } = useSignedIn();
  const { groups, isLoading, trouble, hasMore, refresh, more } = useShelf(api, shelf);
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
