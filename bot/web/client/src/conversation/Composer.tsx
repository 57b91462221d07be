import { ComposerPrimitive, useAui, useAuiState } from "@assistant-ui/react";
import { ArrowUp, Paperclip } from "lucide-react";
import type { SubmitEvent } from "react";
import { Button } from "@/ui/Button";
import { useMedia } from "@/ui/useMedia";
import { AttachmentChip } from "./AttachmentChip";
import { COMPOSER_ID } from "./focus";
import styles from "./Composer.module.css";

export function Composer() {
  const isTouch = useMedia("(pointer: coarse)");
  const isReady = useAuiState((state) =>
    state.composer.attachments.every((file) => file.status.type === "requires-action"),
  );
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    if (!isReady) event.preventDefault();
  };

  return (
    <ComposerPrimitive.Root className={styles.composer} onSubmit={submit}>
      <div className={styles.files}>
        <ComposerPrimitive.Attachments>{() => <AttachmentChip />}</ComposerPrimitive.Attachments>
      </div>
      <Refused />
      <div className={styles.row}>
        <ComposerPrimitive.AddAttachment className={styles.add} aria-label="Add files" title="Add files" multiple>
          <Paperclip size={19} aria-hidden />
        </ComposerPrimitive.AddAttachment>
        <ComposerPrimitive.Input
          id={COMPOSER_ID}
          className={styles.input}
          aria-label="Message to Peopledesk"
          placeholder="Ask Peopledesk"
          autoFocus={!isTouch}
          minRows={1}
          maxRows={8}
        />
        <ComposerPrimitive.Send className={styles.send} aria-label="Send" title="Send" {...(isReady ? {} : { disabled: true })}>
          <ArrowUp size={19} aria-hidden />
        </ComposerPrimitive.Send>
      </div>
      <p className={styles.hint}>Enter sends, Shift and Enter starts a new line. Files can be dropped anywhere here.</p>
    </ComposerPrimitive.Root>
  );
}

/** Of many files some may be refused: they are left out together, so that the others can be sent. */
function Refused() {
  const aui = useAui();
  const files = useAuiState((state) => state.composer.attachments);
  const refused = files.filter((file) => file.status.type === "incomplete");
  if (refused.length === 0 || files.length < 2) return null;
  const leaveOut = async () => {
    for (const { id } of refused) await aui.composer.attachment({ id }).remove();
  };
  return (
    <p className={styles.refused}>
      {refused.length} of {files.length} files {refused.length === 1 ? "was" : "were"} refused; the reason is with each.{" "}
      <Button size="small" onClick={() => void leaveOut()}>
        Leave {refused.length === 1 ? "it" : "them"} out
      </Button>
    </p>
  );
}
