import { SignIn } from "./session/SignIn";
import { SignedInContext, useSession } from "./session/session";
import { ChatPage } from "./shell/ChatPage";
import { Button } from "./ui/Button";
import { Notice } from "./ui/Notice";
import { ToastProvider } from "./ui/Toast";
import styles from "./App.module.css";

export function App() {
  const { who, isChecking, notice, trouble, signedIn, check } = useSession();
  if (who)
    return (
      <SignedInContext value={who}>
        <ToastProvider>
          <ChatPage />
        </ToastProvider>
      </SignedInContext>
    );
  if (!isChecking && !trouble) return <SignIn notice={notice} onSignedIn={signedIn} />;
  return (
    <main className={styles.wait}>
      {trouble ? <Notice tone="danger">{trouble}</Notice> : <p role="status">Signing in …</p>}
      {trouble && <Button onClick={check}>Try again</Button>}
    </main>
  );
}
