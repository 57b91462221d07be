import { Check, Copy, ThumbsDown, ThumbsUp } from "lucide-react";
import { useState } from "react";
import type { Message } from "@/api/messages";
import { sentenceOf } from "@/api/problem";
import { useSignedIn } from "@/session/session";
import { IconButton } from "@/ui/Button";
import { timeOf } from "@/ui/format";
import { ReasonDialog } from "@/ui/ReasonDialog";
import { useToast } from "@/ui/Toast";
import { messageText } from "./text";
import styles from "./MessageActions.module.css";

export function MessageActions({ message }: { message: Message }) {
  const { rating, isAsking, rate, ask } = useRating(message.id);
  return (
    <div className={styles.actions}>
      <CopyButton message={message} />
      <IconButton label="Good answer" aria-pressed={rating === "up"} onClick={() => void rate("up")}>
        <ThumbsUp size={15} aria-hidden />
      </IconButton>
      <IconButton label="Bad answer" aria-pressed={rating === "down"} onClick={() => ask(true)}>
        <ThumbsDown size={15} aria-hidden />
      </IconButton>
      <time dateTime={message.at}>{timeOf(message.at)}</time>
      {isAsking && (
        <ReasonDialog
          title="What was wrong with this answer?"
          description="It is kept with the question and the answer, to make the next ones better."
          send="Send feedback"
          isOptional
          onClose={() => ask(false)}
          onSend={(reason) => void rate("down", reason)}
        />
      )}
    </div>
  );
}

function useRating(messageId: string) {
  const { api } = useSignedIn();
  const toast = useToast();
  const [rating, setRating] = useState<"up" | "down" | null>(null);
  const [isAsking, ask] = useState(false);
  const rate = async (next: "up" | "down", reason?: string) => {
    ask(false);
    setRating(next);
    try {
      await api.rate({ message_id: messageId, rating: next, ...(reason ? { reason } : {}) });
      toast("Thank you for the feedback.");
    } catch (error) {
      setRating(null);
      toast(sentenceOf(error));
    }
  };
  return { rating, isAsking, rate, ask };
}

function CopyButton({ message }: { message: Message }) {
  const [isCopied, setIsCopied] = useState(false);
  const toast = useToast();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(messageText(message));
      setIsCopied(true);
      setTimeout(() => setIsCopied(false), 2000);
    } catch {
      toast("The browser does not let this page copy.");
    }
  };
  return (
    <IconButton label={isCopied ? "Copied" : "Copy"} onClick={() => void copy()}>
      {isCopied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
    </IconButton>
  );
}
