// Keeps what was typed in a form that the sign-in page interrupted, in this tab alone, and puts it back once the same
// person has signed in again. Drafts of entries are kept by entry.js.
"use strict";

const person = document.body.dataset.user;
const here = location.pathname + location.search;
const SENT = `unsent:${person}:sent`;
const TYPED = "textarea, input:not([type=hidden], [type=password], [type=file], [type=checkbox], [type=radio])";
const NEVER = ["csrfmiddlewaretoken", "next"];

const forms = () => [...document.querySelectorAll("main form[method=post]:not([data-autosave])")];

function keep(form) {
  const written = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NEVER.includes(name));
  const kept = { page: here, form: forms().indexOf(form), action: form.action, written, interrupted: false };
  sessionStorage.setItem(SENT, JSON.stringify(kept));
}

// fills the fields of each name in their order; returns how many values found no field
function fill(form, written) {
  const values = new Map();
  for (const [name, value] of written) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || NEVER.includes(field.name) || field.matches("button, fieldset, [type=file], [type=password]")) continue;
    const left = values.get(field.name) ?? [];
    if (field.matches("[type=checkbox], [type=radio]")) {
      field.checked = left.includes(field.value);
      values.set(field.name, left.filter((value) => value !== field.value));
    } else if (field.multiple) {
      for (const option of field.options) option.selected = left.includes(option.value);
      values.delete(field.name);
    } else if (left.length) {
      field.value = left.shift();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  return [...values.values()].flat().length;
}

function tell(words) {
  const list = document.querySelector("ul.messages") ?? document.createElement("ul");
  const line = document.createElement("li");
  list.className = "messages";
  list.setAttribute("role", "status");
  line.className = "warning";
  line.textContent = words;
  list.append(line);
  document.querySelector("main").prepend(list);
}

function restore() {
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith("unsent:") && !name.startsWith(`unsent:${person}:`)) sessionStorage.removeItem(name);
  }
  const kept = JSON.parse(sessionStorage.getItem(SENT));
  // what was sent without interruption has arrived; what was interrupted waits for its page
  if (!kept || (kept.interrupted && kept.page !== here)) return;
  sessionStorage.removeItem(SENT);
  const form = forms()[kept.form];
  if (!kept.interrupted || form?.action !== kept.action) return;
  const lost = fill(form, kept.written);
  tell(`登录前填写的内容已放回本页，请核对后重新提交。${lost ? `有 ${lost} 处没有找到原来的栏目。` : ""}`);
}

if (person) {
  restore();
  for (const form of forms()) {
    if (form.querySelector(TYPED)) form.addEventListener("submit", () => keep(form));
  }
} else if (location.pathname.endsWith("/sign-in/")) {
  for (const name of Object.keys(sessionStorage)) {
    if (!name.endsWith(":sent")) continue;
    const kept = JSON.parse(sessionStorage.getItem(name));
    sessionStorage.setItem(name, JSON.stringify({ ...kept, interrupted: true }));
  }
}
