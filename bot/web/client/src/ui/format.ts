const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** "1.2 MB" */
export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ["kB", "MB", "GB"];
  const power = Math.min(Math.floor(Math.log(bytes) / Math.log(1024)), units.length);
  return `${(bytes / 1024 ** power).toFixed(power > 1 ? 1 : 0)} ${units[power - 1] ?? ""}`;
}

/** "22 Nov 2026" for an ISO date, with the time of day for an ISO instant; anything else as it stands. */
export function dateOf(iso: string): string {
  if (DAY.test(iso))
    return new Date(`${iso}T00:00:00`).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
  const instant = new Date(iso);
  if (!/^\d{4}-\d{2}-\d{2}T/.test(iso) || Number.isNaN(instant.getTime())) return iso;
  return instant.toLocaleString("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
}

/** "14:05" today, with the day before that. */
export function timeOf(iso: string, now = new Date()): string {
  const instant = new Date(iso);
  const time = instant.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (instant.toDateString() === now.toDateString()) return time;
  return `${instant.toLocaleDateString("en-GB", { day: "numeric", month: "short" })}, ${time}`;
}
