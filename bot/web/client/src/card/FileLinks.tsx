import { Download } from "lucide-react";
import { useState } from "react";
import type { Link } from "@/api/messages";
import { sentenceOf } from "@/api/problem";
import { useSignedIn } from "@/session/session";
import { Button } from "@/ui/Button";
import { saveFile } from "./saveFile";
import styles from "./ActionButtons.module.css";

/** Files that want the reader's own sign-in: fetched with it, then saved by the browser. */
export function FileLinks({ links }: { links: readonly Link[] }) {
  const { api } = useSignedIn();
  const [loading, setLoading] = useState<Link | null>(null);
  const [error, setError] = useState<string | null>(null);

  const load = async (link: Link) => {
    setLoading(link);
    setError(null);
    try {
      await saveFile(api, link.path);
    } catch (problem) {
      setError(sentenceOf(problem));
    } finally {
      setLoading(null);
    }
  };
  return (
    <div className={styles.buttons}>
      {links.map((link) => (
        <Button key={link.path} disabled={loading !== null} aria-busy={loading === link} onClick={() => void load(link)}>
          <Download size={16} aria-hidden />
          {link.label}
        </Button>
      ))}
      {error && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
