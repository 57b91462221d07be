/** An error that the server explained (RFC 9457), or that kept us from reaching it. `message` is for the person. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = "Problem";
  }
}

export const UNREACHABLE = "Peopledesk does not answer right now. Please check your connection and try again.";

/** The sentence of a problem document; a general one where the body is something else. */
export function sentence(status: number, body: string): string {
  try {
    const { detail, title } = JSON.parse(body) as { detail?: unknown; title?: unknown };
    if (typeof detail === "string" && detail) return detail;
    if (typeof title === "string" && title) return title;
  } catch {
    // Not a problem document: a proxy's page, or nothing at all.
  }
  return status >= 500 ? UNREACHABLE : "That did not work. Please try again.";
}

export function sentenceOf(error: unknown): string {
  return error instanceof Problem ? error.message : UNREACHABLE;
}
