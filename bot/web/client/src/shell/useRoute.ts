import { useCallback, useEffect, useState } from "react";
import { newId } from "@/api/id";

interface Route {
  /** The conversation named in the address; null for a new one. */
  named: string | null;
  /** Id that a new conversation will have. */
  fresh: string;
}

const APPROVALS = "#/approvals";

function namedInAddress(): string | null {
  const match = /^#\/c\/(.+)$/.exec(location.hash);
  return match?.[1] ? decodeURIComponent(match[1]) : null;
}

const addressOf = (id: string) => `#/c/${encodeURIComponent(id)}`;

/** Which conversation is open. It stands in the address, so reloading, going back and bookmarks work. */
export function useRoute() {
  const [{ named, fresh }, setRoute] = useState<Route>(() => ({ named: namedInAddress(), fresh: newId() }));
  const [isApprovals, setApprovals] = useState(() => location.hash === APPROVALS);

  useEffect(() => {
    const moved = () => {
      setApprovals(location.hash === APPROVALS);
      setRoute((route) => {
        const next = namedInAddress();
        return { named: next, fresh: next === route.fresh ? next : newId() };
      });
    };
    window.addEventListener("hashchange", moved);
    return () => window.removeEventListener("hashchange", moved);
  }, []);

  /** Name the open conversation in the address, once the server knows it. Opens nothing. */
  const settle = useCallback((id: string) => {
    history.replaceState(null, "", addressOf(id));
    setRoute((route) => ({ ...route, named: id }));
  }, []);

  const id = named ?? fresh;
  return { id, isNew: id === fresh, isApprovals, settle };
}

export function openConversation(id: string): void {
  location.hash = addressOf(id);
}

export function openNew(): void {
  location.hash = "";
}

export function openApprovals(): void {
  location.hash = APPROVALS;
}
