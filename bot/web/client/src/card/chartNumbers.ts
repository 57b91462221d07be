import type { Chart, Table } from "@/api/messages";

/** What a chart shows, as a table. */
export function numbers(chart: Chart): Table {
  const unit = chart.unit ? `, ${chart.unit}` : "";
  return {
    columns: ["", ...chart.series.map((one) => one.name + unit)],
    rows: chart.labels.map((label, n) => [label, ...chart.series.map((one) => String(one.values[n] ?? ""))]),
    numeric: chart.series.map((_, n) => n + 1),
  };
}
