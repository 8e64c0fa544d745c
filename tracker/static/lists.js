// Lists: filters apply when they are changed, a click on a row opens it, a long text opens in place, the bar of the
// ticked rows says what can be done with them. Every list works without it.
"use strict";

for (const form of document.querySelectorAll("[data-apply]")) {
  for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) form.submit();
  });
}

// a long choice opens as a list that narrows to what is typed, Chinese or the first letters of its Pinyin; on a telephone
// its own list is better
const LONG = 12;
const isTouched = matchMedia("(pointer: coarse)").matches;

function buildFinder(select) {
  const finder = document.createElement("div");
  const words = document.createElement("input");
  const list = document.createElement("div");
  finder.className = "popup finder";
  words.type = "search";
  words.autocomplete = "off";
  words.placeholder = "汉字或拼音首字母";
  words.setAttribute("aria-label", `查找${select.labels[0].textContent}`);
  const draw = () => {
    const asked = words.value.trim();
    list.textContent = "";
    for (const option of select.options) {
      if (asked && !matchesTyped(option, asked)) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = option.value ? option.text : "全部";
      if (option.selected) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => {
        select.value = option.value;
        select.form.submit();
      });
      list.append(button);
    }
  };
  words.addEventListener("input", draw);
  finder.addEventListener("keydown", (event) => {
    const buttons = Array.from(list.children);
    const at = buttons.indexOf(document.activeElement);
    if (event.key === "Escape") {
      event.stopPropagation();
      finder.remove();
      select.focus();
    } else if (event.key === "Enter" && document.activeElement === words) {
      event.preventDefault();
      const first = buttons.find((button) => button.textContent !== "全部");
      if (first) first.click();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = buttons[at + (event.key === "ArrowDown" ? 1 : -1)];
      (next || words).focus();
    }
  });
  finder.append(words, list);
  draw();
  return finder;
}

for (const select of document.querySelectorAll(".picks select")) {
  if (isTouched || select.options.length <= LONG) continue;
  const open = (event) => {
    if (event.type === "keydown" && !["Enter", " ", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    closeFinders();
    const finder = buildFinder(select);
    select.after(finder);
    finder.querySelector("input").focus();
  };
  select.addEventListener("mousedown", open);
  select.addEventListener("keydown", open);
}

function closeFinders() {
  for (const finder of document.querySelectorAll(".finder")) finder.remove();
}

document.addEventListener("mousedown", (event) => {
  if (!event.target.closest(".finder, .picks select")) closeFinders();
});

// one popup at a time; Escape and a click beside it close it
const popups = Array.from(document.querySelectorAll(".popping, .more-picks"));
const closeOthers = (kept) => {
  for (const popup of popups) if (popup !== kept) popup.open = false;
};
for (const popup of popups) {
  popup.addEventListener("toggle", () => {
    if (popup.open) closeOthers(popup);
  });
}
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && popups.find((popup) => popup.open);
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  if (!event.target.closest(".popping, .more-picks")) closeOthers(null);
});

for (const row of document.querySelectorAll(".lt tr[data-row]")) {
  row.addEventListener("click", (event) => {
    if (event.target.closest("a, button, input, label, select, textarea, summary, details") || String(getSelection())) return;
    const text = event.target.closest(".c2, .clamp");
    if (text && !text.querySelector("a") && (text.classList.contains("open") || text.scrollHeight > text.clientHeight + 1)) {
      text.classList.toggle("open");
      return;
    }
    const link = row.querySelector("td a[href]");
    if (link) link.click();
  });
}

const bar = document.querySelector(".batch");
if (bar) {
  const deeds = Array.from(bar.querySelectorAll("[data-suits]"));
  const counts = bar.querySelector("[data-pick-counts]");
  bar.addEventListener("picked", (event) => {
    const ticked = event.detail;
    for (const deed of deeds) {
      const number = ticked.filter((box) => box.dataset.suits.split(" ").includes(deed.dataset.suits)).length;
      deed.textContent = deed.dataset.counted.replace("{}", String(number));
      deed.hidden = !number;
    }
    tell(ticked);
  });

  // the first of the acts that suits something is the next step
  const lead = () => {
    const first = deeds.find((deed) => !deed.hidden);
    for (const deed of deeds) deed.classList.toggle("ghost", deed !== first);
  };

  const tell = (ticked) => {
    lead();
    const found = new Map();
    for (const box of ticked) {
      for (const mark of box.dataset.counted.split(" ")) found.set(mark, (found.get(mark) || 0) + 1);
    }
    counts.textContent = "";
    for (const [mark, number] of found) {
      const [token, label] = mark.split(":");
      const chip = document.createElement("span");
      chip.className = `st ${token}`;
      chip.textContent = `${label} ${number}`;
      counts.append(chip, " ");
    }
    const plain = deeds.find((deed) => deed.dataset.suits === "judge");
    const why = bar.querySelector("[data-pick-why]");
    const left = plain ? ticked.length - ticked.filter((box) => box.dataset.suits.split(" ").includes("judge")).length : 0;
    why.textContent = left ? `${left} 项不能一并判：有预警的须逐项写理由，未通过审核的先审核` : "";
  };
}

// a row is judged in place, in the one form of the page; without the script the link leads to the page of judging
const dialog = document.getElementById("judging");
if (dialog && dialog.showModal) {
  for (const link of document.querySelectorAll("[data-judge]")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const row = link.closest("tr");
      dialog.querySelector("[name=pick]").value = link.dataset.judge;
      dialog.querySelector("[data-about]").textContent = `${row.querySelector(".no").textContent.trim()}　${row.querySelector(".c2 .ink").textContent.trim()}`;
      dialog.showModal();
      dialog.querySelector("textarea").focus();
    });
  }
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
}

// after an act upon rows the same list stands where it stood
const place = `list:${location.pathname}${location.search}`;
for (const form of document.querySelectorAll("#picked, #judging form")) {
  form.addEventListener("submit", () => sessionStorage.setItem(place, String(scrollY)));
}
const stood = sessionStorage.getItem(place);
if (stood !== null) {
  sessionStorage.removeItem(place);
  scrollTo(0, Number(stood));
  // what was done, and its 撤销, stay in view though the top of the page does not
  const told = document.querySelector("main > .messages");
  if (told) told.classList.add("in-view");
}
