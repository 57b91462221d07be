import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Button, Chart } from "@/api/messages";
import { Problem } from "@/api/problem";
import { CardView } from "@/card/CardView";
import { numbers } from "@/card/chartNumbers";
import { EMPTY } from "@/conversation/state";
import { cardText } from "@/message/text";
import { renderInThread } from "./rendering";
import { card } from "./samples";

const show = (fields: Parameters<typeof card>[0], open = {}) =>
  renderInThread(<CardView card={card(fields)} messageId="m1" />, open);

const button = (fields: Partial<Button>): Button => {
  return { label: "Approve", action: "approve", ref: "a1", style: "default", asks_reason: false, ...fields };
};

describe("a card", () => {
  it("shows its text as CommonMark, without HTML and images", () => {
    const { container } = show({ text: "**14 days** <script>alert(1)</script> ![x](http://evil/x.png) [more](javascript:alert(1))" });
    expect(screen.getByText("14 days").tagName).toBe("STRONG");
    expect(container.querySelector("script, img")).toBeNull();
    expect(screen.getByText("more")).not.toHaveAttribute("href", expect.stringContaining("javascript"));
  });

  it("aligns numeric columns to the right", () => {
    show({ table: { columns: ["Leave", "Left"], rows: [["Vacation", "14.5"]], numeric: [1] } });
    expect(screen.getByText("14.5")).toHaveAttribute("data-side", "numeric");
    expect(screen.getByText("Vacation")).not.toHaveAttribute("data-side");
  });

  it("shows items with facts, quotes and where those come from", () => {
    const quotes = [{ text: "Ran Kafka for years.", source: "vos.pdf" }];
    const item = { title: "Anneke Vos", subtitle: "Berlin", badge: "92 %", facts: [{ label: "Years", value: "8" }], quotes, buttons: [] };
    show({ items: [item] });
    const row = within(screen.getByRole("listitem"));
    expect(row.getByText("Ran Kafka for years.").tagName).toBe("BLOCKQUOTE");
    for (const text of ["Anneke Vos", "Berlin", "92 %", "Years", "8", "vos.pdf"]) row.getByText(text);
  });

  it("tells progress to everybody", () => {
    show({ progress: { percent: 40, step: "Reading the text", state: "running" } });
    expect(screen.getByRole("progressbar", { name: "Reading the text" })).toHaveAttribute("aria-valuenow", "40");
  });

  it("says in words what its tone says in colour", () => {
    show({ tone: "warning", title: "Passport", text: "It expires." });
    expect(screen.getByRole("heading")).toHaveTextContent("Please note: Passport");
  });

  it("names its source with the date", () => {
    show({ source: { label: "Leave ledger", as_of: "2026-11-22" } });
    screen.getByText("Leave ledger · as of 22 Nov 2026");
  });

  it("is copied as text", () => {
    const table = { columns: ["Leave", "Left"], rows: [["Vacation", "14.5"]], numeric: [1] };
    const text = cardText(card({ title: "Balance", table, source: { label: "Ledger", as_of: null } }));
    expect(text).toBe("Balance\n\nLeave\tLeft\nVacation\t14.5\n\nLedger");
  });
});

describe("a button", () => {
  it("sends what it stands for and rests while the turn is on", async () => {
    const { thread, rerender } = show({ buttons: [button({})] }, { thread: { ...EMPTY, runs: { t1: "" } } });
    await userEvent.click(screen.getByRole("button", { name: "Approve" }));
    expect(thread.choose).toHaveBeenCalledExactlyOnceWith("m1", button({}), undefined);
    expect(screen.getByRole("button", { name: "Approve" })).toBeDisabled();
    rerender(<></>);
  });

  it("asks for a reason first where one is wanted", async () => {
    const decline = button({ label: "Decline", action: "decline", style: "danger", asks_reason: true });
    const { thread } = show({ title: "Leave", buttons: [decline] });
    await userEvent.click(screen.getByRole("button", { name: "Decline" }));
    const dialog = within(screen.getByRole("dialog", { name: "Decline" }));
    expect(dialog.getByRole("button", { name: "Decline" })).toBeDisabled();
    await userEvent.type(dialog.getByLabelText("Reason"), "Release day.");
    await userEvent.click(dialog.getByRole("button", { name: "Decline" }));
    expect(thread.choose).toHaveBeenCalledExactlyOnceWith("m1", decline, "Release day.");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("sends nothing when the question for a reason is closed", async () => {
    const { thread } = show({ buttons: [button({ asks_reason: true })] });
    await userEvent.click(screen.getByRole("button", { name: "Approve" }));
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(thread.choose).not.toHaveBeenCalled();
  });

  it("says why it did not work, and can be pressed again", async () => {
    const choose = vi.fn(() => Promise.reject(new Problem(409, "This was already approved.")));
    show({ buttons: [button({})] }, { choose });
    await userEvent.click(screen.getByRole("button", { name: "Approve" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("This was already approved.");
    expect(screen.getByRole("button", { name: "Approve" })).toBeEnabled();
  });
});

describe("a chart", () => {
  const chart: Chart = {
    title: "Applications by stage",
    labels: ["Review", "Interview"],
    series: [
      { name: "there now", values: [7, 3] },
      { name: "ever got there", values: [12, 5] },
    ],
    unit: "",
  };

  it("stands beside its numbers, which everybody can read", async () => {
    show({ title: "Hiring", charts: [chart] });
    expect(screen.getByText("Applications by stage")).toBeVisible();
    await userEvent.click(screen.getByText("Numbers"));
    const table = within(screen.getByRole("region", { name: "Applications by stage" }));
    expect(table.getAllByRole("row").map((row) => row.textContent)).toEqual(["there nowever got there", "Review712", "Interview35"]);
  });

  it("names its unit in the table", () => {
    expect(numbers({ ...chart, unit: "days" }).columns).toEqual(["", "there now, days", "ever got there, days"]);
  });
});
