/**
 * A small server that speaks the web chat's HTTP contract, for developing and testing the page without the product.
 * `node tests/mock/server.mjs [port]` prints `{"port": …}`; the last argument `--tempo=0.2` makes it quicker.
 * Beyond the contract: `POST /mock/cut` ends all event streams, `POST /mock/expire` forgets all tokens.
 */

import { createServer } from "node:http";
import { approval } from "./cards.mjs";
import { Company } from "./company.mjs";
import { PASSWORD, PEOPLE, SUGGESTIONS } from "./people.mjs";
import { answer } from "./script.mjs";

class Problem extends Error {
  constructor(status, title, detail) {
    super(detail);
    this.body = { type: "about:blank", title, status, detail };
  }
}

const notFound = () => new Problem(404, "Not found", "I could not find that conversation.");

export function mockServer({ tempo = 1 } = {}) {
  const companies = new Map();
  const tokens = new Map();
  const files = new Map();
  const turns = new Map();
  const streams = new Set();

  const companyOf = (email) => {
    if (!companies.has(email)) companies.set(email, founded());
    return companies.get(email);
  };

  function accept(company, body, content) {
    const turn_id = `web:${body.client_message_id}`;
    const accepted = { turn_id, conversation_id: body.conversation_id };
    if (turns.has(turn_id)) return accepted;
    turns.set(turn_id, content);
    const conversation = company.open(body.conversation_id);
    if (!conversation.title) conversation.title = (content.text || "Files").slice(0, 60);
    const said = content.kind === "said" ? (content.text || content.uploads.join(", ")) : content.label;
    if (said) company.put(body.conversation_id, { id: `${turn_id}:said`, turn_id, author: "person", text: said });
    setTimeout(() => void answer(company, body.conversation_id, turn_id, content, tempo), 150 * tempo);
    return accepted;
  }

  const routes = [
    ["GET", /^\/auth\/options$/, () => [200, { identity: "local", demo: { password: PASSWORD, people: PEOPLE } }]],
    ["POST", /^\/auth\/sign-in$/, async ({ json }) => {
      const { email, password } = await json();
      const person = PEOPLE.find((p) => p.email === email);
      if (!person || password !== PASSWORD) throw new Problem(401, "Please sign in", "That e-mail address and password do not fit together.");
      const token = crypto.randomUUID();
      tokens.set(token, { id: person.email, ...person });
      return [200, { token, person: tokens.get(token) }];
    }],
    ["GET", /^\/me$/, ({ person }) => [200, person()]],
    ["GET", /^\/chat\/conversations$/, ({ company }) => [200, { items: company().list(), next: null }]],
    ["GET", /^\/chat\/conversations\/([^/]+)\/messages$/, ({ company }, id) => {
      const conversation = company().conversations.get(id);
      if (!conversation) throw notFound();
      return [200, { last_event_id: company().latest(id), items: conversation.messages }];
    }],
    ["POST", /^\/chat\/conversations\/([^/]+)\/read$/, ({ company }, id) => {
      const conversation = company().conversations.get(id);
      if (!conversation) throw notFound();
      conversation.unread = 0;
      return [204];
    }],
    ["POST", /^\/chat\/query$/, async ({ company, json }) => {
      const body = await json();
      const uploads = body.uploads.map((id) => files.get(id) ?? id);
      return [202, accept(company(), body, { kind: "said", text: body.message, uploads })];
    }],
    ["POST", /^\/chat\/choose$/, async ({ company, json }) => {
      const body = await json();
      return [202, accept(company(), body, { kind: "chose", ...body })];
    }],
    ["POST", /^\/chat\/form$/, async ({ company, json }) => {
      const body = await json();
      if (body.values.to_date < body.values.from_date) throw new Problem(400, "That cannot be done", "The last day is before the first.");
      return [202, accept(company(), body, { kind: "filled", ...body })];
    }],
    ["POST", /^\/files$/, async ({ person, body }) => {
      person();
      const bytes = await body();
      const name = /filename="([^"]*)"/.exec(bytes.subarray(0, 2000).toString())?.[1] ?? "file";
      await new Promise((resolve) => setTimeout(resolve, 400 * tempo));
      if (name.endsWith(".docm")) throw new Problem(422, "That file cannot be used", `${name} carries macros. Please save it as PDF or DOCX and try again.`);
      const id = crypto.randomUUID();
      files.set(id, name);
      return [201, { id, name, size: bytes.length }];
    }],
    ["GET", /^\/chat\/suggestions\/(\w+)$/, (_, role) => [200, { items: SUGGESTIONS[role] ?? [] }]],
    ["POST", /^\/chat\/feedback$/, async ({ person, json }) => {
      person();
      await json();
      return [204];
    }],
    ["POST", /^\/mock\/cut$/, () => {
      for (const response of streams) response.destroy();
      return [204];
    }],
    ["POST", /^\/mock\/expire$/, () => {
      tokens.clear();
      return [204];
    }],
  ];

  function follow(company, stream, request, response) {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    response.write(": open\n\n");
    streams.add(response);
    const send = ({ id, event }) => response.write(`id: ${id}\ndata: ${JSON.stringify(event)}\n\n`);
    const stop = company.follow(stream, request.headers["last-event-id"], send);
    response.on("close", () => {
      stop();
      streams.delete(response);
    });
  }

  async function handle(request, response) {
    const { pathname } = new URL(request.url, "http://mock");
    const body = () => bodyOf(request);
    const person = () => {
      const found = tokens.get(request.headers.authorization?.replace("Bearer ", ""));
      if (!found) throw new Problem(401, "Please sign in", "Your session has ended. Please sign in again.");
      return found;
    };
    const company = () => companyOf(person().email);
    if (pathname === "/me/events") return follow(company(), "me", request, response);
    const streamed = /^\/chat\/conversations\/([^/]+)\/events$/.exec(pathname);
    if (streamed) return follow(company(), streamed[1], request, response);
    for (const [method, pattern, route] of routes) {
      const match = request.method === method && pattern.exec(pathname);
      if (!match) continue;
      const [status, reply] = await route({ person, company, body, json: async () => JSON.parse((await body()).toString()) }, match[1]);
      return respond(response, status, reply, "application/json");
    }
    throw new Problem(404, "Not found", "There is nothing at this address.");
  }

  return createServer((request, response) => {
    handle(request, response).catch((error) => {
      const problem = error instanceof Problem ? error : new Problem(500, "Something went wrong", String(error));
      respond(response, problem.body.status, problem.body, "application/problem+json");
    });
  });
}

/** A company in which a little has happened. */
function founded() {
  const company = new Company();
  const old = [
    ["c-payslip", "Show my last payslip"],
    ["c-holidays", "Which public holidays are left this year?"],
    ["c-remote", "What is the remote work policy?"],
  ];
  for (const [id, title] of old) {
    company.open(id, "chat", title);
    company.put(id, { id: `${id}:said`, turn_id: id, author: "person", text: title }, { quiet: true });
    company.put(id, { id: `${id}:0`, turn_id: id, author: "assistant", text: "It was answered." }, { quiet: true });
    company.conversations.get(id).unread = 0;
  }
  company.open("inbox", "inbox", "Inbox");
  company.put("inbox", { id: "inbox-0", turn_id: "i0", author: "assistant", card: approval() }, { quiet: true });
  return company;
}

function respond(response, status, body, type) {
  if (response.headersSent) return response.end();
  response.writeHead(status, body === undefined ? {} : { "Content-Type": type });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const tempo = Number(process.argv.find((a) => a.startsWith("--tempo="))?.split("=")[1] ?? 1);
  const server = mockServer({ tempo });
  server.listen(Number(process.argv[2]) || 0, "127.0.0.1", () => console.log(JSON.stringify({ port: server.address().port })));
}
