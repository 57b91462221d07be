import type { Fact, Form, FormField } from "@/api/messages";
import { dateOf } from "@/ui/format";

export type Values = Record<string, string | boolean>;

/** What the fields show at first. */
export function initial(form: Form): Values {
  return Object.fromEntries(form.fields.map((field) => [field.name, shown(field)]));
}

function shown({ kind, value }: FormField): string | boolean {
  if (kind === "tick") return value === true;
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** One sentence for each field that cannot be sent as it is. */
export function faults(form: Form, values: Values): Record<string, string> {
  return Object.fromEntries(
    form.fields.flatMap((field) => {
      const fault = faultOf(field, values[field.name] ?? "");
      return fault ? [[field.name, fault]] : [];
    }),
  );
}

function faultOf(field: FormField, value: string | boolean): string | null {
  if (typeof value === "boolean") return field.required && !value ? "Please tick this to go on." : null;
  if (!value.trim()) return field.required ? missing(field) : null;
  return field.kind === "number" && Number.isNaN(Number(value)) ? "Please enter a number." : null;
}

function missing(field: FormField): string {
  if (field.kind === "choice") return "Please choose one.";
  return field.kind === "date" ? "Please enter a date." : "Please fill this in.";
}

/** What is sent: numbers as numbers, dates as `YYYY-MM-DD`; what was left empty is left out. */
export function sent(form: Form, values: Values): Record<string, unknown> {
  return Object.fromEntries(
    form.fields.flatMap((field): [string, unknown][] => {
      const value = values[field.name] ?? "";
      if (typeof value === "boolean") return [[field.name, value]];
      if (!value.trim()) return [];
      return [[field.name, field.kind === "number" ? Number(value) : value.trim()]];
    }),
  );
}

/** What was sent, as it is read back to the person. */
export function readBack(form: Form, values: Values): Fact[] {
  return form.fields.flatMap((field) => {
    const value = worded(field, values[field.name] ?? "");
    return value ? [{ label: field.label, value }] : [];
  });
}

function worded(field: FormField, value: string | boolean): string {
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (field.kind === "choice") return field.options.find((option) => option.value === value)?.label ?? value;
  return field.kind === "date" ? dateOf(value) : value;
}
