/** What the mock assistant answers to what. */

import * as cards from "./cards.mjs";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Answers one turn: `content` is what was said, chosen or filled. `tempo` stretches the waiting (1 is natural). */
export async function answer(company, conversationId, turnId, content, tempo) {
  const emit = (event) => company.publish(conversationId, event);
  const say = (card, id = `${turnId}:0`) => company.put(conversationId, { id, turn_id: turnId, author: "assistant", card });
  const status = (text) => emit({ type: "CUSTOM", name: "status", value: { runId: turnId, text } });
  const wait = (ms) => pause(ms * tempo);

  emit({ type: "RUN_STARTED", threadId: conversationId, runId: turnId });
  const broke = await act({ company, conversationId, turnId, content, emit, say, status, wait });
  if (broke) emit({ type: "RUN_ERROR", message: broke });
  else emit({ type: "RUN_FINISHED", threadId: conversationId, runId: turnId });
}

async function act(turn) {
  const { content, say, status, wait } = turn;
  if (content.kind === "chose") return chosen(turn);
  if (content.kind === "filled") return filled(turn);
  if (content.uploads.length) return read(turn);
  const text = content.text.toLowerCase();
  if (/vacation|balance|days/.test(text)) {
    status("Looking into the leave ledger …");
    await wait(600);
    return say(cards.balance());
  }
  if (/policy|remote/.test(text)) return stream(turn);
  if (/friday/.test(text)) return say(cards.leaveForm());
  if (/waits|decision|approv/.test(text)) return say(cards.approval());
  if (/find|python|candidates/.test(text)) {
    status("Searching 120 resumes …");
    await wait(700);
    return say(cards.candidates());
  }
  if (/salary/.test(text)) return say(cards.refusal());
  if (/passport/.test(text)) return say(cards.warning());
  if (/break/.test(text)) return "Something went wrong while answering. Please ask again.";
  return say(cards.notUnderstood());
}

async function stream({ turnId, emit, say, wait }) {
  const messageId = `${turnId}:0`;
  emit({ type: "TEXT_MESSAGE_START", messageId, role: "assistant" });
  for (const delta of cards.POLICY) {
    await wait(250);
    emit({ type: "TEXT_MESSAGE_CONTENT", messageId, delta });
  }
  emit({ type: "TEXT_MESSAGE_END", messageId });
  say(cards.policy(), messageId);
}

async function read({ content, say, wait }) {
  const steps = [
    [5, "Waiting for a worker", "waiting"],
    [30, "Reading the text"],
    [60, "Finding skills and experience"],
    [85, "Adding to the search index"],
    [100, "All read", "completed"],
  ];
  for (const [percent, step, state] of steps) {
    say(cards.progress(content.uploads, percent, step, state));
    await wait(700);
  }
}

async function chosen({ company, conversationId, turnId, content, say, wait }) {
  await wait(500);
  const because = content.reason ? ` Reason: ${content.reason}` : "";
  if (content.ref !== "approval-1") return say({ ...cards.leaveAsked(), title: "Noted", text: `${content.action}.${because}`, facts: [] });
  const decision = content.action === "approve" ? "You approved this." : `You declined this.${because}`;
  company.put(conversationId, { id: content.message_id, turn_id: turnId, author: "assistant", card: cards.approval(decision) });
}

async function filled({ company, say, wait }) {
  await wait(500);
  say(cards.leaveAsked());
  await wait(900);
  company.put("inbox", { id: `inbox-${company.count}`, turn_id: "later", author: "assistant", card: cards.approval() });
}
