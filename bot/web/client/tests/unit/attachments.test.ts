import type { PendingAttachment } from "@assistant-ui/react";
import { describe, expect, it } from "vitest";
import { Problem } from "@/api/problem";
import type { StoredFile } from "@/api/upload";
import { UploadAdapter } from "@/conversation/attachments";

interface Upload {
  file: File;
  onProgress: (fraction: number) => void;
  signal: AbortSignal;
  done: (id: string) => void;
  fail: (sentence: string) => void;
}

/** An adapter over uploads that the test drives by hand. */
function driven() {
  const uploads: Upload[] = [];
  const upload = (file: File, onProgress: Upload["onProgress"], signal: AbortSignal) =>
    new Promise<StoredFile>((resolve, reject) => {
      const done = (id: string) => resolve({ id, name: file.name, size: file.size });
      const fail = (sentence: string) => reject(new Problem(422, sentence));
      uploads.push({ file, onProgress, signal, done, fail });
    });
  return { adapter: new UploadAdapter({ upload }), uploads };
}

const started = (adapter: UploadAdapter, name: string) => {
  const steps: PendingAttachment[] = [];
  const over = (async () => {
    for await (const step of adapter.add({ file: new File(["x"], name) })) steps.push(step);
  })();
  return { steps, over };
};
const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

describe("an added file", () => {
  it("is uploaded at once, with its progress, and sent by the server's id", async () => {
    const { adapter, uploads } = driven();
    const { steps, over } = started(adapter, "cv.pdf");
    await soon();
    uploads[0]?.onProgress(0.5);
    await soon();
    uploads[0]?.done("file-9");
    await over;
    expect(steps.map((step) => step.status)).toEqual([
      { type: "running", reason: "uploading", progress: 0 },
      { type: "running", reason: "uploading", progress: 0.5 },
      { type: "requires-action", reason: "composer-send" },
    ]);
    const last = steps.at(-1);
    expect(last && (await adapter.send(last))).toMatchObject({ id: "file-9", name: "cv.pdf" });
  });

  it("shows the sentence of a refusal and cannot be sent", async () => {
    const { adapter, uploads } = driven();
    const { steps, over } = started(adapter, "virus.docm");
    await soon();
    uploads[0]?.fail("It carries macros.");
    await over;
    const last = steps.at(-1);
    expect(last?.status).toEqual({ type: "incomplete", reason: "error", message: "It carries macros." });
    await expect(last && adapter.send(last)).rejects.toThrow("has not been uploaded");
  });

  it("waits while three others are on their way, and stops when it is removed", async () => {
    const { adapter, uploads } = driven();
    const files = ["a", "b", "c", "d"].map((name) => started(adapter, name));
    await soon();
    expect(uploads.map((upload) => upload.file.name)).toEqual(["a", "b", "c"]);
    await adapter.remove({ id: files[1]?.steps[0]?.id ?? "" });
    expect(uploads[1]?.signal.aborted).toBe(true);
    uploads[1]?.fail("stopped");
    await soon();
    expect(uploads.map((upload) => upload.file.name)).toEqual(["a", "b", "c", "d"]);
  });
});
