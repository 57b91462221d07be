import { Bar, BarChart, CartesianGrid, LabelList, Legend, ResponsiveContainer, XAxis, YAxis } from "recharts";
import type { Chart } from "@/api/messages";

const COLOURS = ["var(--accent)", "var(--chart-second)", "var(--text-soft)"];
const ROW = 26;
const WIDEST = 150;

/** Horizontal bars, so that labels of any length can be read; each bar says its number. */
export default function Bars({ chart }: { chart: Chart }) {
  const many = chart.series.length;
  const data = chart.labels.map((label, n) => ({
    label,
    ...Object.fromEntries(chart.series.map((one, s) => [`v${s}`, one.values[n] ?? 0])),
  }));
  const longest = Math.max(0, ...chart.labels.map((label) => label.length));
  const height = Math.max(data.length, 1) * (ROW * many + 10) + (many > 1 ? 40 : 10);
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 560, height }}>
      <BarChart accessibilityLayer={false} data={data} layout="vertical" margin={{ top: 2, right: 48, bottom: 2, left: 0 }} barGap={2}>
        <CartesianGrid horizontal={false} stroke="var(--line)" />
        <XAxis type="number" hide domain={chart.unit === "%" ? [0, 100] : [0, "auto"]} />
        <YAxis
          type="category"
          dataKey="label"
          width={Math.min(WIDEST, longest * 7 + 12)}
          tick={{ fill: "var(--text)", fontSize: 13 }}
          axisLine={false}
          tickLine={false}
        />
        {many > 1 && <Legend iconType="square" itemSorter={null} wrapperStyle={{ fontSize: 13 }} />}
        {chart.series.map((one, s) => (
          <Bar
            key={one.name}
            dataKey={`v${s}`}
            name={one.name}
            fill={COLOURS[s % COLOURS.length] ?? "var(--accent)"}
            maxBarSize={ROW - 8}
            radius={[0, 4, 4, 0]}
            isAnimationActive={false}
          >
            <LabelList
              dataKey={`v${s}`}
              position="right"
              fill="var(--text)"
              fontSize={12}
              formatter={(value) => `${String(value)}${chart.unit === "%" ? " %" : ""}`}
            />
          </Bar>
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
