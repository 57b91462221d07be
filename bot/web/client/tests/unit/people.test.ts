import { describe, expect, it } from "vitest";
import type { DemoPerson, Role } from "@/api/messages";
import { groups, initials, purposeOf } from "@/session/people";

const person = (name: string, ...roles: Role[]): DemoPerson => {
  return { name, email: `${name.toLowerCase()}@halden.example`, title: "Engineer", roles };
};
const people = [
  ...["Ana", "Ben", "Cem", "Dag", "Eva"].map((name) => person(name, "employee")),
  person("Mara", "employee", "manager"),
  person("Hedda", "employee", "manager", "hr"),
  person("Sofia", "candidate"),
];

describe("the people of the demo", () => {
  it("are grouped by what they come for most", () => {
    expect(purposeOf(person("x", "employee", "manager", "hr"))).toBe("hr");
    expect(groups(people, "").map((group) => group.role)).toEqual(["employee", "manager", "hr", "candidate"]);
  });

  it("are shown a few at first, all by search", () => {
    const [first] = groups(people, "");
    expect(first).toMatchObject({ hidden: 2 });
    expect(first?.people.map((p) => p.name)).toEqual(["Ana", "Ben", "Cem"]);
    expect(groups(people, "engineer employee")[0]).toMatchObject({ hidden: 0 });
    expect(groups(people, "MAR manager").flatMap((group) => group.people.map((p) => p.name))).toEqual(["Mara"]);
    expect(groups(people, "nobody")).toEqual([]);
  });

  it("have initials", () => {
    expect(["Lena Brandt", "Anna Maria van Dyk", "Cher", ""].map(initials)).toEqual(["LB", "AD", "C", ""]);
  });
});
