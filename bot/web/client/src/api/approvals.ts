/** The vocabulary of `api/approval_views.py`. Change the two together. */

import type { Card } from "./messages";

export type Answer = "yes" | "no";
export type Shelf = "waiting" | "asked" | "decided";

export interface Seat {
  name: string;
  state: Answer | "due" | "waiting" | "not needed";
}

/** People of whom `needed` must say yes before the next group is asked. */
export interface Group {
  name: string;
  needed: number;
  yeses: number;
  people: Seat[];
}

export interface Vote {
  by: string;
  in_place_of: string | null;
  answer: Answer;
  reason: string | null;
  at: string;
  dwell_seconds: number;
}

export interface Approval {
  id: string;
  /** The same for what was asked at once. */
  together: string;
  kind: "confirm" | "approve";
  status: "pending" | "approved" | "declined" | "expired" | "outdated";
  card: Card;
  asked_by: string;
  asked_at: string;
  expires_at: string;
  words: [string, string];
  reason_for: Answer[];
  step_up: boolean;
  /** Whether my word would count now. */
  mine: boolean;
  groups: Group[];
  votes: Vote[];
  reason: string | null;
}

export interface Approvals {
  items: Approval[];
  next: number | null;
  waiting: number;
}

export interface Standing {
  stand_in: string | null;
  until: string | null;
  for_others: string[];
}

export interface Decision {
  approve: boolean;
  reason?: string;
}
