import type { Message } from "@/api/messages";
import { CardView } from "@/card/CardView";
import { useOpenThread } from "@/conversation/context";
import { Chips } from "@/ui/Chips";
import { Markdown } from "@/ui/Markdown";
import { MessageActions } from "./MessageActions";
import styles from "./AssistantMessage.module.css";

export function AssistantMessage({ message, isLast }: { message: Message; isLast: boolean }) {
  const { say } = useOpenThread();
  const suggestions = message.card?.suggestions ?? [];
  return (
    <article className={styles.message} aria-label="Peopledesk">
      {message.text && <Markdown text={message.text} />}
      {message.card && <CardView card={message.card} messageId={message.id} />}
      <MessageActions message={message} />
      {isLast && <Chips sentences={suggestions} onPick={(sentence) => void say(sentence)} />}
    </article>
  );
}
