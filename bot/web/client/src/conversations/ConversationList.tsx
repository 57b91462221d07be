import { Inbox, ListChecks, SquarePen } from "lucide-react";
import type { ReactNode } from "react";
import type { ConversationSummary } from "@/api/messages";
import { Button } from "@/ui/Button";
import { Mark } from "@/ui/Mark";
import type { Conversations } from "./useConversations";
import styles from "./ConversationList.module.css";

interface Props {
  list: Conversations;
  openId: string;
  /** The open conversation has not begun yet. */
  isNew: boolean;
  /** Questions that wait for this person's decision. */
  waiting: number;
  isApprovals: boolean;
  onApprovals: () => void;
  onOpen: (id: string) => void;
  onNew: () => void;
}

export function ConversationList({ list, openId, isNew, waiting, isApprovals, onApprovals, onOpen, onNew }: Props) {
  const row = (summary: ConversationSummary, icon?: ReactNode) => (
    <Row key={summary.id} summary={summary} icon={icon} isOpen={summary.id === openId && !isApprovals} onOpen={onOpen} />
  );
  return (
    <div className={styles.list}>
      <div className={styles.brand}>
        <Mark size={26} />
        Peopledesk
      </div>
      <Button className={styles.new} onClick={onNew} aria-current={isNew && !list.chats.some((c) => c.id === openId) ? "page" : undefined}>
        <SquarePen size={16} aria-hidden />
        New chat
      </Button>
      <nav aria-label="Conversations">
        <ul>
          {list.inbox && row(list.inbox, <Inbox size={16} aria-hidden />)}
          <li>
            <button
              type="button"
              className={styles.row}
              aria-current={isApprovals ? "page" : undefined}
              data-unread={waiting > 0 || undefined}
              onClick={onApprovals}
            >
              <ListChecks size={16} aria-hidden />
              <span>Approvals</span>
              {waiting > 0 && (
                <span className={styles.badge}>
                  {waiting}
                  <span className="hidden"> waiting for you</span>
                </span>
              )}
            </button>
          </li>
        </ul>
        <h2>Conversations</h2>
        <ul>{list.chats.map((summary) => row(summary))}</ul>
        <Rest list={list} />
      </nav>
    </div>
  );
}

/** What is said below the list: that there is none yet, that it cannot be had, or that there is more. */
function Rest({ list }: Pick<Props, "list">) {
  if (list.isLoading) return <p className={styles.note}>Loading …</p>;
  if (list.failed)
    return (
      <p className={styles.note}>
        The list cannot be loaded right now.{" "}
        <Button look="quiet" size="small" onClick={() => void list.refresh()}>
          Try again
        </Button>
      </p>
    );
  if (list.hasMore)
    return (
      <Button look="quiet" size="small" onClick={() => void list.more()}>
        Show older
      </Button>
    );
  return list.chats.length ? null : <p className={styles.note}>What you ask will be kept here.</p>;
}

interface RowProps {
  summary: ConversationSummary;
  icon: ReactNode;
  isOpen: boolean;
  onOpen: (id: string) => void;
}

function Row({ summary, icon, isOpen, onOpen }: RowProps) {
  const title = summary.kind === "inbox" ? "Inbox" : summary.title || "New conversation";
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        aria-current={isOpen ? "page" : undefined}
        data-unread={summary.unread > 0 || undefined}
        title={title}
        onClick={() => onOpen(summary.id)}
      >
        {icon}
        <span>{title}</span>
        {summary.unread > 0 && (
          <span className={styles.badge}>
            {summary.unread}
            <span className="hidden"> unread</span>
          </span>
        )}
      </button>
    </li>
  );
}
