import type { Approval, Approvals, Decision, Shelf, Standing } from "./approvals";
import type { AuthOptions, ConversationSummary, Message, Person } from "./messages";
import { Problem, sentence, UNREACHABLE } from "./problem";
import { follow, type Follower } from "./stream";
import { upload, type StoredFile } from "./upload";

export interface Accepted {
  turn_id: string;
  conversation_id: string;
}

type Cursor = string | number;

/** `next` is where the following page begins. */
export interface ConversationPage {
  items: ConversationSummary[];
  next: Cursor | null;
}

interface Addressed {
  conversation_id: string;
  /** A UUID made here: sending the same one again is the same turn. */
  client_message_id: string;
}

export type Said = Addressed & { message: string; uploads: string[] };
export type Chose = Addressed & { message_id: string; action: string; ref: string; reason?: string };
export type Filled = Addressed & { form_id: string; values: Record<string, unknown> };
export interface Feedback {
  message_id: string;
  rating: "up" | "down";
  reason?: string;
}

/** The server's answer; raises `Problem` with a sentence for the person on anything but success. */
async function request(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, init).catch(() => {
    throw new Problem(0, UNREACHABLE);
  });
  if (!response.ok) throw new Problem(response.status, sentence(response.status, await response.text()));
  return response;
}

type Call = Omit<RequestInit, "headers"> & { headers?: Record<string, string> };

const asJson = (body: unknown): Call => ({
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

export async function authOptions(): Promise<AuthOptions> {
  return (await (await request("/auth/options", {})).json()) as AuthOptions;
}

export async function signIn(email: string, password: string): Promise<{ token: string; person: Person }> {
  const response = await request("/auth/sign-in", asJson({ email, password }));
  return (await response.json()) as { token: string; person: Person };
}

/** Everything a signed-in person can ask of the server. `onSignedOut` hears why a token counts no longer. */
export function createApi(token: string, onSignedOut: (sentence: string) => void) {
  const bearer = { Authorization: `Bearer ${token}` };
  const ended = () => onSignedOut("Your session has ended. Please sign in again.");

  async function call(path: string, init: Call = {}): Promise<Response> {
    try {
      return await request(path, { ...init, headers: { ...bearer, ...init.headers } });
    } catch (error) {
      if (error instanceof Problem && error.status === 401) ended();
      throw error;
    }
  }
  const get = async <T>(path: string) => (await (await call(path)).json()) as T;
  const turn = async (path: string, body: Said | Chose | Filled) => {
    const init = asJson(body);
    const response = await call(path, { ...init, headers: { ...init.headers, Prefer: "respond-async" } });
    return (await response.json()) as Accepted;
  };
  const send = async <T>(method: string, path: string, body?: unknown, headers?: Record<string, string>) => {
    const init = asJson(body ?? {});
    return (await (await call(path, { ...init, method, headers: { ...init.headers, ...headers } })).json()) as T;
  };
  const approval = (id: string) => `/approvals/${encodeURI(id)}`;
  const thread = (id: string) => `/chat/conversations/${encodeURIComponent(id)}`;

  return {
    me: () => get<Person>("/me"),
    conversations: (cursor?: Cursor) =>
      get<ConversationPage>(`/chat/conversations${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`),
    messages: (id: string) => get<{ items: Message[]; last_event_id: string }>(`${thread(id)}/messages`),
    read: (id: string) => call(`${thread(id)}/read`, { method: "POST" }),
    suggestions: async (role: string) => (await get<{ items: string[] }>(`/chat/suggestions/${role}`)).items,
    say: (said: Said) => turn("/chat/query", said),
    choose: (chose: Chose) => turn("/chat/choose", chose),
    fill: (filled: Filled) => turn("/chat/form", filled),
    approvals: (state: Shelf, cursor = 0) => get<Approvals>(`/approvals?state=${state}&cursor=${cursor}`),
    approval: (id: string) => get<Approval>(approval(id)),
    /** `fresh` is a token of a sign-in of just now, where the decision needs one. */
    decide: (id: string, decision: Decision, fresh?: string) =>
      send<Approval>("POST", `${approval(id)}/decision`, decision, fresh ? { Authorization: `Bearer ${fresh}` } : {}),
    handOver: (id: string, person: string) => send<Approval>("POST", `${approval(id)}/hand-over`, { person }),
    standing: () => get<Standing>("/approvals/stand-in"),
    standIn: (person: string, until: string) => send<Standing>("PUT", "/approvals/stand-in", { person, until }),
    endStandIn: () => send<Standing>("DELETE", "/approvals/stand-in"),
    file: async (path: string) => (await call(path)).blob(),
    rate: (feedback: Feedback) => call("/chat/feedback", asJson(feedback)),
    upload: (file: File, onProgress: (fraction: number) => void, signal: AbortSignal): Promise<StoredFile> =>
      upload("/files", file, { headers: bearer, onProgress, signal, onUnauthorized: ended }),
    followConversation: (id: string, follower: Follower) =>
      follow(`${thread(id)}/events`, { ...follower, headers: bearer, onUnauthorized: ended }),
    followMe: (follower: Follower) => follow("/me/events", { ...follower, headers: bearer, onUnauthorized: ended }),
  };
}

export type Api = ReturnType<typeof createApi>;
