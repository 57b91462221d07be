import { useEffect, useState } from "react";
import { byWeight } from "@/session/people";
import { useSignedIn } from "@/session/session";
import { Chips } from "@/ui/Chips";
import { useOpenThread } from "./context";
import styles from "./Welcome.module.css";

const SHOWN = 8;

export function Welcome({ isInbox }: { isInbox: boolean }) {
  const { api, person } = useSignedIn();
  const { say } = useOpenThread();
  const [suggestions, setSuggestions] = useState<string[]>([]);

  useEffect(() => {
    // Suggestions are a courtesy: without them the page works as well.
    Promise.all(byWeight(person.roles).map(api.suggestions)).then(
      (lists) => setSuggestions(inTurns(lists).slice(0, SHOWN)),
      () => setSuggestions([]),
    );
  }, [api, person]);

  if (isInbox)
    return (
      <div className={styles.welcome}>
        <h2>Nothing waits for you</h2>
        <p>Requests that need your decision, and answers that come later, arrive here.</p>
      </div>
    );
  return (
    <div className={styles.welcome}>
      <h2>Hello {person.name.split(" ")[0]}, what can I do for you?</h2>
      <p>Ask in your own words. What you ask here is private to you.</p>
      <Chips sentences={suggestions} onPick={(sentence) => void say(sentence)} />
    </div>
  );
}

/** One of each list, then the next of each; nothing twice. */
export function inTurns(lists: readonly (readonly string[])[]): string[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const rounds = Array.from({ length: longest }, (_, n) => lists.flatMap((list) => list[n] ?? []));
  return [...new Set(rounds.flat())];
}
