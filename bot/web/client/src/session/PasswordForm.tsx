import type { SubmitEvent } from "react";
import { Button } from "@/ui/Button";
import styles from "./SignIn.module.css";

interface Props {
  busy: boolean;
  onSubmit: (email: string, password: string) => void;
}

export function PasswordForm({ busy, onSubmit }: Props) {
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    onSubmit(values.get("email") as string, values.get("password") as string);
  };

  return (
    <form className={styles.form} onSubmit={submit} aria-labelledby="sign-in-title">
      <h2 id="sign-in-title">Sign in</h2>
      <label>
        E-mail
        <input name="email" type="email" autoComplete="username" required />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <Button type="submit" look="primary" disabled={busy}>
        Sign in
      </Button>
    </form>
  );
}
