import { lazy, Suspense } from "react";
import type { Chart } from "@/api/messages";
import { numbers } from "./chartNumbers";
import { DataTable } from "./DataTable";
import styles from "./ChartView.module.css";

const Bars = lazy(() => import("./Bars"));

/** A picture for those who see it, and the same numbers as a table for everybody. */
export function ChartView({ chart }: { chart: Chart }) {
  return (
    <figure className={styles.chart}>
      <figcaption>{chart.title}</figcaption>
      <div aria-hidden data-chart>
        <Suspense fallback={<div className={styles.waiting} />}>
          <Bars chart={chart} />
        </Suspense>
      </div>
      <details>
        <summary>Numbers</summary>
        <DataTable table={numbers(chart)} label={chart.title} />
      </details>
    </figure>
  );
}
