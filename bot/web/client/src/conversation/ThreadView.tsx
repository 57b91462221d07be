import { AssistantRuntimeProvider, ComposerPrimitive, ThreadPrimitive } from "@assistant-ui/react";
import { ArrowDown, Upload } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { StreamedEvent } from "@/api/messages";
import { spoken } from "@/message/text";
import { useSignedIn } from "@/session/session";
import { Button } from "@/ui/Button";
import { Notice } from "@/ui/Notice";
import { Composer } from "./Composer";
import { ThreadContext } from "./context";
import { EntryView } from "./EntryView";
import { isTyping } from "./focus";
import { type Following, following } from "./follow";
import { useChatRuntime } from "./runtime";
import { type ThreadHandle, useThread } from "./useThread";
import { Welcome } from "./Welcome";
import { Working } from "./Working";
import styles from "./ThreadView.module.css";

/** `following` does it: assistant-ui would always go to the very end. */
const OWN_SCROLLING = {
  autoScroll: false,
  scrollToBottomOnInitialize: false,
  scrollToBottomOnRunStart: false,
  scrollToBottomOnThreadSwitch: false,
};

interface Props {
  id: string;
  isNew: boolean;
  isInbox: boolean;
  onOpened: () => void;
}

export function ThreadView({ id, isNew, isInbox, onOpened }: Props) {
  const { api } = useSignedIn();
  const [announcement, setAnnouncement] = useState("");
  const [newForm, setNewForm] = useState<string | null>(null);
  const onEvent = (event: StreamedEvent) => {
    setAnnouncement((before) => spoken(event) ?? before);
    if (isNewForm(event) && !isTyping()) setNewForm(event.value.id);
  };
  const handle = useThread(api, id, { isNew, onEvent, onOpened });
  const runtime = useChatRuntime(api, handle);
  const { thread, say, send, choose, fill } = handle;
  const open = useMemo(
    () => ({ thread, say, send, choose, fill, newForm }),
    [thread, say, send, choose, fill, newForm],
  );

  const scrolling = useRef<Following>(null);
  const viewport = useCallback((element: HTMLDivElement) => {
    scrolling.current = following(element);
    return () => scrolling.current?.stop();
  }, []);
  const justSaid = thread.entries.findLast((entry) => entry.kind === "outgoing")?.id;
  useEffect(() => {
    if (justSaid) scrolling.current?.follow();
  }, [justSaid]);

  return (
    <AssistantRuntimeProvider runtime={runtime}>
      <ThreadContext value={open}>
        <ComposerPrimitive.AttachmentDropzone className={styles.drop}>
          <main className={styles.thread} aria-label={isInbox ? "Inbox" : "Conversation"}>
            <ThreadPrimitive.Viewport ref={viewport} className={styles.viewport} {...OWN_SCROLLING}>
              <div className={styles.lines}>
                <Lines handle={handle} isInbox={isInbox} />
              </div>
              <ThreadPrimitive.ViewportFooter className={styles.footer}>
                <ThreadPrimitive.ScrollToBottom className={styles.down} aria-label="To the newest message">
                  <ArrowDown size={16} aria-hidden />
                </ThreadPrimitive.ScrollToBottom>
                <div className={styles.lost}>
                  {!handle.connected && <Notice tone="plain">The connection was lost. Trying again …</Notice>}
                </div>
                {handle.phase.name !== "failed" && <Composer />}
              </ThreadPrimitive.ViewportFooter>
            </ThreadPrimitive.Viewport>
          </main>
          <div className={styles.overlay} aria-hidden>
            <Upload size={28} />
            Drop files to add them to your message
          </div>
        </ComposerPrimitive.AttachmentDropzone>
        <div className="hidden" role="log" aria-live="polite" aria-label="News">
          {announcement}
        </div>
      </ThreadContext>
    </AssistantRuntimeProvider>
  );
}

/** What stands in the thread: its messages, or why there are none. */
function Lines({ handle, isInbox }: { handle: ThreadHandle; isInbox: boolean }) {
  const { thread, phase, reload } = handle;
  if (phase.name === "failed")
    return (
      <Notice tone="danger">
        {phase.sentence}{" "}
        <Button size="small" onClick={reload}>
          Try again
        </Button>
      </Notice>
    );
  if (phase.name === "loading") return <div className={styles.loading} role="status" aria-label="Loading" />;
  if (!thread.entries.length) return <Welcome isInbox={isInbox} />;
  return (
    <>
      <ThreadPrimitive.Messages>{() => <EntryView />}</ThreadPrimitive.Messages>
      <Working runs={thread.runs} entries={thread.entries} />
      {thread.failure && <Notice tone="danger">{thread.failure}</Notice>}
    </>
  );
}

function isNewForm(event: StreamedEvent): event is Extract<StreamedEvent, { name: "message" }> {
  return event.type === "CUSTOM" && event.name === "message" && Boolean(event.value.card?.form);
}
