import { Menu } from "lucide-react";
import { ThemeMenu } from "@/theme/ThemeMenu";
import { IconButton } from "@/ui/Button";
import { PersonMenu } from "./PersonMenu";
import styles from "./Header.module.css";

interface Props {
  /** Messages not read yet, in all conversations. */
  unread: number;
  onMenu: () => void;
}

export function Header({ unread, onMenu }: Props) {
  return (
    <header className={styles.header}>
      <IconButton
        className={styles.menu}
        label={unread ? `Conversations, ${unread} unread` : "Conversations"}
        onClick={onMenu}
        data-unread={unread > 0 || undefined}
      >
        <Menu size={20} aria-hidden />
      </IconButton>
      <div className={styles.name}>
        <h1>Peopledesk</h1>
        <p>You are talking to an AI</p>
      </div>
      <ThemeMenu />
      <PersonMenu />
    </header>
  );
}
