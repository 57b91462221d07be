import type { DemoPerson, Role } from "@/api/messages";

export const ROLE_NAMES: Record<Role, string> = {
  employee: "Employee",
  manager: "Manager",
  recruiter: "Recruiter",
  hr: "HR",
  admin: "Admin",
  candidate: "Candidate",
};

/** In the order of the sign-in page, with what each comes for. */
export const PURPOSES: readonly (readonly [Role, string])[] = [
  ["employee", "Leave, payslips, policies"],
  ["manager", "Approve leave, see the team"],
  ["recruiter", "Resumes, search, stages"],
  ["hr", "Approvals, policies, hiring"],
  ["admin", "Health of the system"],
  ["candidate", "Apply, and follow an application"],
];

/** What a person with several roles comes for most, first. */
const WEIGHT: readonly Role[] = ["admin", "hr", "recruiter", "manager", "candidate", "employee"];

export function byWeight(roles: readonly Role[]): Role[] {
  return WEIGHT.filter((role) => roles.includes(role));
}

export function purposeOf(person: DemoPerson): Role {
  return byWeight(person.roles)[0] ?? "employee";
}

export interface Group {
  role: Role;
  purpose: string;
  people: DemoPerson[];
  /** How many more there are. */
  hidden: number;
}

/** The people who match every word of `search`, by what they come for; without a search the first `few` of each. */
export function groups(people: readonly DemoPerson[], search: string, few = 3): Group[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return PURPOSES.flatMap(([role, purpose]) => {
    const all = people.filter((person) => purposeOf(person) === role && matches(person, words));
    const shown = words.length ? all : all.slice(0, few);
    return all.length ? [{ role, purpose, people: shown, hidden: all.length - shown.length }] : [];
  });
}

function matches(person: DemoPerson, words: readonly string[]): boolean {
  const roles = person.roles.map((role) => ROLE_NAMES[role]).join(" ");
  const text = `${person.name} ${person.title ?? ""} ${person.email} ${roles}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Up to two letters. */
export function initials(name: string): string {
  const parts = name.split(/\s+/).filter(Boolean);
  return [parts[0], parts.length > 1 ? parts.at(-1) : ""].map((part) => part?.[0] ?? "").join("");
}
