/** Text cut at the offsets that the service gives: code points, as in Python, not UTF-16 units. */

import { element } from "./elements.js";
import { words } from "./words.js";

/** Characters of the passage that are shown before and after its best sentence. */
const BEFORE = 110;
const AFTER = 170;
/** Fewer left-out characters than this are worth no ellipsis. */
const TOO_FEW = 50;

/** The characters of a text, each a code point. */
export function characters(text) {
  return Array.from(text);
}

/** A text without the blank lines between its paragraphs; offsets stay what they are. */
export function closer(text) {
  return text.map((character, place) => (character === "\n" && text[place - 1] === "\n" ? "" : character));
}

/** Where to cut a passage so that its best sentence stands in some of what is around it: between words. */
export function excerpt(text, snippet) {
  let start = Math.max(0, snippet.start - BEFORE);
  let end = Math.min(text.length, snippet.end + AFTER);
  while (start < snippet.start && start > 0 && !isBetween(text, start - 1, start)) start += 1;
  while (end > snippet.end && end < text.length && !isBetween(text, end, end - 1)) end -= 1;
  if (start < TOO_FEW) start = 0;
  if (text.length - end < TOO_FEW) end = text.length;
  return { start, end };
}

/** Nodes of `text[start:end]`: the best sentence in a span, words that match in marks. */
export function marked(text, { start, end }, snippet, matches) {
  const said = { start: Math.max(start, snippet.start), end: Math.min(end, snippet.end) };
  const pieces = (from, to) => cut(text, from, to, snippet.highlights, matches);
  return [
    ...pieces(start, said.start),
    element("span", { class: "snippet" }, ...pieces(said.start, said.end)),
    ...pieces(said.end, end),
  ];
}

function cut(text, from, to, highlights, matches) {
  const pieces = [];
  let place = from;
  for (const [begin, finish] of highlights) {
    const start = Math.max(begin, place);
    const end = Math.min(finish, to);
    if (start >= end) continue;
    pieces.push(text.slice(place, start).join(""), mark(text, start, end, matches));
    place = end;
  }
  pieces.push(text.slice(place, to).join(""));
  return pieces;
}

function mark(text, start, end, matches) {
  const within = matches.filter((match) => match.start < end && match.end > start);
  const told = new Set(within.map(why).filter((reason) => reason));
  const translated = within.some((match) => match.via === "translation");
  const attributes = { title: [...told].join("\n") || null, class: translated && "translated" };
  return element("mark", attributes, text.slice(start, end).join(""));
}

/** What of the question a word answers to; nothing where it is the same word. */
function why({ word, question_word: asked, via, probability }) {
  if (via === "translation") return words.translation(word, asked, probability);
  return via === "phrase" || word.toLowerCase() === asked.toLowerCase() ? null : words.form(word, asked);
}

/** Whether what is shown begins or ends there: with a word, and outside of it a space. */
function isBetween(text, outside, inside) {
  return isSpace(text[outside]) && !isSpace(text[inside]);
}

function isSpace(character) {
  return /\s/u.test(character);
}
