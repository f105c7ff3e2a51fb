/** The page: reads the question from its address, asks the service, and shows the answer. */

import { address, query, read } from "./address.js";
import { answerParts, summary, troubleParts, welcomeParts } from "./answer.js";
import { asked, fill, fit, isWhole, label, offer } from "./options.js";
import { Trouble, get } from "./service.js";

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
  try {
    if (question.has("q")) {
      const answer = await get(query(question), signal);
      show(summary(answer), answerParts(answer, question));
      holdings().catch(() => {}); // without it the options offer no sources
    } else {
      show("", welcomeParts(await holdings(signal)));
      box.focus();
    }
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof Trouble)) throw error;
    show("", troubleParts(error, question, ask));
  }
  shown.removeAttribute("aria-busy");
}

/** What the index holds, asked for once; the options then offer it. */
async function holdings(signal) {
  index ??= await get("v1/status", signal);
  offer(form, index);
  return index;
}

function show(sentence, parts) {
  said.textContent = sentence;
  shown.replaceChildren(...parts);
}

/** Go to another question, so that the back button leads here again. */
function go(to) {
  if (new URL(to, location.href).href !== location.href) history.pushState(null, "", to);
  return ask();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (matchMedia("(pointer: coarse)").matches) box.blur(); // or the keyboard hides the answer
  go(address(asked(form, read(location.search))));
});
form.addEventListener("change", ({ target }) => {
  if (box.value.trim() && isWhole(target)) go(address(asked(form, read(location.search))));
});
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
  // The link has gone with the answer it stood in: go on at the first hit that is new.
  if (!before) scrollTo(0, 0);
  const next = before && shown.querySelectorAll(".hit")[before]?.querySelector("a, summary");
  if (document.activeElement === document.body) (next || shown).focus({ preventScroll: true });
});
addEventListener("popstate", ask);

label(document);
ask();
