// Keeps what was typed in a form, in this tab alone, and puts it back: once the same person has signed in again where
// the sign-in page interrupted, and when somebody goes back to a form that he left, or whose sending failed. Browsers
// forget both, since no page may be stored. Drafts of entries are kept by entry.js. A form marked data-stays has its text
// back whenever its page is shown again in this tab, and leaving it unsent is asked about; under links marked
// data-carries the text goes along to the next form of the same page.
"use strict";

const person = document.body.dataset.user;
const here = location.pathname + location.search;
const SENT = `unsent:${person}:sent`;
const LEFT = `unsent:${person}:left`;
const TYPED = "textarea, input:not([type=hidden]):not([type=password]):not([type=file]):not([type=checkbox]):not([type=radio])";
const NEVER = ["csrfmiddlewaretoken", "next"];

const forms = () => [...document.querySelectorAll("main form[method=post]:not([data-autosave])")];

const read = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NEVER.includes(name));

function keep(form, key) {
  const kept = { page: here, form: forms().indexOf(form), action: form.action, written: read(form), interrupted: false };
  sessionStorage.setItem(key, JSON.stringify(kept));
}

// fills the fields of each name in their order; returns how many values found no field
function fill(form, written) {
  const values = new Map();
  for (const [name, value] of written) values.set(name, [...(values.get(name) || []), value]);
  for (const field of form.elements) {
    if (!field.name || NEVER.includes(field.name) || field.matches("button, fieldset, [type=file], [type=password]")) continue;
    const left = values.get(field.name) || [];
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
  const list = document.querySelector("ul.messages") || document.createElement("ul");
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
  const [arrival] = performance.getEntriesByType("navigation");
  const isBack = Boolean(arrival) && arrival.type === "back_forward";
  const sent = JSON.parse(sessionStorage.getItem(SENT));
  // what was sent has arrived unless it was interrupted, or the next page was not one of ours; it waits for its page
  if (sent && !(sent.interrupted && sent.page !== here)) {
    sessionStorage.removeItem(SENT);
    if (sent.interrupted) putBack(sent, "登录前填写的内容");
    else if (isBack && sent.page === here) putBack(sent, "没有提交成功的内容");
  }
  const left = JSON.parse(sessionStorage.getItem(LEFT));
  if (!left) return;
  if (left.page !== here) {
    if (left.page.split("?")[0] === location.pathname && document.querySelector("[data-carries]")) carry(left);
    return;
  }
  sessionStorage.removeItem(LEFT);
  const form = forms()[left.form];
  if (isBack || (form && form.matches("[data-stays]"))) putBack(left, "离开前填写的内容");
}

// from one kind of a form to another: what both ask for
function carry(left) {
  const form = forms()[left.form];
  sessionStorage.removeItem(LEFT);
  if (form) fill(form, left.written.filter(([name]) => form.elements[name]));
}

function putBack(kept, what) {
  const form = forms()[kept.form];
  // the browser may have put it back by itself
  if (!form || form.action !== kept.action || JSON.stringify(read(form)) === JSON.stringify(kept.written)) return;
  const lost = fill(form, kept.written);
  tell(`${what}已放回本页，请核对后重新提交。${lost ? `有 ${lost} 处没有找到原来的栏目。` : ""}`);
}

// of several forms that somebody typed in, the one that stays, else the last
function watch(form) {
  form.addEventListener("input", () => {
    if (!typed || !typed.matches("[data-stays]")) typed = form;
  });
  form.addEventListener("submit", () => {
    typed = null;
    keep(form, SENT);
  });
}

let typed = null;
if (person) {
  // once the browser has put back what it remembers itself
  addEventListener("pageshow", (event) => event.persisted || restore());
  addEventListener("pagehide", () => typed && keep(typed, LEFT));
  addEventListener("beforeunload", (event) => {
    if (!typed || !typed.matches("[data-stays]")) return;
    event.preventDefault();
    // kernels before 119 ask only for this
    event.returnValue = "";
  });
  for (const form of forms()) {
    if (form.querySelector(TYPED)) watch(form);
  }
} else if (location.pathname.endsWith("/sign-in/")) {
  for (const name of Object.keys(sessionStorage)) {
    if (name.endsWith(":left")) sessionStorage.removeItem(name);
    if (!name.endsWith(":sent")) continue;
    const kept = JSON.parse(sessionStorage.getItem(name));
    sessionStorage.setItem(name, JSON.stringify({ ...kept, interrupted: true }));
  }
}
