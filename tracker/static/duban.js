// Enhancements; every page works without this script.
"use strict";

// tells the server that what is typed is kept in this tab (typed.js), so that an expired form need not be shown again
document.cookie = `has-script=1; path=/; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;

// choosing a period switches at once; without this script a button does
for (const select of document.querySelectorAll("[data-submit-on-change]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
  for (const button of select.form.querySelectorAll("[data-without-script]")) button.hidden = true;
}

// one menu of the head is open at a time, and a click elsewhere or Escape closes it; without this script its word does
const menus = document.querySelectorAll(".top details");
const closeMenus = (but) => { for (const menu of menus) if (menu !== but) menu.open = false; };
document.addEventListener("click", (event) => closeMenus(event.target.closest(".top details")));
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector(".top details[open]");
  if (!open) return;
  closeMenus(null);
  open.querySelector("summary").focus();
});

// expands a long text in place
for (const text of document.querySelectorAll(".clamp")) {
  if (text.scrollHeight <= text.clientHeight + 1) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "more";
  button.textContent = "展开";
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    const open = text.classList.toggle("open");
    button.textContent = open ? "收起" : "展开";
    button.setAttribute("aria-expanded", String(open));
  });
  text.after(button);
}

// folds unused filters on a narrow screen; without this script they are open. A form in their look that changes something
// stays open
if (matchMedia("(max-width: 800px)").matches) {
  for (const filters of document.querySelectorAll("form.filters:not([method=post])")) {
    const fold = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = "筛选";
    fold.open = [...filters.querySelectorAll("input:not([type=hidden]), select")].some((field) => field.value);
    filters.before(fold);
    fold.append(summary, filters);
  }
}

// folds the panels of a first page that can wait on a telephone, each under its heading; without this script they are
// open, as is the one that the address names
if (matchMedia("(max-width: 800px)").matches) {
  for (const panel of document.querySelectorAll("[data-folds]")) {
    const heading = panel.querySelector("h2");
    const fold = document.createElement("details");
    const summary = document.createElement("summary");
    heading.textContent = heading.textContent.trim().replace(/\s+/g, " ");
    fold.className = "folds";
    fold.open = Boolean(panel.id) && location.hash === `#${panel.id}`;
    while (panel.firstChild) fold.append(panel.firstChild);
    summary.append(heading);
    fold.prepend(summary);
    panel.append(fold);
  }
}

// whether an option holds the words, or the letters spell some of its characters: its data-keys say for each of them the
// first letters of its Pinyin, as oq j w for 区教委. Lists ask it too.
function matchesTyped(option, asked) {
  if (option.text.includes(asked)) return true;
  const readings = (option.dataset.keys || "").split(" ");
  const letters = Array.from(asked.toLowerCase());
  return readings.some((_, start) => letters.every((letter, at) => (readings[start + at] || "").includes(letter)));
}

// narrows a long choice to the entries that hold what is typed above it; without this script one scrolls
for (const select of document.querySelectorAll("main form[method=post]:not(.picks) select:not([multiple])")) {
  const entries = [...select.options];
  if (entries.length <= 20 || select.querySelector("optgroup")) continue;
  const words = document.createElement("input");
  words.type = "search";
  words.autocomplete = "off";
  words.placeholder = entries[1].dataset.keys ? "输入几个字或拼音首字母查找" : "输入几个字查找";
  words.setAttribute("aria-label", `在“${select.labels.length ? select.labels[0].textContent.trim() : "选项"}”中查找`);
  const unsettled = document.createElement("p");
  unsettled.className = "error";
  unsettled.setAttribute("role", "status");
  unsettled.hidden = true;
  const fits = (entry) => words.value.trim().split(/\s+/).every((word) => matchesTyped(entry, word));
  const isOpen = () => Boolean(words.value.trim()) && !(select.value && fits(select.selectedOptions[0]));
  const tell = () => {
    const found = [...select.options].filter((entry) => entry.value && fits(entry)).length;
    unsettled.hidden = !isOpen();
    unsettled.textContent = found ? `有 ${found} 个，请在列表中选定一个。` : "没有这样的选项，请换几个字，或清空后在列表中选择。";
  };
  words.addEventListener("input", () => {
    const chosen = select.value;
    select.textContent = "";
    for (const entry of entries) {
      if (fits(entry) || !entry.value || entry.value === chosen) select.append(entry);
    }
    select.value = chosen;
    const [only, ...more] = [...select.options].filter((entry) => entry.value && fits(entry));
    if (words.value.trim() && only && !more.length) select.value = only.value;
    tell();
  });
  select.addEventListener("change", tell);
  // what was typed and not chosen is not saved as if it were
  select.form.addEventListener("submit", (event) => {
    if (!isOpen()) return;
    event.preventDefault();
    select.focus();
  });
  // Enter goes on to the choice, and does not send the form
  words.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    select.focus();
  });
  select.before(words);
  select.after(unsettled);
}

// copies the words of the element that the button names; where pages are not encrypted, browsers have no other way
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    window.getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
    button.textContent = document.execCommand("copy") ? "已复制" : "已选中，请按 Ctrl+C";
  });
}

// a picture that is none says so once, instead of the browser's sign and its name beside its name
for (const picture of document.querySelectorAll(".evidence img")) {
  picture.decode().catch(() => {
    if (picture.naturalWidth) return;
    const words = document.createElement("span");
    words.className = "st back";
    words.textContent = "图片打不开";
    picture.replaceWith(words);
  });
}

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());

// labels file fields in Chinese, because the browser uses its own language
for (const field of document.querySelectorAll("input[type=file]")) {
  const choose = document.createElement("label");
  const chosen = document.createElement("span");
  choose.className = "btn ghost";
  choose.htmlFor = field.id;
  choose.textContent = "选择文件";
  chosen.className = "soft";
  const tell = () => { chosen.textContent = "　" + ([...field.files].map((file) => file.name).join("、") || "未选择"); };
  field.addEventListener("change", tell);
  field.classList.add("visually-hidden");
  field.after(choose, chosen);
  tell();
}

// removes unsent texts at sign-out, so that the next person does not see them
for (const form of document.querySelectorAll("form[action$='/sign-out/']")) {
  form.addEventListener("submit", () => sessionStorage.clear());
}
