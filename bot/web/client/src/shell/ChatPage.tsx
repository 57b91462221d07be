import { useState } from "react";
import { ApprovalsPage } from "@/approvals/ApprovalsPage";
import { useWaiting } from "@/approvals/useWaiting";
import { ConversationList } from "@/conversations/ConversationList";
import { useConversations } from "@/conversations/useConversations";
import { ThreadView } from "@/conversation/ThreadView";
import { useSignedIn } from "@/session/session";
import { focusComposer } from "@/conversation/focus";
import { Header } from "./Header";
import { Sidebar } from "./Sidebar";
import { useLinkedFile } from "./useLinkedFile";
import { openApprovals, openConversation, openNew, useRoute } from "./useRoute";
import styles from "./ChatPage.module.css";

export function ChatPage() {
  const { api } = useSignedIn();
  const { id, isNew, approvals, settle } = useRoute();
  const [drawer, setDrawer] = useState(false);
  useLinkedFile();
  const list = useConversations(api, id);
  const waiting = useWaiting(api, list.unread);

  const leave = (go: () => void) => {
    setDrawer(false);
    go();
  };
  const opened = () => {
    if (isNew) settle(id);
    list.opened(id);
  };

  return (
    <div className={styles.page}>
      {!approvals && (
        <a className={styles.skip} href="#message" onClick={focusComposer}>
          Skip to the message box
        </a>
      )}
      <Sidebar open={drawer} onOpenChange={setDrawer}>
        <ConversationList
          list={list}
          openId={id}
          isNew={isNew && !approvals}
          waiting={waiting.count}
          isApprovals={approvals !== null}
          onApprovals={() => leave(openApprovals)}
          onOpen={(other) => leave(() => openConversation(other))}
          onNew={() => leave(openNew)}
        />
      </Sidebar>
      <div className={styles.main}>
        <Header unread={list.unread} onMenu={() => setDrawer(true)} />
        {approvals ? (
          <ApprovalsPage key={approvals.wanted} wanted={approvals.wanted} onDecided={waiting.refresh} />
        ) : (
          <ThreadView key={id} id={id} isNew={isNew} isInbox={id === list.inbox?.id} onOpened={opened} />
        )}
      </div>
    </div>
  );
}
