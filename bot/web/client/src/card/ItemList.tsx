import type { Item, Quote } from "@/api/messages";
import { ActionButtons } from "./ActionButtons";
import { Facts } from "./Facts";
import styles from "./ItemList.module.css";

export function ItemList({ items, messageId }: { items: readonly Item[]; messageId: string }) {
  return (
    <ol className={styles.items}>
      {items.map((item, n) => (
        <li key={n} className={styles.item}>
          <div className={styles.head}>
            <div>
              <h4>{item.title}</h4>
              {item.subtitle && <p>{item.subtitle}</p>}
            </div>
            {item.badge && <span className={styles.badge}>{item.badge}</span>}
          </div>
          {item.facts.length > 0 && <Facts facts={item.facts} />}
          {item.quotes.map((quote, k) => (
            <QuoteView key={k} quote={quote} />
          ))}
          <ActionButtons buttons={item.buttons} messageId={messageId} subject={item.title} />
        </li>
      ))}
    </ol>
  );
}

function QuoteView({ quote }: { quote: Quote }) {
  return (
    <figure className={styles.quote}>
      <blockquote>{quote.text}</blockquote>
      <figcaption>{quote.source}</figcaption>
    </figure>
  );
}
