/** What stands under the question: an answer, what is the matter, or, before any question, what there is. */

import { isRefined, more } from "./address.js";
import { asking, element } from "./elements.js";
import { hitItem } from "./hit.js";
import { understanding, withheld, withoutOptions } from "./understood.js";
import { date, number, percent, words } from "./words.js";

/** How many hits there are, and how the question was understood. */
export function summaryParts(answer, asked) {
  const lines = understanding(answer, asked);
  if (!answer.hits.length && isRefined(asked)) lines.push(withoutOptions(asked));
  return [
    element("p", {}, counted(answer)),
    lines.length > 0 && element("div", { class: "understood" }, ...lines),
  ].filter((part) => part);
}

function counted(answer) {
  if (!answer.hits.length) return words.noResults;
  const results = words.results(answer.hits.length, number(Math.max(1, Math.round(answer.took_ms))));
  return [results, words.readsAs[answer.language]].filter((part) => part).join(" · ");
}

/** The hits of an answer, and the way to more. */
export function answerParts(answer, asked) {
  const { hits, below } = answer;
  const left = answer.withheld - (below ? 1 : 0);
  const next = more(asked, hits.length);
  const least = percent(Number(asked.get("min_relevance")));
  return [
    hits.length > 0 && element("h2", { class: "unseen" }, words.hits),
    hits.length > 0 && list(hits.map((hit, place) => hitItem(hit, place + 1))),
    below && element("h2", {}, words.below),
    below && list([hitItem(below)]),
    left > 0 && withheld(left, least, asked),
    next && element("p", { class: "more" }, asking(next, words.more)),
  ].filter((part) => part);
}

/** Why there is no answer, and the way on; `again` asks once more. */
export function troubleParts(trouble, asked, again) {
  const retry = element("button", { type: "button", class: "quiet" }, words.tryAgain);
  retry.addEventListener("click", again);
  return [
    element(
      "div",
      { class: "trouble", role: "alert" },
      element("h2", { lang: trouble.language }, trouble.title),
      element("p", { lang: trouble.language }, trouble.message),
      trouble.isLasting ? isRefined(asked) && withoutOptions(asked) : retry,
    ),
  ];
}

/** What is to be found here, and how to ask for it. */
export function welcomeParts(status) {
  const span = status.oldest && ` · ${date(status.oldest)} – ${date(status.newest)}`;
  const sources = Object.keys(status.sources).length;
  return [
    element(
      "div",
      { class: "welcome" },
      element("p", {}, words.holds(status.articles, sources), span),
      ...words.hints.map((hint) => element("p", {}, hint)),
    ),
  ];
}

function list(items) {
  // Without numbers of its own it is no list to Safari, unless told so.
  return element("ol", { class: "hits", role: "list" }, ...items);
}
