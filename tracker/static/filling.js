// Puts the cursor where the writing begins, and takes last time's text over. The page works without it.
"use strict";

const written = document.querySelector("form[data-autosave]");

if (written) {
  const begin = written.querySelector("[aria-invalid=true]") || written.elements.text;
  // somebody may have begun elsewhere while this script was on its way
  const isFree = !document.activeElement || document.activeElement === document.body;
  if (begin && begin !== written.elements.text) begin.scrollIntoView({ block: "center" });
  // on a phone the keyboard would cover the page
  if (begin && isFree && !location.hash && matchMedia("(min-width: 801px)").matches) {
    begin.focus({ preventScroll: true });
    if (begin.setSelectionRange) begin.setSelectionRange(begin.value.length, begin.value.length);
  }

  const GAP = "＿＿";

  // as if typed, so that it can be undone and is saved
  const insert = (field, text) => {
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    const more = (field.value && !field.value.endsWith("\n") ? "\n" : "") + text;
    const from = field.value.length;
    if (!document.execCommand("insertText", false, more)) {
      field.setRangeText(more, from, from, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    toGap(field, from);
  };

  // selects the next gap, so that the figure is written over it
  const toGap = (field, from) => {
    let at = field.value.indexOf(GAP, from);
    if (at < 0) at = field.value.indexOf(GAP);
    if (at < 0) return false;
    field.focus();
    field.setSelectionRange(at, at + GAP.length);
    return true;
  };

  written.addEventListener("click", (event) => {
    const copy = event.target.closest("[data-copy]");
    if (!copy) return;
    event.preventDefault();
    insert(document.getElementById(copy.dataset.copy), copy.dataset.text);
  });

  // Alt+C takes over what stands in the field that holds the cursor; elsewhere the text itself (keys.js)
  written.addEventListener("keydown", (event) => {
    if (!event.altKey || event.key !== "c" || !event.target.matches("textarea")) return;
    event.preventDefault();
    event.stopPropagation();
    const own = written.querySelector(`[data-copy="${event.target.id}"]`);
    if (own) own.click();
  });

  // Tab goes from gap to gap while there are any
  written.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Tab" || event.shiftKey || !field.matches("textarea") || !field.value.includes(GAP)) return;
    if (field.value.indexOf(GAP, field.selectionStart) < 0) return;
    if (field.value.slice(field.selectionStart, field.selectionEnd) === GAP) {
      if (field.value.indexOf(GAP, field.selectionEnd) < 0) return;
      event.preventDefault();
      toGap(field, field.selectionEnd);
      return;
    }
    event.preventDefault();
    toGap(field, field.selectionEnd);
  });
}
