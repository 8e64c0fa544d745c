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

function press(marked) {
  if (marked.matches("a, button, summary, [type=checkbox]")) marked.click();
  else marked.focus();
}

function wordsOf(marked) {
  const named = (marked.labels && marked.labels.length ? marked.labels[0] : marked).cloneNode(true);
  for (const key of named.querySelectorAll("kbd")) key.remove();
  return named.textContent.trim();
}

// key → its description and its action, only for what the page has
function keys() {
  const found = new Map();
  if (rows.length) {
    found.set("j", ["下一行", () => go(at + 1)]);
    found.set("k", ["上一行", () => go(at - 1)]);
  }
  if (rows.some(opener)) found.set("Enter", ["打开所在行", () => click(opener)]);
  if (rows.some(tick)) found.set("x", ["勾选所在行，或取消", () => click(tick)]);
  if (search) found.set("/", ["查找", () => search.focus()]);
  const seen = new Set();
  for (const marked of document.querySelectorAll("[data-key]")) {
    const key = marked.dataset.key;
    if (seen.has(key)) continue;
    seen.add(key);
    // on a row ↵ opens the row
    const words = key === "Enter" && found.has(key) ? `${wordsOf(marked)}；停在一行上时，打开该行` : wordsOf(marked);
    found.set(key, [words, () => press(marked)]);
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

// Ctrl+K leads to the search out of any field
document.addEventListener("keydown", (event) => {
  if (!search || !(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "k") return;
  event.preventDefault();
  search.focus();
  search.select();
});

document.addEventListener("keydown", (event) => {
  const marked = chordOf(event) && document.querySelector(`[data-chord="${chordOf(event)}"]`);
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
  event.preventDefault();
  known[1]();
});
