import { afterEach, describe, expect, it, vi } from "vitest";
import { saveFile } from "@/card/saveFile";

afterEach(() => vi.restoreAllMocks());

describe("a file behind the sign-in", () => {
  it("is fetched by its path and saved under its own name", async () => {
    const saved: string[] = [];
    const revoked: string[] = [];
    URL.createObjectURL = () => "blob:made";
    URL.revokeObjectURL = (url) => void revoked.push(url);
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(`${this.href} ${this.download}`);
    });
    const asked: string[] = [];
    const file = (path: string) => {
      asked.push(path);
      return Promise.resolve(new Blob(["%PDF"]));
    };
    await saveFile({ file }, "/employee/payroll/p-ada/ps-p-ada-2026-10.pdf");
    expect(asked).toEqual(["/employee/payroll/p-ada/ps-p-ada-2026-10.pdf"]);
    expect(saved).toEqual(["blob:made ps-p-ada-2026-10.pdf"]);
    expect(revoked).toEqual(["blob:made"]);
  });
});
