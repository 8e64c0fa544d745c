// 留言: offers names behind an @, and marks as read what was on the screen; without this script one types and presses.
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

for (const form of document.querySelectorAll("[data-reads-thread]")) seen.observe(form);

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
    else if (event.key === "ArrowDown" && !list.hidden && buttons.length) { event.preventDefault(); buttons[0].focus(); }
  });
  list.addEventListener("keydown", (event) => {
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowDown: buttons[at + 1], ArrowUp: buttons[at - 1] || text }[event.key];
    if (to) { event.preventDefault(); to.focus(); }
    if (event.key === "Escape") { list.hidden = true; text.focus(); }
  });
}

for (const form of document.querySelectorAll("form[data-names]")) offer(form);
