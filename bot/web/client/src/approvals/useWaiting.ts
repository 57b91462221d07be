import { useCallback, useEffect, useState } from "react";
import type { Api } from "@/api/client";

/** ms between two looks at what waits: a decision made elsewhere tells nobody who has only been asked. */
const EVERY = 30_000;

/** How many questions wait for this person; looked at anew whenever there is news. */
export function useWaiting(api: Api, news: number) {
  const [count, setCount] = useState(0);
  const refresh = useCallback(() => {
    api.approvals("waiting").then(
      ({ waiting }) => setCount(waiting),
      () => undefined,
    );
  }, [api]);

  useEffect(() => {
    refresh();
    const timer = setInterval(() => !document.hidden && refresh(), EVERY);
    return () => clearInterval(timer);
  }, [refresh, news]);

  return { count, refresh };
}
