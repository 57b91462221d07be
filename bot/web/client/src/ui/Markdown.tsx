import ReactMarkdown, { type Components } from "react-markdown";
import styles from "./Markdown.module.css";

const COMPONENTS: Components = {
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  ),
};

/** CommonMark without raw HTML and without images. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className={styles.text}>
      <ReactMarkdown skipHtml disallowedElements={["img"]} components={COMPONENTS}>
        {text}
      </ReactMarkdown>
    </div>
  );
}
