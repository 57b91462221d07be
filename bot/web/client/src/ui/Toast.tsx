import { Toast } from "radix-ui";
import { createContext, type ReactNode, use, useCallback, useState } from "react";
import styles from "./Toast.module.css";

const ToastContext = createContext<(sentence: string) => void>(() => undefined);

/** Says a sentence in passing, at the edge of the page. */
export function useToast(): (sentence: string) => void {
  return use(ToastContext);
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<{ id: number; sentence: string }[]>([]);
  const show = useCallback(
    (sentence: string) => setToasts((shown) => [...shown, { id: (shown.at(-1)?.id ?? 0) + 1, sentence }]),
    [],
  );
  const drop = (id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id));
  return (
    <ToastContext value={show}>
      <Toast.Provider duration={5000} swipeDirection="down">
        {children}
        {toasts.map((toast) => (
          <Toast.Root key={toast.id} className={styles.toast} onOpenChange={(open) => !open && drop(toast.id)}>
            <Toast.Description>{toast.sentence}</Toast.Description>
          </Toast.Root>
        ))}
        <Toast.Viewport className={styles.viewport} />
      </Toast.Provider>
    </ToastContext>
  );
}
