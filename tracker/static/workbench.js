// 研判, 填报审核, 指标 and 接续: keeps the present row of the queue in view; on a telephone the queue of the first two is
// folded. Works without it too.
"use strict";

const fold = document.querySelector("[data-fold]");
if (fold && matchMedia("(max-width: 800px)").matches) fold.open = false;

const now = document.querySelector("#now");
if (fold && now && fold.scrollHeight > fold.clientHeight) {
  // the column alone moves, not the page; an address that ends in #now has moved it already
  if (location.hash !== "#now") fold.scrollTop = now.offsetTop - 136;
}

// where the queue is a column of its own, the row comes below the two before it
const column = document.querySelector("[data-column]");
if (column && now) column.scrollTop += now.getBoundingClientRect().top - column.getBoundingClientRect().top - 2 * now.offsetHeight;
