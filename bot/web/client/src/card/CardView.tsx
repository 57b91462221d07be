import { CircleCheck, OctagonMinus, TriangleAlert } from "lucide-react";
import type { Card, Tone } from "@/api/messages";
import { FormView } from "@/form/FormView";
import { sourceText } from "@/message/text";
import { Markdown } from "@/ui/Markdown";
import { ActionButtons } from "./ActionButtons";
import { ChartView } from "./ChartView";
import { ConditionChips } from "./ConditionChips";
import { DataTable } from "./DataTable";
import { Facts } from "./Facts";
import { FileLinks } from "./FileLinks";
import { ItemList } from "./ItemList";
import { ProgressView } from "./ProgressView";
import styles from "./CardView.module.css";

const TONES: Record<Exclude<Tone, "plain">, [string, typeof CircleCheck]> = {
  success: ["Done", CircleCheck],
  warning: ["Please note", TriangleAlert],
  refusal: ["Not possible", OctagonMinus],
};

/** Everything a card can hold, in one order. A card that is only text stands without a frame. */
export function CardView({ card, messageId }: { card: Card; messageId: string }) {
  return (
    <div className={styles.card} data-tone={card.tone} data-framed={isFramed(card) || undefined} tabIndex={-1} data-card>
      <Head card={card} />
      {card.progress && <ProgressView progress={card.progress} />}
      {card.chips.length > 0 && <ConditionChips chips={card.chips} messageId={messageId} />}
      {card.facts.length > 0 && <Facts facts={card.facts} />}
      {card.table && <DataTable table={card.table} label={card.title ?? "Table"} />}
      {card.charts.map((chart, n) => <ChartView key={n} chart={chart} />)}
      {card.items.length > 0 && <ItemList items={card.items} messageId={messageId} />}
      {card.form && <FormView form={card.form} messageId={messageId} />}
      <ActionButtons buttons={card.buttons} messageId={messageId} subject={card.title} />
      {card.links.length > 0 && <FileLinks links={card.links} />}
      {card.source && <p className={styles.source}>{sourceText(card.source.label, card.source.as_of)}</p>}
    </div>
  );
}

/** Title and text; what the tone means stands beside the first of them. */
function Head({ card: { title, text, tone } }: { card: Card }) {
  const [meaning, Icon] = tone === "plain" ? [] : TONES[tone];
  const sign = Icon && (
    <>
      <Icon size={18} aria-hidden />
      <span className="hidden">{meaning}: </span>
    </>
  );
  return (
    <>
      {title && (
        <h3 className={styles.head}>
          {sign}
          {title}
        </h3>
      )}
      {text && (
        <div className={styles.head}>
          {!title && sign}
          <Markdown text={text} />
        </div>
      )}
    </>
  );
}

function isFramed({ title, tone, facts, table, charts, items, form, buttons, links, progress }: Card): boolean {
  return Boolean(title ?? table ?? form ?? progress) || tone !== "plain" || facts.length + charts.length + items.length + buttons.length + links.length > 0;
}
