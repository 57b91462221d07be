import type { ComponentProps } from "react";
import styles from "./Button.module.css";

type Props = ComponentProps<"button"> & { look?: "default" | "primary" | "danger" | "quiet"; size?: "small" | "normal" };

export function Button({ look = "default", size = "normal", type = "button", className, ...rest }: Props) {
  return (
    <button type={type} className={`${styles.button} ${className ?? ""}`} data-look={look} data-size={size} {...rest} />
  );
}

/** A button that shows an icon only; `label` is its name and its tooltip. */
export function IconButton({ label, className, type = "button", ...rest }: ComponentProps<"button"> & { label: string }) {
  return <button type={type} className={`${styles.icon} ${className ?? ""}`} aria-label={label} title={label} {...rest} />;
}
