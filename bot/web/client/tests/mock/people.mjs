/** A made-up company of about sixty, enough to fill the sign-in page. */

const FIRST = ["Lena", "Jonas", "Amara", "Tomasz", "Ines", "Noah", "Priya", "Elif", "Mateo", "Sofia", "Oskar", "Hana"];
const LAST = ["Brandt", "Okafor", "Kowalska", "Lindqvist", "Marchetti"];

const NAMED = [
  ["Lena Brandt", "Software Engineer", ["employee"]],
  ["Jonas Weidner", "Data Analyst", ["employee"]],
  ["Amara Okafor", "Product Designer", ["employee"]],
  ["Mara Lindqvist", "Engineering Manager", ["employee", "manager"]],
  ["Tomasz Kowalski", "Head of Sales", ["employee", "manager"]],
  ["Ines Marchetti", "Senior Recruiter", ["employee", "recruiter"]],
  ["Noah Adeyemi", "Recruiter", ["employee", "recruiter"]],
  ["Priya Raman", "Head of People", ["employee", "manager", "hr"]],
  ["Elif Aydin", "HR Partner", ["employee", "hr"]],
  ["Oskar Dahl", "Systems Administrator", ["employee", "admin"]],
  ["Sofia Petrova", null, ["candidate"]],
  ["Mateo Vidal", null, ["candidate"]],
];

const others = FIRST.flatMap((first) => LAST.map((last) => [`${first} ${last}`, "Specialist", ["employee"]])).filter(
  ([name]) => !NAMED.some(([known]) => known === name),
);

export const PASSWORD = "demo";

export const PEOPLE = [...NAMED, ...others.slice(0, 48)].map(([name, title, roles]) => ({
  name,
  title,
  roles,
  email: `${name.toLowerCase().replace(" ", ".")}@halden.example`,
}));

export const SUGGESTIONS = {
  employee: ["How many vacation days do I have left?", "I need Friday off", "Show my last payslip", "What is the remote work policy?"],
  manager: ["What waits for my decision?", "Who is out this week?"],
  recruiter: ["Find Python developers in Berlin who know Kafka", "Open jobs"],
  hr: ["Which approvals are open?", "Rejections of this week"],
  admin: ["Is everything healthy?", "How long are the queues?"],
  candidate: ["What is the status of my application?", "I want to apply"],
};
