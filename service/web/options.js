/** The question and its options in the form, and back. */

import { read } from "./address.js";
import { element } from "./elements.js";
import { Trouble } from "./service.js";
import { date, number, percent, words } from "./words.js";

const FOLDED = ["language", "source", "since", "until", "collapse", "min_relevance"];
/** A year that is still being typed is less: 2024 begins as 0002. */
const FIRST_YEAR = 1000;

/** Write in every label what words.js has for it. */
export function label(page) {
  document.documentElement.lang = words.locale;
  for (const one of page.querySelectorAll("[data-word]")) one.textContent = words[one.dataset.word];
  for (const one of page.querySelectorAll("option:not([data-word])")) one.textContent = named(one.value);
  page.querySelector("#q").placeholder = words.placeholder;
}

/** Offer the sources that the index has, and articles of undetermined language where there are some. */
export function offer(form, { sources, languages }) {
  const { source, language } = form.elements;
  for (const [name, articles] of Object.entries(sources).sort(([one], [other]) => one.localeCompare(other))) {
    option(source, name, `${name} (${number(articles)})`);
  }
  source.closest("label").hidden = Object.keys(sources).length < 2 && !source.value;
  if (languages.und) option(language, "und", words.und);
}

/** Show in the form what is asked. */
export function fill(form, asked) {
  for (const name of ["q", ...FOLDED]) {
    const field = form.elements[name];
    const value = asked.get(name) ?? "";
    if (field.tagName === "SELECT") option(field, value, name === "min_relevance" ? named(value) : value);
    field.value = value;
    if (value) field.closest("label")?.removeAttribute("hidden");
  }
  const refined = FOLDED.filter((name) => asked.has(name));
  const chosen = refined.map((name) => shown(form.elements[name], asked.get(name)));
  form.querySelector("#chosen").textContent = chosen.length ? `: ${chosen.join(", ")}` : "";
  fit(form.elements.q);
}

/** What the form asks; how a time is used stays as it was for the same question. */
export function asked(form, before) {
  const now = read(new URLSearchParams(new FormData(form)).toString());
  if (before.has("time") && before.get("q") === now.get("q")) now.set("time", before.get("time"));
  return now;
}

/** Whether a changed option is ready to be asked: a date without its month is not. */
export function isWhole(field) {
  if (field.validity.badInput) return false;
  if (field.type === "date" && field.value) return field.valueAsDate.getUTCFullYear() >= FIRST_YEAR;
  return field.name !== "q";
}

/** Refuse days that no article can be of, before the service does in English. */
export function checkDays({ elements: { since, until } }) {
  if (until.value && since.value > until.value) {
    throw new Trouble(words.noDays, words.noDaysCure, words.locale, { isLasting: true });
  }
}

/** Make the box as high as the question, in browsers that do not by themselves. */
export function fit(box) {
  if (CSS.supports("field-sizing", "content")) return;
  box.style.blockSize = "auto";
  box.style.blockSize = `${box.scrollHeight}px`;
}

function option(select, value, text) {
  const there = [...select.options].find((one) => one.value === value);
  if (there) {
    if (!there.dataset.word) there.textContent = text;
  } else {
    select.append(element("option", { value }, text));
  }
}

/** A least relevance in per cent; any other value as it is. */
function named(value) {
  return Number(value) ? percent(Number(value)) : value;
}

/** An option as the folded list names it. A date that is none (`since=soon`) is the service's to refuse. */
function shown(field, value) {
  if (field.name === "since") return words.from(field.value ? date(value) : value);
  if (field.name === "until") return words.upTo(field.value ? date(value) : value);
  if (field.name === "min_relevance") return `${words.relevance} ≥ ${named(value)}`;
  return field.name === "source" ? value : field.selectedOptions[0].textContent;
}
