// Ticks a group or the whole page, counts the ticked rows, and ticks a range with ⇧. Ticking works without it.
"use strict";

const boxes = [...document.querySelectorAll("[data-pick]")];

if (boxes.length) {
  const all = document.querySelector("[data-pick-all]");
  const groups = [...document.querySelectorAll("[data-pick-group]")];
  const counter = document.querySelector("[data-pick-count]");
  const bar = boxes[0].form;
  const deeds = [...bar.querySelectorAll("[data-needs-pick]")];
  const within = (group) => boxes.filter((box) => group.closest("tbody").contains(box));
  let last = null;

  const follow = (head, those) => {
    const ticked = those.filter((box) => box.checked).length;
    head.checked = ticked === those.length;
    head.indeterminate = ticked > 0 && ticked < those.length;
  };

  const tell = () => {
    const picked = boxes.filter((box) => box.checked);
    const ticked = picked.length;
    bar.classList.toggle("is-idle", !ticked);
    counter.textContent = ticked ? `已勾选 ${ticked} 项` : "尚未勾选";
    for (const deed of deeds) deed.disabled = !ticked;
    // on pages where ticking is rare, the bar appears with the first tick
    if ("untilPicked" in bar.dataset) bar.hidden = !ticked;
    follow(all, boxes);
    for (const group of groups) follow(group, within(group));
    // the bar of a list counts further
    bar.dispatchEvent(new CustomEvent("picked", { detail: picked }));
  };

  const lead = (head, those) => {
    head.closest("label").hidden = false;
    head.addEventListener("change", () => {
      for (const box of those) box.checked = head.checked;
      tell();
    });
  };

  lead(all, boxes);
  for (const group of groups) lead(group, within(group));
  for (const box of boxes) {
    box.addEventListener("click", (event) => {
      if (event.shiftKey && last) {
        const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((one, other) => one - other);
        for (const between of boxes.slice(from, to + 1)) between.checked = box.checked;
      }
      last = box;
      tell();
    });
  }
  // the browser's back button restores the ticks
  window.addEventListener("pageshow", tell);
  tell();
}
