import type { Api } from "@/api/client";

/** Fetch a file as the signed-in person and hand it to the browser under its own name. Raises `Problem`. */
export async function saveFile(api: Pick<Api, "file">, path: string): Promise<void> {
  const url = URL.createObjectURL(await api.file(path));
  const anchor = document.createElement("a");
  anchor.href = url;
  const [address = path] = path.split("?");
  anchor.download = decodeURIComponent(address.slice(address.lastIndexOf("/") + 1));
  anchor.click();
  URL.revokeObjectURL(url);
}
