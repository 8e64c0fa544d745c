// 认列: reads the paper anew after each choice. Without it the button 重新读取 does the same.
"use strict";

const KEPT = "main";

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-teach]");
  // a name is no choice
  if (form && event.target.name !== "name") readAnew(form, event.target.id);
});

async function readAnew(form, focused) {
  const said = form.querySelector("[role=status]");
  said.textContent = "正在重新读取……";
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" });
    if (!answer.ok && answer.status !== 422) throw new Error(answer.status);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(KEPT);
    if (!fresh || !fresh.querySelector("[data-teach]")) throw new Error("another page");
    show(fresh, focused);
    if (answer.redirected) history.replaceState(null, "", answer.url.split("#")[0]);
  } catch (away) {
    said.textContent = "没有读成，请按“重新读取”。";
  }
}

// the paper stays where it was scrolled to, and the focus where it was
function show(fresh, focused) {
  const old = document.querySelector(KEPT);
  const paper = old.querySelector(".paper");
  const [left, top, page] = [paper.scrollLeft, paper.scrollTop, window.scrollY];
  old.replaceWith(document.importNode(fresh, true));
  const shown = document.querySelector(`${KEPT} .paper`);
  shown.scrollLeft = left;
  shown.scrollTop = top;
  window.scrollTo(0, page);
  const field = document.getElementById(focused);
  if (field) field.focus({ preventScroll: true });
}
