import { useId } from "react";
import type { FormField } from "@/api/messages";
import styles from "./FormView.module.css";

interface Props {
  field: FormField;
  value: string | boolean;
  fault: string | undefined;
  disabled: boolean;
  onChange: (value: string | boolean) => void;
}

/** Attributes that every control of a field shares. */
interface Wiring {
  id: string;
  name: string;
  disabled: boolean;
  "aria-required": boolean;
  "aria-invalid": boolean;
  "aria-describedby": string | undefined;
}

/** Up to this many options are shown side by side. */
const RADIOS = 4;

export function FieldView(props: Props) {
  const { field, fault, disabled } = props;
  const id = useId();
  const notes = [field.help && `${id}-help`, fault && `${id}-fault`].filter(Boolean).join(" ");
  const wiring: Wiring = {
    id,
    name: field.name,
    disabled,
    "aria-required": field.required,
    "aria-invalid": Boolean(fault),
    "aria-describedby": notes || undefined,
  };
  return (
    <div className={styles.field} data-kind={field.kind}>
      <Control {...props} wiring={wiring} />
      {field.help && (
        <p id={`${id}-help`} className={styles.help}>
          {field.help}
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} className={styles.error}>
          {fault}
        </p>
      )}
    </div>
  );
}

function Control({ field, value, wiring, onChange }: Props & { wiring: Wiring }) {
  if (field.kind === "tick")
    return (
      <label className={styles.tick}>
        <input {...wiring} type="checkbox" checked={value === true} onChange={(e) => onChange(e.target.checked)} />
        <span>
          {field.label} <Need field={field} />
        </span>
      </label>
    );
  if (field.kind === "choice" && field.options.length <= RADIOS)
    return <Radios field={field} value={value} wiring={wiring} onChange={onChange} />;
  return (
    <>
      <label htmlFor={wiring.id}>
        {field.label} <Need field={field} />
      </label>
      <Box field={field} value={String(value)} wiring={wiring} onChange={onChange} />
    </>
  );
}

type PartProps<V> = Pick<Props, "field" | "onChange"> & { value: V; wiring: Wiring };

function Box({ field, value, wiring, onChange }: PartProps<string>) {
  switch (field.kind) {
    case "long_text":
      return <textarea {...wiring} rows={3} value={value} onChange={(e) => onChange(e.target.value)} />;
    case "choice":
      return (
        <select {...wiring} value={value} onChange={(e) => onChange(e.target.value)}>
          <option value="">Choose …</option>
          {field.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      );
    default:
      return (
        <input
          {...wiring}
          type={field.kind === "date" ? "date" : "text"}
          inputMode={field.kind === "number" ? "decimal" : undefined}
          value={value}
          onChange={(e) => onChange(e.target.value)}
        />
      );
  }
}

function Radios({ field, value, wiring, onChange }: PartProps<string | boolean>) {
  const { id, name, disabled, "aria-describedby": notes, "aria-invalid": invalid } = wiring;
  return (
    <fieldset className={styles.radios} aria-describedby={notes} data-invalid={invalid || undefined}>
      <legend>
        {field.label} <Need field={field} />
      </legend>
      <div>
        {field.options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              id={`${id}-${option.value}`}
              disabled={disabled}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Whether a field may be left empty, said in a word. */
function Need({ field }: { field: FormField }) {
  return field.required ? (
    <span className={styles.required} aria-hidden>
      *
    </span>
  ) : (
    <span className={styles.optional}>optional</span>
  );
}
