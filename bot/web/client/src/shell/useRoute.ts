import { useCallback, useEffect, useState } from "react";
import { newId } from "@/api/id";

interface Route {
  /** The conversation named in the address; null for a new one. */
  named: string | null;
  /** Id that a new conversation will have. */
  fresh: string;
}

const APPROVALS = "#/approvals";

/** What the address says of the page of approvals: null elsewhere; `wanted` is the question a link named, if any. */
function approvalsInAddress(): { wanted: string | null } | null {
  const match = /^#\/approvals(?:\/(.+))?$/.exec(location.hash);
  return match && { wanted: match[1] ? decodeURIComponent(match[1]) : null };
}

function namedInAddress(): string | null {
  const match = /^#\/c\/(.+)$/.exec(location.hash);
  return match?.[1] ? decodeURIComponent(match[1]) : null;
}

const addressOf = (id: string) => `#/c/${encodeURIComponent(id)}`;

/** Which conversation is open. It stands in the address, so reloading, going back and bookmarks work. */
export function useRoute() {
  const [{ named, fresh }, setRoute] = useState<Route>(() => ({ named: namedInAddress(), fresh: newId() }));
  const [approvals, setApprovals] = useState(approvalsInAddress);

  useEffect(() => {
    const moved = () => {
      setApprovals(approvalsInAddress());
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
  return { id, isNew: id === fresh, approvals, settle };
}

export function openConversation(id: string): void {
  location.hash = addressOf(id);
}

export function openNew(): void {
  location.hash = "";
}

/** The page of approvals; with an id, there the dialog that says yes to that question. */
export function openApprovals(id?: string): void {
  location.hash = id ? `${APPROVALS}/${encodeURIComponent(id)}` : APPROVALS;
}
