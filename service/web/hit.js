/** One hit: an article, the passage of it that answers best, and what else there is. */

import { between, element, tagOf } from "./elements.js";
import { characters, closer, excerpt, marked } from "./marked.js";
import { moment, percent, words } from "./words.js";

/** A hit as an item of a list; without a rank it stands by itself. */
export function hitItem(hit, rank) {
  const { article } = hit;
  const text = characters(hit.passage.text);
  const matches = hit.explanation?.matches ?? [];
  const shown = excerpt(text, hit.snippet);
  return element(
    "li",
    { class: "hit" },
    element("h3", {}, rank && element("span", { class: "rank" }, `${rank} `), title(article)),
    element("p", { class: "about" }, about(article), hit.relevance !== null && relevance(hit.relevance)),
    element(
      "p",
      { class: "excerpt", lang: tagOf(article) },
      shown.start > 0 && "…\u00a0",
      ...marked(closer(text), shown, hit.snippet, matches),
      shown.end < text.length && "\u00a0…",
    ),
    passages(hit, text, matches, shown),
    hit.outlets.length > 0 && outlets(hit.outlets),
  );
}

function title(article) {
  const text = article.title ?? words.noTitle;
  const attributes = { lang: article.title === null ? null : tagOf(article) };
  // Any other scheme, as `javascript:`, is no address of an article.
  if (!/^https?:\/\/./i.test(article.url ?? "")) return element("span", attributes, text);
  return element("a", { ...attributes, href: article.url, rel: "noopener noreferrer" }, text);
}

function about(article) {
  const facts = [sourceOf(article), published(article), words[article.language]];
  return element("span", {}, ...between(" · ", facts));
}

/** A name in Arabic must not turn around what stands beside it. */
function sourceOf(article) {
  return element("bdi", {}, article.source ?? words.noSource);
}

function published(article) {
  if (article.published === null) return words.noDate;
  const inferred = article.published_inferred ? ` (${words.inferred})` : "";
  const time = element("time", { datetime: article.published }, moment(article.published));
  return element("span", {}, time, inferred);
}

function relevance(share) {
  const filled = element("span", {});
  filled.style.inlineSize = `${100 * share}%`;
  return element(
    "span",
    { class: "relevance", title: words.relevanceTitle },
    `${words.relevance} ${percent(share)}`,
    element("span", { class: "bar", "aria-hidden": "true" }, filled),
  );
}

/** The passage whole, where it was cut, and further ones of the article. */
function passages(hit, text, matches, shown) {
  const isCut = shown.start > 0 || shown.end < text.length;
  const further = hit.passages.length;
  if (!isCut && !further) return null;
  const summary = [isCut && words.wholePassage, further > 0 && words.further(further)];
  const whole = marked(text, { start: 0, end: text.length }, hit.snippet, matches);
  return element(
    "details",
    {},
    element("summary", {}, ...between(" · ", summary)),
    element(
      "div",
      { class: "passages", lang: tagOf(hit.article) },
      isCut && element("blockquote", {}, ...whole),
      ...hit.passages.map((passage) => element("blockquote", {}, passage.text)),
    ),
  );
}

function outlets(articles) {
  const names = between(", ", articles.map(sourceOf));
  return element(
    "details",
    {},
    element("summary", {}, `${words.outlets(articles.length)}: `, ...names),
    element(
      "ul",
      { class: "outlets" },
      ...articles.map((one) =>
        element("li", {}, title(one), element("p", { class: "about" }, about(one))),
      ),
    ),
  );
}
