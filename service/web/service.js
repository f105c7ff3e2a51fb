/** What the service says, and what is the matter where it does not. */

import { words } from "./words.js";

/** Why there is no answer, in a title and a sentence. `language` is the one they are in. */
export class Trouble extends Error {
  constructor(title, detail, language, { isLasting = false } = {}) {
    super(detail);
    this.title = title;
    this.language = language;
    this.isLasting = isLasting; // the same request fails again, too
  }
}

/**
 * The JSON at a path.
 *
 * @throws {Trouble} the service cannot be reached, or gives no answer.
 * @throws {DOMException} it was aborted.
 */
export async function get(path, signal) {
  let response;
  let body;
  try {
    response = await fetch(path, { signal, headers: { accept: "application/json" } });
    body = await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Trouble(words.unreachable, words.unreachableCure, words.locale);
  }
  const told = parsed(body);
  if (response.ok && told) return told;
  if (told?.type === "urn:cari:problem:no-index") {
    throw new Trouble(words.noIndex, words.noIndexCure, words.locale);
  }
  // The service tells its problems in English (RFC 9457); what stands before it may tell nothing.
  if (told?.detail) throw new Trouble(told.title, told.detail, "en", { isLasting: response.status < 500 });
  throw new Trouble(words.noAnswer, words.status(response.status), words.locale);
}

function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
