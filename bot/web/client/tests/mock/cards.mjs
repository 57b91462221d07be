/** Cards as the assistant would send them: complete, with every field of domain/messages.py. */

const card = (fields) => ({
  title: null,
  text: null,
  tone: "plain",
  chips: [],
  facts: [],
  table: null,
  charts: [],
  items: [],
  form: null,
  buttons: [],
  links: [],
  progress: null,
  source: null,
  suggestions: [],
  ...fields,
});

const button = (label, action, ref, fields = {}) => ({ label, action, ref, style: "default", asks_reason: false, ...fields });
const field = (name, label, kind, fields = {}) => {
  return { name, label, kind, required: true, value: null, options: [], help: null, ...fields };
};
const fact = (label, value) => ({ label, value });
const item = (title, fields) => ({ title, subtitle: null, badge: null, facts: [], quotes: [], buttons: [], ...fields });

export const balance = () =>
  card({
    title: "You have 14.5 vacation days left",
    text: "Two of them are carried over from last year and **expire on 31 March**.",
    table: {
      columns: ["Leave", "Allocated", "Taken", "Pending", "Left"],
      rows: [
        ["Vacation", "30", "13.5", "2", "14.5"],
        ["Carried over", "2", "0", "0", "2"],
        ["Sick leave", "–", "3", "0", "–"],
      ],
      numeric: [1, 2, 3, 4],
    },
    source: { label: "Leave ledger", as_of: "2026-11-22" },
    suggestions: ["And sick leave?", "I need Friday off", "Who is out next week?"],
  });

export const POLICY = [
  "You may work from home **up to three days a week**. ",
  "Your team agrees on the days it spends together in the office.\n\n",
  "- Abroad: up to 20 working days a year inside the EU, ",
  "after asking HR at least four weeks before.\n",
  "- Equipment for one workplace at home is paid up to 600 EUR.\n\n",
  "Anything beyond that is agreed with your manager in writing.",
];

export const policy = () => card({ text: POLICY.join(""), source: { label: "Remote work policy v3 §2", as_of: null } });

export const leaveForm = () =>
  card({
    title: "Ask for leave",
    text: "Two things are missing. I took **Friday, 27 November** from your message.",
    form: {
      id: "form-leave",
      submit: "Ask for leave",
      fields: [
        field("leave_type", "Kind of leave", "choice", {
          options: [
            { value: "vacation", label: "Vacation" },
            { value: "sick", label: "Sick leave" },
            { value: "unpaid", label: "Unpaid leave" },
          ],
        }),
        field("from_date", "First day", "date", { value: "2026-11-27" }),
        field("to_date", "Last day", "date", { value: "2026-11-27" }),
        field("hours", "Hours a day", "number", { required: false, help: "Only when it is not the whole day." }),
        field("stand_in", "Who stands in for you", "choice", {
          required: false,
          options: ["Amara Okafor", "Jonas Weidner", "Mara Lindqvist", "Noah Adeyemi", "Tomasz Kowalski"].map((name) => {
            return { value: name, label: name };
          }),
        }),
        field("contact", "Where you can be reached", "text", { required: false }),
        field("note", "Note to your manager", "long_text", { required: false }),
        field("agreed", "My team knows that I am away", "tick", { help: "Your manager sees this." }),
      ],
    },
  });

export const leaveAsked = () =>
  card({
    title: "Asked for Friday, 27 November",
    tone: "success",
    text: "Mara Lindqvist decides. You will hear it here.",
    facts: [fact("Leave", "Vacation"), fact("Days", "1"), fact("Left afterwards", "13.5")],
    source: { label: "Leave ledger", as_of: "2026-11-22" },
  });

export const approval = (decided) =>
  card({
    title: "Lena Brandt asks for leave",
    tone: decided ? "success" : "plain",
    text: decided ?? "Nobody else in the team is away on that day.",
    facts: [fact("Leave", "Vacation"), fact("When", "Fri 27 Nov 2026"), fact("Days", "1"), fact("Left afterwards", "13.5")],
    buttons: decided
      ? []
      : [
          button("Approve", "approve", "approval-1", { style: "primary" }),
          button("Decline", "decline", "approval-1", { style: "danger", asks_reason: true }),
        ],
    source: { label: "Leave ledger", as_of: "2026-11-22" },
  });

export const candidates = () =>
  card({
    title: "3 of 120 candidates match",
    text: "Python, Kafka, at least 5 years, in Berlin.",
    items: [
      item("Anneke Vos", {
        subtitle: "Senior Backend Engineer, Berlin",
        badge: "92 %",
        facts: [fact("Experience", "8 years"), fact("Python", "found"), fact("Kafka", "found")],
        quotes: [
          {
            text: "Built the event pipeline on Kafka that carries 40,000 messages a second for three product teams.",
            source: "anneke-vos.pdf, page 1",
          },
          { text: "Python services in production since 2017, typed and tested.", source: "anneke-vos.pdf, page 2" },
        ],
        buttons: [
          button("Move to interview", "stage", "anneke", { style: "primary" }),
          button("Reject", "reject", "anneke", { style: "danger", asks_reason: true }),
        ],
      }),
      item("Ruben Castellanos", {
        subtitle: "Platform Engineer, Berlin",
        badge: "81 %",
        facts: [fact("Experience", "6 years"), fact("Python", "found"), fact("Kafka", "found")],
        quotes: [{ text: "Moved the nightly batch to Kafka Streams and Python workers.", source: "castellanos-cv.docx" }],
        buttons: [button("Move to interview", "stage", "ruben", { style: "primary" })],
      }),
      item("Yuki Tanabe", {
        subtitle: "Data Engineer, Potsdam",
        badge: "74 %",
        facts: [fact("Experience", "5 years"), fact("Python", "found"), fact("Kafka", "unclear")],
        quotes: [{ text: "Streaming ingestion with Python and a message broker.", source: "tanabe.pdf, page 1" }],
      }),
    ],
    source: { label: "120 resumes", as_of: "2026-11-22T09:30:00Z" },
    suggestions: ["Only those with Go", "Compare the first two", "Why is she first?"],
  });

export const progress = (names, percent, step, state = "running") =>
  card({
    title: names.length === 1 ? `Reading ${names[0]}` : `Reading ${names.length} resumes`,
    progress: { percent, step, state },
    items: state === "completed" ? names.map((name) => item(name, { badge: "Read" })) : [],
  });

export const refusal = () =>
  card({
    tone: "refusal",
    text: "Pay is private: I can show you your own payslips, but nobody else's.",
    suggestions: ["Show my last payslip"],
  });

export const warning = () =>
  card({
    title: "Your passport copy expires soon",
    tone: "warning",
    text: "Please send HR a new one before **15 December**.",
  });

export const notUnderstood = () =>
  card({
    text: "I did not understand that. You can ask me about your leave, your payslips, the policies, or who is out.",
    suggestions: ["How many vacation days do I have left?", "I need Friday off"],
  });
