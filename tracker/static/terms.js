// 用语: the samples below the form say at once what is typed into it. Without it they say what is stored.
"use strict";

const show = (field) => {
  const word = field.value.trim() || field.dataset.own;
  for (const sample of document.querySelectorAll(`[data-sample="${field.dataset.term}"]`)) sample.textContent = word;
};

for (const field of document.querySelectorAll("[data-term]")) {
  field.addEventListener("input", () => show(field));
  show(field);
}
