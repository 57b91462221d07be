import type { AttachmentAdapter, CompleteAttachment, PendingAttachment } from "@assistant-ui/react";
import type { Api } from "@/api/client";
import { newId } from "@/api/id";
import { sentenceOf } from "@/api/problem";

/** Files sent at once; a browser has six connections to a host, and the event streams need two. */
const AT_ONCE = 3;

/** Uploads files as they are added, so that a message only has to name them. */
export class UploadAdapter implements AttachmentAdapter {
  accept = "*";
  /** Server's id by our id. */
  private readonly stored = new Map<string, string>();
  private readonly running = new Map<string, AbortController>();
  private readonly waiting: (() => void)[] = [];
  private free = AT_ONCE;

  constructor(private readonly api: Pick<Api, "upload">) {}

  async *add({ file }: { file: File }): AsyncGenerator<PendingAttachment, void> {
    const id = newId();
    const as = (status: PendingAttachment["status"]): PendingAttachment => {
      return { id, type: "file", name: file.name, contentType: file.type, file, status };
    };
    const stop = new AbortController();
    this.running.set(id, stop);
    yield as({ type: "running", reason: "uploading", progress: 0 });
    await this.turn();
    try {
      const sent = this.progressOf(id, file, stop.signal).getReader();
      for (let step = await sent.read(); !step.done; step = await sent.read())
        yield as({ type: "running", reason: "uploading", progress: step.value });
      yield as({ type: "requires-action", reason: "composer-send" });
    } catch (error) {
      yield as({ type: "incomplete", reason: "error", message: sentenceOf(error) });
    } finally {
      this.running.delete(id);
      this.free += 1;
      this.waiting.shift()?.();
    }
  }

  remove({ id }: { id: string }): Promise<void> {
    this.running.get(id)?.abort();
    this.stored.delete(id);
    return Promise.resolve();
  }

  send(attachment: PendingAttachment): Promise<CompleteAttachment> {
    const id = this.stored.get(attachment.id);
    if (!id) return Promise.reject(new Error(`${attachment.name} has not been uploaded.`));
    return Promise.resolve({ ...attachment, id, status: { type: "complete" }, content: [] });
  }

  /** The fractions sent so far; ends when the file is stored. */
  private progressOf(id: string, file: File, signal: AbortSignal): ReadableStream<number> {
    return new ReadableStream({
      start: (progress) => {
        this.api
          .upload(file, (fraction) => progress.enqueue(fraction), signal)
          .then((stored) => {
            this.stored.set(id, stored.id);
            progress.close();
          })
          .catch((error: unknown) => progress.error(error));
      },
    });
  }

  private async turn(): Promise<void> {
    while (this.free === 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.free -= 1;
  }
}
