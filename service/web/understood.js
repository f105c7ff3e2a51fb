/** What was read into a question, each with the link that overrules it. */

import { alone, changed } from "./address.js";
import { asking, between, element } from "./elements.js";
import { characters } from "./marked.js";
import { days, words } from "./words.js";

/** A question of more words is read without syntax, so that quotes would not keep a word as it is. */
const MOST_WORDS = 12;

/** Lines to stand above the hits; none where all is plain. */
export function understanding(answer, asked) {
  const { understood } = answer;
  return [
    understood.corrected && corrected(answer, asked),
    didYouMean(answer, asked),
    understood.times.length > 0 && times(understood, asked),
    listed(words.mustOccur, understood.phrases),
    listed(words.without, understood.excluded),
    listed(words.notLookedFor, understood.framing),
    understood.note && note(answer),
  ].filter((line) => line);
}

/** It is in the language of the question, whatever that of the page is. */
function note({ language, understood }) {
  return element("p", { class: "note", lang: language === "id" ? "id" : "en" }, understood.note);
}

function corrected(answer, asked) {
  const sure = answer.understood.suggestions.filter((one) => one.sure);
  const isShort = answer.question.split(/\s+/u).length <= MOST_WORDS;
  const kept = replaced(answer.question, sure, (one) => `"${one.word}"`);
  return element(
    "p",
    {},
    ...words.askedFor(element("strong", {}, answer.understood.corrected)),
    isShort && asking(changed(asked, "q", kept), words.asTyped),
  );
}

function didYouMean(answer, asked) {
  const unsure = answer.understood.suggestions.filter((one) => !one.sure);
  if (!unsure.length) return null;
  const meant = replaced(answer.question, unsure, (one) => one.replacement);
  return element("p", {}, words.didYouMean, asking(changed(asked, "q", meant), meant), "?");
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

function times(understood, asked) {
  const named = understood.times.map(({ text, since, until, certain }) => {
    const meant = certain ? days(since, until) : `${days(since, until)}, ${words.mayBeName}`;
    return element("span", {}, `“${text}” `, element("span", { class: "days" }, `(${meant})`));
  });
  const uses = Object.entries(words.timeUse).map(([use, does]) =>
    understood.time_use === use
      ? element("strong", { "aria-current": "true" }, does)
      : asking(changed(asked, "time", use), does),
  );
  const choice = element("span", { class: "choice" }, ...between(" · ", uses));
  return element("p", {}, `${words.time}: `, ...between(", ", named), ": ", choice);
}

function listed(label, quoted) {
  if (!quoted.length) return null;
  return element("p", {}, `${label}: ${quoted.map((one) => `“${one}”`).join(", ")}`);
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
