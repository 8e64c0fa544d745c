// 研判 and 填报审核: keeps the present row of the queue in view; on a telephone the queue is folded. Works without it too.
"use strict";

const fold = document.querySelector("[data-fold]");
if (fold && matchMedia("(max-width: 800px)").matches) fold.open = false;

const now = document.querySelector("#now");
if (fold && now && fold.scrollHeight > fold.clientHeight) {
  // the column alone moves, not the page; an address that ends in #now has moved it already
  if (location.hash !== "#now") fold.scrollTop = now.offsetTop - 136;
}
