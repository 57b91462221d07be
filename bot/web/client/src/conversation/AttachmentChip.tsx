import { AttachmentPrimitive, useAuiState } from "@assistant-ui/react";
import { CircleAlert, FileText, X } from "lucide-react";
import { ProgressBar } from "@/ui/ProgressBar";
import { sizeOf } from "@/ui/format";
import styles from "./AttachmentChip.module.css";

/** A file on its way into the next message. */
export function AttachmentChip() {
  const file = useAuiState((state) => state.attachment);
  const { status } = file;
  const failed = status.type === "incomplete";
  const Icon = failed ? CircleAlert : FileText;
  return (
    <AttachmentPrimitive.Root className={styles.chip} data-failed={failed || undefined}>
      <Icon size={18} aria-hidden />
      <div className={styles.what}>
        <span className={styles.name} title={file.name}>
          {file.name}
        </span>
        {status.type === "running" && <ProgressBar label={`Uploading ${file.name}`} percent={status.progress * 100} />}
        {failed && (
          <span className={styles.error} role="alert">
            {status.message}
          </span>
        )}
        {status.type === "requires-action" && <span className={styles.size}>{sizeOf(file.file?.size ?? 0)}</span>}
      </div>
      <AttachmentPrimitive.Remove className={styles.remove} aria-label={`Remove ${file.name}`}>
        <X size={15} aria-hidden />
      </AttachmentPrimitive.Remove>
    </AttachmentPrimitive.Root>
  );
}
