// 通知: keeps the number of unread notices up to date while a page stays open. Without this script the next page tells it.
const MINUTE = 60000;
let asked = Date.now();
const link = document.querySelector("[data-unread]");

if (link) {
  setInterval(() => document.hidden || ask(), MINUTE);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
}

async function ask() {
  // coming back to a page again and again asks once a minute
  if (Date.now() - asked < MINUTE - 1000) return;
  asked = Date.now();
  try {
    // asking keeps no session alive, and is not led on to the sign-in page
    const answer = await fetch(link.dataset.unread, { headers: { "X-Polling": "1" }, redirect: "manual" });
    if (answer.ok) show((await answer.json()).unread);
  } catch (away) {
    // the next page tells it
  }
}

function show(unread) {
  let number = link.querySelector("b");
  if (!number) {
    number = document.createElement("b");
    number.className = "num";
    const words = document.createElement("span");
    words.className = "visually-hidden";
    words.textContent = " 条未读";
    link.append(" ", number, words);
  }
  number.textContent = unread || "";
  number.hidden = !unread;
  number.nextElementSibling.hidden = !unread;
}
