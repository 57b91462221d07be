import { useEffect } from "react";
import { sentenceOf } from "@/api/problem";
import { saveFile } from "@/card/saveFile";
import { useSignedIn } from "@/session/session";
import { useToast } from "@/ui/Toast";

const FOLDERS = ["employee", "applications", "audit", "candidates", "fairness", "hr", "job", "privacy", "resume"];
const FILE = new RegExp(`^#/file(/(?:${FOLDERS.join("|")})/[^#]+)$`);

/** `#/file/employee/…`, as Slack links to it: that file is fetched once the reader is signed in. */
export function useLinkedFile(): void {
  const { api } = useSignedIn();
  const say = useToast();
  useEffect(() => {
    const path = FILE.exec(location.hash)?.[1];
    if (!path) return;
    history.replaceState(null, "", "#");
    saveFile(api, path).catch((problem: unknown) => say(sentenceOf(problem)));
  }, [api, say]);
}
