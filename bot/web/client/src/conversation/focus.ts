export const COMPOSER_ID = "message";

/** Puts the cursor into the message box. */
export function focusComposer(event?: { preventDefault: () => void }): void {
  event?.preventDefault();
  document.getElementById(COMPOSER_ID)?.focus();
}

/** Whether moving the focus now would take it from somebody who is typing. */
export function isTyping(): boolean {
  const element = document.activeElement;
  const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
  return isField && element.value !== "";
}
