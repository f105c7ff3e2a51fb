/** The question and its options as they stand in the address of the page. */

const FIELDS = ["q", "language", "source", "since", "until", "collapse", "min_relevance", "time", "limit"];
/** Hits that the service gives without a limit, and how many more come at a time. */
const PAGE = 10;
const MOST_HITS = 100;
/** What is the same as to ask nothing. */
const DEFAULTS = { collapse: "article", time: "prefer", limit: String(PAGE) };

/** What the address asks: the fields that this page knows, each once, and none that changes nothing. */
export function read(search) {
  const given = new URLSearchParams(search);
  const asked = new URLSearchParams();
  for (const name of FIELDS) {
    const value = (given.get(name) ?? "").trim();
    if (value && value !== DEFAULTS[name]) asked.set(name, value);
  }
  return asked;
}

/** The address of the page that asks this. */
export function address(asked) {
  const query = asked.toString();
  return query ? `./?${query}` : "./";
}

/** The same question with one field changed; without the field where the value is empty. */
export function changed(asked, name, value) {
  const other = new URLSearchParams(asked);
  if (value) other.set(name, value);
  else other.delete(name);
  if (name !== "limit") other.delete("limit");
  return address(other);
}

/** The question alone. */
export function alone(asked) {
  return address(new URLSearchParams({ q: asked.get("q") }));
}

/** Whether anything but the question is asked. */
export function isRefined(asked) {
  return [...asked.keys()].some((name) => name !== "q");
}

/** The address with more hits, where there may be more. */
export function more(asked, shown) {
  const limit = Number(asked.get("limit") ?? PAGE);
  if (shown < limit || limit >= MOST_HITS) return null;
  return changed(asked, "limit", String(Math.min(limit + PAGE, MOST_HITS)));
}

/** What to ask of the service. */
export function query(asked) {
  const sent = new URLSearchParams(asked);
  sent.set("explain", "true"); // tells which word of the question a marked one answers to
  if (sent.has("min_relevance")) sent.set("below", "true");
  return `v1/search?${sent}`;
}
