// 留言: offers names behind an @, sends without leaving the page, and marks as read what was on the screen; without this
// script one types and presses.
"use strict";

// what was looked at for two seconds is read; the button that says so goes
const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const form = entry.target;
    clearTimeout(form.waiting);
    if (entry.isIntersecting) form.waiting = setTimeout(() => markRead(form), 2000);
  }
});

async function markRead(form) {
  seen.unobserve(form);
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => null);
  if (!answer) return;
  form.hidden = true;
  for (const mark of form.closest(".thread").querySelectorAll("h2 .st")) mark.hidden = true;
}

// names: asked for once, when the first @ is typed
function offer(form) {
  const text = form.querySelector("textarea");
  const list = document.createElement("ul");
  list.className = "names";
  list.hidden = true;
  text.after(list);
  let names = null;

  const begun = () => /[@＠]([^\s@＠，。、；：！？,;:!?]*)$/.exec(text.value.slice(0, text.selectionStart));

  function put(name) {
    const found = begun();
    const from = text.selectionStart - found[1].length;
    text.setRangeText(`${name} `, from, text.selectionStart, "end");
    list.hidden = true;
    text.focus();
  }

  async function show() {
    const found = begun();
    if (!found) { list.hidden = true; return; }
    if (!names) names = fetch(form.dataset.names).then((answer) => answer.json()).then((told) => told.names).catch(() => []);
    const fitting = (await names).filter((name) => name.includes(found[1]) && name !== found[1]).slice(0, 8);
    list.textContent = "";
    for (const name of fitting) {
      const row = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "link";
      button.textContent = name;
      button.addEventListener("click", () => put(name));
      row.append(button);
      list.append(row);
    }
    list.hidden = !fitting.length;
  }

  text.addEventListener("input", show);
  text.addEventListener("keydown", (event) => {
    const buttons = [...list.querySelectorAll("button")];
    if (event.key === "Escape") list.hidden = true;
    else if (list.hidden || !buttons.length || event.isComposing) return;
    else if (event.key === "ArrowDown") { event.preventDefault(); buttons[0].focus(); }
    // the first one is marked: the key takes it, and begins no new line
    else if (event.key === "Enter" && !event.ctrlKey) { event.preventDefault(); put(buttons[0].textContent); }
  });
  list.addEventListener("keydown", (event) => {
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowDown: buttons[at + 1], ArrowUp: buttons[at - 1] || text }[event.key];
    if (to) { event.preventDefault(); to.focus(); }
    if (event.key === "Escape") { list.hidden = true; text.focus(); }
  });
}

// what is written beside goes on: the word is sent without leaving the page, and a refusal stands in its place
async function send(form) {
  const button = form.querySelector(".send button");
  for (const old of form.querySelectorAll(".error")) old.remove();
  button.disabled = true;
  let answer, said;
  try {
    answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
    said = await answer.json();
  } catch (failure) {
    // no answer of the page itself: the browser asks in its own way, which also leads to the sign-in page
    form.submit();
    return;
  }
  button.disabled = false;
  sessionStorage.removeItem(`unsent:${document.body.dataset.user}:sent`);
  if (!answer.ok) refuse(form, said.errors || [said.message]);
  else await renew(form.closest(".thread"), said.message).catch(() => location.reload());
}

function refuse(form, errors) {
  const text = form.querySelector("textarea");
  for (const said of errors) {
    const line = document.createElement("p");
    line.className = "error";
    line.setAttribute("role", "alert");
    line.textContent = `■ ${said}`;
    text.before(line);
  }
  text.setAttribute("aria-invalid", "true");
  text.focus();
}

async function renew(thread, message) {
  const answer = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = document.importNode(page.getElementById(thread.id), true);
  const told = document.createElement("small");
  told.setAttribute("role", "status");
  told.className = "st ok";
  told.textContent = message;
  now.querySelector(".send").prepend(told);
  thread.replaceWith(now);
  watch(now);
}

function watch(place) {
  for (const form of place.querySelectorAll("[data-reads-thread]")) seen.observe(form);
  for (const form of place.querySelectorAll("form[data-names]")) {
    offer(form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!form.querySelector(".send button").disabled) send(form);
    });
  }
}

watch(document);
