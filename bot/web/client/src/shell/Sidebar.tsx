import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { useMedia } from "@/ui/useMedia";
import styles from "./Sidebar.module.css";

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}

/** Beside the thread where there is room; a drawer on a phone. */
export function Sidebar({ open, onOpenChange, children }: Props) {
  const isNarrow = useMedia("(max-width: 800px)");
  if (!isNarrow) return <aside className={styles.aside}>{children}</aside>;
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content className={styles.drawer} aria-describedby={undefined}>
          <Dialog.Title className="hidden">Conversations</Dialog.Title>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
