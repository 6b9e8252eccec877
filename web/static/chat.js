// Sends the form without loading the page anew. Without this file everything works as ordinary pages.

const PATIENCE = 60_000;
const PAUSE = 500;
const NEAR_THE_LIMIT = 0.8;

const by = (id, page = document) => page.getElementById(id);
const entries = (page) => [...page.querySelectorAll("#log [data-entry]")];
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const finger = matchMedia("(pointer: coarse)");

let sending = false;
let pause;

document.addEventListener("submit", (event) => {
  if (event.target.id !== "talk") return;
  event.preventDefault();
  if (!sending) send(event.target, event.submitter);
});

document.addEventListener("keydown", (event) => {
  const wanted = event.key === "Enter" && (event.ctrlKey || event.metaKey);
  if (wanted && event.target.id === "text" && !event.isComposing) {
    event.preventDefault();
    by("talk").requestSubmit(by("send"));
  }
});

document.addEventListener("input", (event) => {
  if (event.target.id !== "text") return;
  clearTimeout(pause);
  pause = setTimeout(count, PAUSE);
});

addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details")) part.open = true;
});

async function send(form, button) {
  const box = by("text");
  const written = box.value;
  const fields = new FormData(form);
  if (button?.name) fields.set(button.name, button.value);
  sending = true;
  mark(form, true);
  say(by("status").dataset.sending, "busy");
  let reason;
  try {
    const answer = await fetch("/", {
      method: "POST",
      body: new URLSearchParams(fields),
      signal: AbortSignal.timeout?.(PATIENCE),
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    reason = by("said", page)?.textContent;
    if (!by("talk", page)) throw new Error("this is not the page of the conversation");
    say("");
    show(page, box.value === written ? null : box.value, button?.name === "choice");
  } catch {
    // The form stays as it is, with its id: sent again, the same message is answered once.
    mark(form, false);
    say(reason ?? by("status").dataset.failed, "failed");
    by("status").scrollIntoView({ block: "nearest" });
  } finally {
    sending = false;
  }
}

function show(page, typedMeanwhile, clicked) {
  document.title = page.title;
  if (!by("start", page)) by("start")?.remove();
  add(page);
  by("answer").replaceWith(document.importNode(by("answer", page), true));
  if (typedMeanwhile !== null) by("text").value = typedMeanwhile;
  // On a telephone the focus in the box would open the keyboard over the answers to choose from.
  const place = clicked && finger.matches ? by("answer") : by("text");
  place.focus({ preventScroll: true });
  count();
  const target = by("problem") ?? by("latest");
  target?.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "start" });
}

function add(page) {
  const here = new Set(entries(document).map((entry) => entry.dataset.entry));
  const there = entries(page);
  if (!there.length) return;
  const list = document.querySelector("#log ol");
  const kept = there.filter((entry) => here.has(entry.dataset.entry));
  // Another conversation was begun meanwhile: nothing of the old one may stay.
  if (kept.length < here.size) list.replaceChildren();
  const fresh = kept.length < here.size ? there : there.filter((entry) => !here.has(entry.dataset.entry));
  if (fresh.length) by("latest")?.removeAttribute("id");
  list.append(...fresh.map((entry) => document.importNode(entry, true)));
}

function mark(form, busy) {
  form.setAttribute("aria-busy", busy);
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", busy);
}

function say(words, kind = "") {
  by("status").className = `status ${kind}`;
  by("status").textContent = words;
}

function count() {
  const box = by("text");
  const left = Number(box.dataset.limit) - [...box.value].length;
  const { left: some, over } = by("status").dataset;
  const near = left < box.dataset.limit * (1 - NEAR_THE_LIMIT);
  by("count").textContent = near ? (left < 0 ? over : some).replace("{count}", Math.abs(left)) : "";
}

count();
