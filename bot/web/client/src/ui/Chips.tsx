import styles from "./Chips.module.css";

interface Props {
  sentences: readonly string[];
  onPick: (sentence: string) => void;
}

/** Sentences to say with one click. */
export function Chips({ sentences, onPick }: Props) {
  if (!sentences.length) return null;
  return (
    <ul className={styles.chips} aria-label="Suggestions">
      {[...new Set(sentences)].map((sentence) => (
        <li key={sentence}>
          <button type="button" onClick={() => onPick(sentence)}>
            {sentence}
          </button>
        </li>
      ))}
    </ul>
  );
}
