// 认列: reads the paper anew after each choice. Without it the button 重新读取 does the same.
"use strict";

const KEPT = "main";
const NAME = "input[name=name]";

// one reading at a time: what is chosen meanwhile goes with the next one, and only the last answer is shown, so that no
// choice is lost to an older answer
let isReading = false;
let isChosenMeanwhile = false;

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-teach]");
  // a name is no choice
  if (!form || event.target.name === "name") return;
  isChosenMeanwhile = isReading;
  if (!isReading) readAnew(form);
});

// what is kept, undone or imported is what the server has read
document.addEventListener("submit", (event) => {
  if (isReading) event.preventDefault();
});

async function readAnew(form) {
  const said = form.querySelector("[role=status]");
  said.textContent = "正在重新读取……";
  isReading = true;
  try {
    let answer = await send(form);
    while (isChosenMeanwhile) {
      isChosenMeanwhile = false;
      answer = await send(form);
    }
    const fresh = new DOMParser().parseFromString(answer.text, "text/html").querySelector(KEPT);
    if (!fresh || !fresh.querySelector("[data-teach]")) throw new Error("another page");
    show(fresh);
    if (answer.redirected) history.replaceState(null, "", answer.url.split("#")[0]);
  } catch (away) {
    said.textContent = "没有读成，请按“重新读取”。";
  }
  isReading = false;
  isChosenMeanwhile = false;
}

async function send(form) {
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" });
  if (!answer.ok && answer.status !== 422) throw new Error(answer.status);
  return { text: await answer.text(), url: answer.url, redirected: answer.redirected };
}

// the paper stays where it was scrolled to, the focus where it was, and a name as it was typed
function show(fresh) {
  const old = document.querySelector(KEPT);
  const paper = old.querySelector(".paper");
  const [left, top, page] = [paper.scrollLeft, paper.scrollTop, window.scrollY];
  const focused = document.activeElement && old.contains(document.activeElement) ? document.activeElement.id : "";
  const name = old.querySelector(NAME);
  old.replaceWith(document.importNode(fresh, true));
  const shown = document.querySelector(`${KEPT} .paper`);
  shown.scrollLeft = left;
  shown.scrollTop = top;
  window.scrollTo(0, page);
  const proposed = document.querySelector(`${KEPT} ${NAME}`);
  if (name && proposed && name.value !== name.defaultValue) proposed.value = name.value;
  const field = document.getElementById(focused);
  if (field) field.focus({ preventScroll: true });
}
