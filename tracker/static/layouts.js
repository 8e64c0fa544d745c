// 本级版式: tries the form on the data beside it after each change. Without it the button 预览 does the same.
"use strict";

const PAUSE = 500;
const form = document.querySelector("[data-tries]");
let waiting = 0;
let asked = 0;

document.addEventListener("input", (event) => {
  if (!form || event.target.form !== form) return;
  clearTimeout(waiting);
  waiting = setTimeout(tryOut, PAUSE);
});

async function tryOut() {
  const mine = ++asked;
  const said = document.querySelector(`${form.dataset.tries} [role=status]`);
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" });
    if (!answer.ok && answer.status !== 422) throw new Error(answer.status);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    // an older answer may come after a newer one
    if (mine !== asked) return;
    for (const place of [form.dataset.tries, "#mistakes"]) replaceInside(place, fresh.querySelector(place));
  } catch (away) {
    if (said) said.textContent = "没有更新，请按“预览”。";
  }
}

// the choice of the report keeps the focus, so only what stands around it is put in anew
function replaceInside(place, fresh) {
  if (!fresh) throw new Error("another page");
  const old = document.querySelector(place);
  const focused = document.activeElement && old.contains(document.activeElement) ? document.activeElement.id : "";
  old.replaceWith(document.importNode(fresh, true));
  const field = focused && document.getElementById(focused);
  if (field) field.focus({ preventScroll: true });
}
