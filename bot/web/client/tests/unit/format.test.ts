import { describe, expect, it } from "vitest";
import { sentence, UNREACHABLE } from "@/api/problem";
import { inTurns } from "@/conversation/Welcome";
import { dateOf, sizeOf } from "@/ui/format";

describe("format", () => {
  it("writes dates for people and leaves other words alone", () => {
    expect(dateOf("2026-11-22")).toBe("22 Nov 2026");
    expect(dateOf("payroll of October")).toBe("payroll of October");
  });

  it.each([
    [0, "0 B"],
    [1023, "1023 B"],
    [1536, "2 kB"],
    [5_242_880, "5.0 MB"],
    [3 * 1024 ** 3, "3.0 GB"],
  ])("writes %i bytes as %s", (bytes, text) => {
    expect(sizeOf(bytes)).toBe(text);
  });
});

describe("the sentence of a problem", () => {
  it("is its detail, its title, or a general one", () => {
    expect(sentence(422, '{"title":"Bad file","detail":"It carries macros."}')).toBe("It carries macros.");
    expect(sentence(403, '{"title":"Not permitted"}')).toBe("Not permitted");
    expect(sentence(502, "<html>Bad gateway</html>")).toBe(UNREACHABLE);
    expect(sentence(400, "")).toBe("That did not work. Please try again.");
  });
});

describe("suggestions of several roles", () => {
  it("take turns, nothing twice", () => {
    expect(inTurns([["a", "b", "c"], ["x", "a"], []])).toEqual(["a", "x", "b", "c"]);
  });
});
