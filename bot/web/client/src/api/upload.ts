import { Problem, sentence, UNREACHABLE } from "./problem";

export interface StoredFile {
  id: string;
  name: string;
  /** bytes */
  size: number;
}

interface UploadOptions {
  headers: Record<string, string>;
  /** Hears the fraction sent, 0..1. */
  onProgress: (fraction: number) => void;
  onUnauthorized: () => void;
  signal: AbortSignal;
}

/** Send one file. `XMLHttpRequest`, because `fetch` does not tell how much has been sent. Raises `Problem`. */
export function upload(path: string, file: File, options: UploadOptions): Promise<StoredFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    for (const [name, value] of Object.entries(options.headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) options.onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status === 201) {
        resolve(JSON.parse(request.responseText) as StoredFile);
        return;
      }
      if (request.status === 401) options.onUnauthorized();
      reject(new Problem(request.status, sentence(request.status, request.responseText)));
    };
    request.onerror = () => reject(new Problem(0, UNREACHABLE));
    request.onabort = () => reject(new Problem(0, "The upload was stopped."));
    if (options.signal.aborted) reject(new Problem(0, "The upload was stopped."));
    options.signal.addEventListener("abort", () => request.abort());
    const body = new FormData();
    body.append("file", file);
    if (!options.signal.aborted) request.send(body);
  });
}
