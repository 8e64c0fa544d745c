// Keyboard: j and k move through the rows of a list, and ? lists every key of this page.
"use strict";

const rows = [...document.querySelectorAll("[data-row]")];
// the head's box where it is shown, else the page's own
const search = [...document.querySelectorAll("input[type=search], input[name=text]")].find((field) => field.offsetParent);
const help = document.querySelector("#keys");
const SHOWN = { Enter: "↵", "Control+Enter": "Ctrl ↵", "Alt+ArrowUp": "Alt ↑", "Alt+ArrowDown": "Alt ↓", "Alt+c": "Alt C" };
let at = rows.findIndex((row) => row.hasAttribute("aria-current"));

const opener = (row) => (row.matches("a") ? row : row.querySelector("a"));
const tick = (row) => row.querySelector("[data-pick]");
// a field for words; duban.js adds such fields, so it is asked each time
const WRITTEN = "textarea, input:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([type=file]):not([type=password])";
// keys also work while a checkbox has the focus
const typing = (event) => event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

function stand(on) {
  if (rows[at]) rows[at].classList.remove("current");
  at = on;
  rows[at].classList.add("current");
}

function go(to) {
  stand(Math.min(Math.max(to, 0), rows.length - 1));
  rows[at].scrollIntoView({ block: "nearest" });
  const link = opener(rows[at]) || tick(rows[at]);
  if (link) link.focus({ preventScroll: true });
}

function click(part) {
  const found = rows[at] && part(rows[at]);
  if (found) found.click();
}

// the form that a box of this page opens: 退回填报员, 标为内部事项
const boxed = (box) => box.querySelector(":scope > form[method=post]");

const opened = new WeakSet();

// puts the cursor into a box that a person opened, so that what is typed next is its text and no key
function beginWriting(box) {
  opened.add(box);
  const form = box.open && boxed(box);
  const field = form && form.querySelector(WRITTEN);
  if (field) field.focus();
}

function isWritten(form) {
  const fields = [...form.querySelectorAll(WRITTEN)].filter((field) => field.offsetParent);
  const isOpened = opened.has(form.parentElement) || form.querySelector("[aria-invalid=true]");
  return (isOpened && fields.length > 0) || fields.some((field) => field.value !== field.defaultValue);
}

const formOf = (part) =>
  part.form || part.closest("form") || (part.matches("summary") && boxed(part.parentElement)) || (tick(part) || {}).form || null;

// while something is written, or a dialog is open, only what belongs to it takes a key; else a letter that misses its
// field files, judges or undoes something
function mayAct(part) {
  const dialog = document.querySelector("dialog[open]");
  if (dialog && !dialog.contains(part)) return false;
  const own = formOf(part);
  return [...document.querySelectorAll("main form[method=post]")].every((form) => form === own || !isWritten(form));
}

function press(marked) {
  const isOpen = marked.matches("summary") && marked.parentElement.open && boxed(marked.parentElement);
  if (marked.matches("a, button, summary, [type=checkbox]") && !isOpen) marked.click();
  else if (!isOpen) marked.focus();
  if (marked.matches("summary")) beginWriting(marked.parentElement);
}

function wordsOf(marked) {
  const named = (marked.labels && marked.labels.length ? marked.labels[0] : marked).cloneNode(true);
  for (const key of named.querySelectorAll("kbd")) key.remove();
  return named.textContent.trim();
}

// key → its description, its action and the part that it acts on, only for what the page has
function keys() {
  const found = new Map();
  const row = rows[at] || rows[0];
  if (row) {
    found.set("j", ["下一行", () => go(at + 1), row]);
    found.set("k", ["上一行", () => go(at - 1), row]);
  }
  if (rows.some(opener)) found.set("Enter", ["打开所在行", () => click(opener), row]);
  if (rows.some(tick)) found.set("x", ["勾选所在行，或取消", () => click(tick), row]);
  if (search) found.set("/", ["查找", () => search.focus()]);
  const seen = new Set();
  for (const marked of document.querySelectorAll("[data-key]")) {
    const key = marked.dataset.key;
    if (seen.has(key)) continue;
    seen.add(key);
    // on a row ↵ opens the row
    const words = key === "Enter" && found.has(key) ? `${wordsOf(marked)}；停在一行上时，打开该行` : wordsOf(marked);
    found.set(key, [words, () => press(marked), marked]);
  }
  for (const marked of document.querySelectorAll("[data-chord]")) {
    const words = marked.title ? `${wordsOf(marked)}：${marked.title}` : wordsOf(marked);
    found.set(marked.dataset.chord, [words, () => press(marked)]);
  }
  found.set("?", ["本帮助", tell]);
  return found;
}

// a chord works while one types: Control+Enter, Alt+ArrowDown
function chordOf(event) {
  const held = [event.ctrlKey || event.metaKey ? "Control" : "", event.altKey ? "Alt" : ""].filter(Boolean);
  return held.length ? [...held, event.key].join("+") : "";
}

// what a chord presses. Control+Enter sends the form in which the cursor is, and no other one; where that form has
// several buttons, none but the one that is marked for it
function chorded(event) {
  const chord = chordOf(event);
  const marked = chord && document.querySelector(`[data-chord="${chord}"]`);
  const form = event.target.form;
  if (chord !== "Control+Enter" || (marked && marked.form === form)) return marked;
  if (!form) return marked && mayAct(marked) ? marked : null;
  const buttons = [...form.elements].filter((part) => part.matches("button") && part.type === "submit");
  return form.method === "post" && buttons.length === 1 ? buttons[0] : null;
}

function tell() {
  const list = help.querySelector("dl");
  list.textContent = "";
  for (const [key, [words]] of keys()) {
    const name = document.createElement("dt");
    const means = document.createElement("dd");
    name.append(document.createElement("kbd"));
    name.firstChild.textContent = SHOWN[key] || key;
    means.textContent = words;
    list.append(name, means);
  }
  help.showModal();
}

document.addEventListener("focusin", (event) => {
  const row = rows.indexOf(event.target.closest("[data-row]"));
  if (row >= 0) stand(row);
});

document.addEventListener("click", (event) => {
  const summary = event.target.closest("main summary");
  // the box opens once the click is through
  if (summary) setTimeout(() => beginWriting(summary.parentElement));
});

// the key of 撤销 is shown while it works
const undo = document.querySelector("[data-key=u] kbd");
if (undo) {
  const showUndo = () => {
    const field = document.activeElement;
    undo.hidden = Boolean(field && field.closest(`${WRITTEN}, select`)) || !mayAct(undo.parentElement);
  };
  for (const name of ["focusin", "focusout"]) document.addEventListener(name, () => setTimeout(showUndo));
}

// Ctrl+K leads to the search out of any field
document.addEventListener("keydown", (event) => {
  if (!search || !(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "k") return;
  event.preventDefault();
  search.focus();
  search.select();
});

document.addEventListener("keydown", (event) => {
  const marked = chorded(event);
  if (marked && !help.open && !event.isComposing) {
    event.preventDefault();
    press(marked);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event) || help.open) return;
  // ↵ on a link or button activates it
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  const known = keys().get(event.key);
  if (!known) return;
  const [, act, part] = known;
  if (part && !mayAct(part)) return;
  event.preventDefault();
  act();
});
