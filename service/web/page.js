/** The page: reads the question from its address, asks the service, and shows the answer. */

import { address, query, read } from "./address.js";
import { answerParts, summaryParts, troubleParts, welcomeParts } from "./answer.js";
import { element } from "./elements.js";
import { asked, checkDays, fill, fit, isWhole, label, offer } from "./options.js";
import { Trouble, get } from "./service.js";
import { words } from "./words.js";

/** Milliseconds after which the page says that it waits; most answers are there before. */
const SLOW = 500;

const form = document.querySelector("form");
const box = form.elements.q;
const said = document.querySelector("#said");
const shown = document.querySelector("#answer");
/** The question on its way, to be aborted when another overtakes it. */
let pending = new AbortController();
/** What `/v1/status` says of it, once it has. */
let index = null;

/** Ask what the address says, and show what comes. */
async function ask() {
  pending.abort();
  pending = new AbortController();
  const { signal } = pending;
  const question = read(location.search);
  fill(form, question);
  document.title = question.has("q") ? `${question.get("q")} – Cari` : "Cari";
  document.body.classList.toggle("empty", !question.has("q"));
  shown.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => replace(said, [element("p", {}, words.loading)]), SLOW);
  try {
    if (question.has("q")) {
      checkDays(form);
      const answer = await get(query(question), signal);
      show(summaryParts(answer, question), answerParts(answer, question));
    } else {
      show([], welcomeParts(await holdings(signal)));
      box.focus();
    }
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof Trouble)) throw error;
    show([], troubleParts(error, question, ask));
  } finally {
    clearTimeout(slow);
  }
  shown.removeAttribute("aria-busy");
  holdings().catch(() => {}); // without it the options offer no sources
}

/** What the index holds, asked for once; the options then offer it. */
async function holdings(signal) {
  index ??= await get("v1/status", signal);
  offer(form, index);
  return index;
}

function show(summary, parts) {
  replace(said, summary);
  replace(shown, parts);
}

/** Put other parts in a place; a link or button there that had the focus hands it on to the answer. */
function replace(place, parts) {
  const hadFocus = place.contains(document.activeElement);
  place.replaceChildren(...parts);
  if (hadFocus) shown.focus({ preventScroll: true });
}

/**
 * Go to another question, so that the back button leads here again. An option that is changed several times
 * in a row, as a date is with each digit, makes one step.
 */
function go(to, option = null) {
  if (new URL(to, location.href).href !== location.href) {
    if (option && history.state === option) history.replaceState(option, "", to);
    else history.pushState(option, "", to);
  }
  return ask();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (matchMedia("(pointer: coarse)").matches) box.blur(); // or the keyboard hides the answer
  go(address(asked(form, read(location.search))));
});
form.addEventListener("change", ({ target }) => {
  if (box.value.trim() && isWhole(target)) go(address(asked(form, read(location.search))), target.name);
});
// A date that is not whole stops the form, and is to be seen then.
form.addEventListener("invalid", () => (form.querySelector("#options").open = true), true);
box.addEventListener("input", () => fit(box));
addEventListener("resize", () => fit(box));
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-ask]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const before = link.closest(".more") ? shown.querySelectorAll(".hit").length : 0;
  await go(link.getAttribute("href"));
  if (!before) scrollTo(0, 0);
  else if (document.activeElement === shown) {
    // The link has gone with the answer it stood in: go on at the first hit that is new.
    shown.querySelectorAll(".hit")[before]?.querySelector("a, summary")?.focus({ preventScroll: true });
  }
});
addEventListener("popstate", ask);

label(document);
ask();
