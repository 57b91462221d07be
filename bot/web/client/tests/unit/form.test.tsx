import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Form, FormField } from "@/api/messages";
import { Problem } from "@/api/problem";
import { FormView } from "@/form/FormView";
import { renderInThread } from "./rendering";

const field = (name: string, kind: FormField["kind"], fields: Partial<FormField> = {}): FormField => {
  return { name, label: name, kind, required: true, value: null, options: [], help: null, ...fields };
};
const options = (...names: string[]) => names.map((name) => ({ value: name, label: name.toUpperCase() }));
const form = (...fields: FormField[]): Form => ({ id: "f1", fields, submit: "Send" });
const send = () => userEvent.click(screen.getByRole("button", { name: "Send" }));

describe("a form", () => {
  it("sends each kind of field in its own type, and leaves out what is empty", async () => {
    const all = form(
      field("text", "text"),
      field("long", "long_text"),
      field("day", "date"),
      field("hours", "number"),
      field("few", "choice", { options: options("a", "b") }),
      field("many", "choice", { options: options("a", "b", "c", "d", "e") }),
      field("agreed", "tick"),
      field("rest", "text", { required: false }),
    );
    const { thread } = renderInThread(<FormView form={all} messageId="m1" />);
    await userEvent.type(screen.getByLabelText(/^text/), " words ");
    await userEvent.type(screen.getByLabelText(/^long/), "more");
    await userEvent.type(screen.getByLabelText(/^day/), "2026-11-27");
    await userEvent.type(screen.getByLabelText(/^hours/), "4.5");
    await userEvent.click(screen.getByLabelText("B"));
    await userEvent.selectOptions(screen.getByLabelText(/^many/), "e");
    await userEvent.click(screen.getByLabelText(/^agreed/));
    await send();
    const values = { text: "words", long: "more", day: "2026-11-27", hours: 4.5, few: "b", many: "e", agreed: true };
    expect(thread.fill).toHaveBeenCalledExactlyOnceWith("f1", values);
    await screen.findByText("Sent");
    screen.getByText("27 Nov 2026");
    expect(screen.queryByText("rest")).toBeNull();
  });

  it("names what is missing, goes to the first of it, and sends nothing", async () => {
    const wanted = form(field("ok", "text", { value: "there" }), field("day", "date"), field("agreed", "tick"));
    const { thread } = renderInThread(<FormView form={wanted} messageId="m1" />);
    await send();
    expect(screen.getByLabelText(/^day/)).toHaveFocus();
    expect(screen.getByLabelText(/^day/)).toHaveAccessibleDescription("Please enter a date.");
    expect(screen.getByLabelText(/^agreed/)).toHaveAccessibleDescription("Please tick this to go on.");
    expect(thread.fill).not.toHaveBeenCalled();
  });

  it("refuses a number that is none, and forgets the fault when it is mended", async () => {
    renderInThread(<FormView form={form(field("hours", "number"))} messageId="m1" />);
    await userEvent.type(screen.getByLabelText(/^hours/), "four");
    await send();
    expect(screen.getByLabelText(/^hours/)).toHaveAccessibleDescription("Please enter a number.");
    await userEvent.clear(screen.getByLabelText(/^hours/));
    expect(screen.getByLabelText(/^hours/)).not.toHaveAccessibleDescription();
  });

  it("keeps what was filled in when the server refuses it", async () => {
    const fill = vi.fn(() => Promise.reject(new Problem(400, "The last day is before the first.")));
    renderInThread(<FormView form={form(field("note", "text"))} messageId="m1" />, { fill });
    await userEvent.type(screen.getByLabelText(/^note/), "kept");
    await send();
    expect(await screen.findByRole("alert")).toHaveTextContent("The last day is before the first.");
    expect(screen.getByLabelText(/^note/)).toHaveValue("kept");
  });

  it("takes the focus when it has just arrived, and only then", () => {
    const one = form(field("note", "text"));
    const { unmount } = renderInThread(<FormView form={one} messageId="m1" />);
    expect(document.body).toHaveFocus();
    unmount();
    renderInThread(<FormView form={one} messageId="m1" />, { newForm: "m1" });
    expect(screen.getByLabelText(/^note/)).toHaveFocus();
  });
});
