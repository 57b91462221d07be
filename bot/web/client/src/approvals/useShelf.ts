import { useCallback, useEffect, useState } from "react";
import type { Approval, Approvals, Shelf } from "@/api/approvals";
import type { Api } from "@/api/client";
import { sentenceOf } from "@/api/problem";

/** ms between two looks at what others may have decided meanwhile. */
const EVERY = 15_000;

/** One list of questions, page by page. */
export function useShelf(api: Api, shelf: Shelf) {
  const [page, setPage] = useState<Approvals | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);

  const refresh = useCallback(async () => {
    try {
      setPage(await api.approvals(shelf));
      setTrouble(null);
    } catch (error) {
      setTrouble(sentenceOf(error));
    }
  }, [api, shelf]);

  useEffect(() => {
    const look = () => void (document.hidden || refresh());
    look();
    const timer = setInterval(look, EVERY);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [refresh]);

  const more = async () => {
    if (page?.next == null) return;
    const following = await api.approvals(shelf, page.next);
    setPage({ ...following, items: [...page.items, ...following.items] });
  };

  return { groups: grouped(page?.items ?? []), isLoading: page === null && !trouble, trouble, hasMore: page?.next != null, refresh, more };
}

/** What was asked at once stands together, in the order of its first. */
function grouped(items: readonly Approval[]): Approval[][] {
  const groups = new Map<string, Approval[]>();
  for (const item of items) groups.set(item.together, [...(groups.get(item.together) ?? []), item]);
  return [...groups.values()];
}
