import { useState } from "react";
import type { Button } from "@/api/messages";
import { sentenceOf } from "@/api/problem";
import { useOpenThread } from "@/conversation/context";

/** What a press sends back: a button, or a chip. */
type Choosable = Pick<Button, "action" | "ref">;

/** A choice from click to effect: busy while it is sent, and while the turn it began is being worked on. */
export function useChoice(messageId: string) {
  const { thread, choose } = useOpenThread();
  const [chosen, setChosen] = useState<Choosable | null>(null);
  const [turnId, setTurnId] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const isBusy = chosen !== null && (turnId === null || turnId in thread.runs);

  const start = async (button: Choosable, reason?: string) => {
    setChosen(button);
    setTurnId(null);
    setError(null);
    try {
      setTurnId(await choose(messageId, button, reason));
    } catch (problem) {
      setChosen(null);
      setError(sentenceOf(problem));
    }
  };
  return { chosen, isBusy, error, choose: start };
}
