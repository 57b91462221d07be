import { useEffect, useState } from "react";
import { authOptions, signIn } from "@/api/client";
import type { AuthOptions, Person } from "@/api/messages";
import { sentenceOf } from "@/api/problem";
import { Mark } from "@/ui/Mark";
import { Notice } from "@/ui/Notice";
import { ThemeMenu } from "@/theme/ThemeMenu";
import { PasswordForm } from "./PasswordForm";
import { PeoplePicker } from "./PeoplePicker";
import styles from "./SignIn.module.css";

interface Props {
  /** Why the person is here again, if they were signed in. */
  notice: string | null;
  onSignedIn: (token: string, person: Person) => void;
}

export function SignIn({ notice, onSignedIn }: Props) {
  const [options, setOptions] = useState<AuthOptions | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);

  useEffect(() => {
    authOptions().then(setOptions, (reason: unknown) => setError(sentenceOf(reason)));
  }, []);

  const enter = async (email: string, password: string) => {
    setBusy(email);
    setError(null);
    try {
      const { token, person } = await signIn(email, password);
      onSignedIn(token, person);
    } catch (reason) {
      setError(sentenceOf(reason));
      setBusy(null);
    }
  };

  const demo = options?.demo;
  return (
    <main className={styles.page} data-demo={demo ? "" : undefined}>
      <div className={styles.corner}>
        <ThemeMenu />
      </div>
      <header className={styles.intro}>
        <Mark size={40} />
        <h1>Peopledesk</h1>
        <p>Ask about leave, pay, policies and hiring. You talk to an AI; people make the decisions.</p>
      </header>
      {(error ?? notice) && <Notice tone={error ? "danger" : "plain"}>{error ?? notice}</Notice>}
      <div className={styles.ways}>
        {demo && <PeoplePicker people={demo.people} busy={busy} onPick={(email) => void enter(email, demo.password)} />}
        <PasswordForm busy={busy !== null} onSubmit={(email, password) => void enter(email, password)} />
      </div>
    </main>
  );
}
