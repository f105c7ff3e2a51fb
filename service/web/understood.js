/** What was read into a question, each with the link that overrules it. */

import { alone, changed } from "./address.js";
import { asking, between, element, tagOf } from "./elements.js";
import { characters } from "./marked.js";
import { days, words } from "./words.js";

/** Lines to stand above the hits; none where all is plain. */
export function understanding(answer, asked) {
  const { understood } = answer;
  return [
    understood.corrected && corrected(answer, asked),
    didYouMean(answer, asked),
    times(answer, asked),
    listed(words.mustOccur, understood.phrases, answer),
    listed(words.without, understood.excluded, answer),
    listed(words.notLookedFor, understood.framing, answer),
    understood.note && note(answer),
  ].filter((line) => line);
}

/** It is in the language of the question, whatever that of the page is. */
function note({ language, understood }) {
  return element("p", { class: "note", lang: language === "id" ? "id" : "en" }, understood.note);
}

function corrected(answer, asked) {
  const { corrected: taken, insisting } = answer.understood;
  return element(
    "p",
    {},
    ...words.askedFor(element("strong", { lang: tagOf(answer) }, taken)),
    insisting && asking(changed(asked, "q", insisting), words.asTyped),
  );
}

function didYouMean(answer, asked) {
  const unsure = answer.understood.suggestions.filter((one) => !one.sure);
  if (!unsure.length) return null;
  const meant = replaced(answer.question, unsure, (one) => one.replacement);
  const other = element("span", { lang: tagOf(answer) }, meant);
  return element("p", {}, words.didYouMean, asking(changed(asked, "q", meant), other), "?");
}

/** The question with other text in the places of suggestions. */
function replaced(question, suggestions, other) {
  const text = characters(question);
  let place = 0;
  const pieces = suggestions.map((one) => {
    const before = text.slice(place, one.start).join("");
    place = one.end;
    return before + other(one);
  });
  return pieces.join("") + text.slice(place).join("");
}

/** The times, and what they do. Those that do nothing are not told; the way back to them is. */
function times(answer, asked) {
  const { understood } = answer;
  const isSet = asked.has("time") && !asked.has("since") && !asked.has("until");
  if (!understood.times.length && !isSet) return null;
  const named = understood.times.map(({ text, since, until, certain }) => {
    const meant = certain ? days(since, until) : `${days(since, until)}, ${words.mayBeName}`;
    return element("span", {}, quoted(text, answer), " ", element("span", { class: "days" }, `(${meant})`));
  });
  // A time that may be a name is never a filter.
  const canFilter = named.length ? understood.times.some((one) => one.certain) : asked.get("time") === "off";
  const uses = Object.entries(words.timeUse).map(([use, does]) => {
    if (understood.time_use === use) return element("strong", { "aria-current": "true" }, does);
    return (use !== "filter" || canFilter) && asking(changed(asked, "time", use), does);
  });
  const choice = element("span", { class: "choice" }, ...between(" · ", uses));
  return element("p", {}, `${words.time}: `, ...between(", ", named), named.length > 0 && ": ", choice);
}

function listed(label, texts, answer) {
  if (!texts.length) return null;
  return element("p", {}, `${label}: `, ...between(", ", texts.map((text) => quoted(text, answer))));
}

/** Words of the question, in its language. */
function quoted(text, answer) {
  return element("span", { lang: tagOf(answer) }, `“${text}”`);
}

/** The sentence on hits that are left out for their relevance, with the link that shows them. */
export function withheld(count, least, asked) {
  const show = asking(changed(asked, "min_relevance", ""), words.showThem);
  return element("p", {}, words.withheld(count, least), " ", show);
}

/** The same question without anything left out. */
export function withoutOptions(asked) {
  return element("p", {}, asking(alone(asked), words.fewer));
}
