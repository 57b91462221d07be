import { useCallback, useEffect, useEffectEvent, useState } from "react";
import type { Api, ConversationPage } from "@/api/client";

/** ms between two attempts at a list that could not be had. */
const RETRY = 10_000;

/** The person's conversations, newest first; kept up to date by `/me/events`. `openId` is the one being looked at. */
export function useConversations(api: Api, openId: string) {
  const [page, setPage] = useState<ConversationPage | null>(null);
  const [failed, setFailed] = useState(false);

  const refresh = useCallback(async () => {
    try {
      setPage(await api.conversations());
      setFailed(false);
    } catch {
      setFailed(true);
    }
  }, [api]);

  useRetry(failed, refresh);

  const more = async () => {
    if (!page?.next) return;
    const { items, next } = await api.conversations(page.next);
    const known = new Set(page.items.map((item) => item.id));
    setPage({ items: [...page.items, ...items.filter((item) => !known.has(item.id))], next });
  };

  /** What is on the screen has been read. */
  const opened = useCallback(
    async (id: string) => {
      await api.read(id).catch(() => undefined);
      await refresh();
    },
    [api, refresh],
  );

  const arrived = useEffectEvent((id: string) => (id === openId && !document.hidden ? opened(id) : refresh()));

  useEffect(
    () =>
      api.followMe({
        onConnected: (connected) => connected && void refresh(),
        onEvent: (event) => {
          if (event.type === "CUSTOM" && event.name === "unread") void arrived(event.value.conversation_id);
        },
      }),
    [api, refresh],
  );

  const unread = page?.items.reduce((sum, item) => sum + item.unread, 0) ?? 0;
  useEffect(() => {
    document.title = unread ? `(${unread}) Peopledesk` : "Peopledesk";
  }, [unread]);

  return {
    inbox: page?.items.find((item) => item.kind === "inbox"),
    chats: page?.items.filter((item) => item.kind === "chat") ?? [],
    isLoading: page === null && !failed,
    failed,
    hasMore: Boolean(page?.next),
    unread,
    refresh,
    more,
    opened: (id: string) => void opened(id),
  };
}

/** Tries again for as long as it failed, and at once when the network is back. */
function useRetry(failed: boolean, refresh: () => Promise<void>) {
  useEffect(() => {
    if (!failed) return;
    const again = () => void refresh();
    const timer = setInterval(again, RETRY);
    window.addEventListener("online", again);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", again);
    };
  }, [failed, refresh]);
}

export type Conversations = ReturnType<typeof useConversations>;
