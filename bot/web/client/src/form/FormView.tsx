import { Check } from "lucide-react";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import type { Form } from "@/api/messages";
import { sentenceOf } from "@/api/problem";
import { Facts } from "@/card/Facts";
import { useOpenThread } from "@/conversation/context";
import { Button } from "@/ui/Button";
import { FieldView } from "./FieldView";
import { faults, initial, readBack, sent, type Values } from "./values";
import styles from "./FormView.module.css";

type Phase = "open" | "sending" | "sent";

export function FormView({ form, messageId }: { form: Form; messageId: string }) {
  const { fill, newForm } = useOpenThread();
  const [values, setValues] = useState<Values>(() => initial(form));
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [phase, setPhase] = useState<Phase>("open");
  const [error, setError] = useState<string | null>(null);
  const element = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (newForm === messageId) element.current?.querySelector<HTMLElement>("input, textarea, select")?.focus();
  }, [newForm, messageId]);

  const change = (name: string, value: string | boolean) => {
    setValues({ ...values, [name]: value });
    setWrong(Object.fromEntries(Object.entries(wrong).filter(([field]) => field !== name)));
  };

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = faults(form, values);
    setWrong(found);
    const first = form.fields.find((field) => field.name in found);
    if (first) {
      focusField(event.currentTarget, first.name);
      return;
    }
    event.currentTarget.closest<HTMLElement>("[data-card]")?.focus();
    setPhase("sending");
    setError(null);
    try {
      await fill(form.id, sent(form, values));
      setPhase("sent");
    } catch (problem) {
      setPhase("open");
      setError(sentenceOf(problem));
    }
  };

  if (phase === "sent") return <SentForm form={form} values={values} onChange={() => setPhase("open")} />;
  return (
    <form ref={element} className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      {form.fields.map((field) => (
        <FieldView
          key={field.name}
          field={field}
          value={values[field.name] ?? ""}
          fault={wrong[field.name]}
          disabled={phase === "sending"}
          onChange={(value) => change(field.name, value)}
        />
      ))}
      {error && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      <Button type="submit" look="primary" disabled={phase === "sending"} aria-busy={phase === "sending"}>
        {form.submit}
      </Button>
    </form>
  );
}

function SentForm({ form, values, onChange }: { form: Form; values: Values; onChange: () => void }) {
  return (
    <div className={styles.sent}>
      <Facts facts={readBack(form, values)} />
      <p>
        <Check size={16} aria-hidden /> Sent
        <Button look="quiet" size="small" onClick={onChange}>
          Change
        </Button>
      </p>
    </div>
  );
}

function focusField(form: HTMLFormElement, name: string): void {
  const field = form.elements.namedItem(name);
  const first = field instanceof RadioNodeList ? field[0] : field;
  if (first instanceof HTMLElement) first.focus();
}
