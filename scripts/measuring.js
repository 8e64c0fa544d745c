/* Run inside a page with the selector of its work; answers with what bench/feel measures. */
(work) => {
  const isSeen = (element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const isClipped = style.clipPath === "inset(50%)";
    const isOutside = box.right <= 0 || box.left >= innerWidth;
    const closed = element.parentElement && element.parentElement.closest("details:not([open])");
    const isFolded = closed && !closed.querySelector("summary").contains(element);
    return box.width > 0 && box.height > 0 && style.visibility === "visible" && !isClipped && !isOutside && !isFolded;
  };
  const name = (element) => (element.innerText || element.value || element.name || element.className).trim().replace(/\s+/g, ' ').slice(0, 20);
  const header = document.querySelector("header.top");
  const rows = work ? [...document.querySelectorAll(work)].filter(isSeen) : [];
  const foot = [...document.querySelectorAll("body *")]
    .filter((each) => ["fixed", "sticky"].includes(getComputedStyle(each).position) && isSeen(each))
    .map((each) => each.getBoundingClientRect())
    .filter((box) => box.bottom >= innerHeight - 1 && box.top > innerHeight / 2)
    .reduce((top, box) => Math.min(top, box.top), innerHeight);

  /* the widest line of a text that takes two lines or more, as a share of what its cell offers */
  const fillOf = (text) => {
    const cell = text.parentElement.closest("td");
    const range = document.createRange();
    range.selectNodeContents(text);
    const lines = [...range.getClientRects()].filter((box) => box.width > 1);
    if (new Set(lines.map((box) => Math.round(box.top))).size < 2) return null;
    const style = getComputedStyle(cell);
    const room = cell.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    return (Math.max(...lines.map((box) => box.right)) - Math.min(...lines.map((box) => box.left))) / room;
  };
  const textsOf = (row) => {
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    return texts.filter((each) => each.data.trim().length > 24 && each.parentElement.closest("td") && isSeen(each.parentElement));
  };
  const fills = rows
    .reduce((all, row) => all.concat(textsOf(row)), [])
    .map(fillOf)
    .filter((share) => share !== null);

  /* a link inside a sentence may be as small as its words */
  const isInSentence = (element) =>
    element.tagName === "A" && getComputedStyle(element).display === "inline" &&
    element.parentElement.innerText.trim().length > element.innerText.trim().length + 4;
  /* a finger hits the label of a box, and the row over which the only link of a row is spread */
  const spreadOf = (element) => getComputedStyle(element, "::after").position === "absolute" && element.tagName === "A" && element.closest("tr");
  const targetOf = (element) =>
    (["checkbox", "radio"].includes(element.type) && element.closest("label, td, th")) || spreadOf(element) || element;
  const small = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((each) => isSeen(each) && !each.disabled && !isInSentence(each))
    .map((each) => [name(each), targetOf(each).getBoundingClientRect()])
    .filter(([, box]) => box.height < 43.5)
    .map(([said, box]) => `${said} ${Math.round(box.height)}`);

  const act = document.createElement("i");
  act.style.color = "var(--act)";
  document.body.append(act);
  const dark = getComputedStyle(act).color;
  act.remove();
  const solid = [...document.querySelectorAll("main button, main .btn, main input[type=submit]")]
    .filter((each) => isSeen(each) && getComputedStyle(each).backgroundColor === dark);

  /* what people and machines named themselves, letter by letter, is no English of ours: user names, browsers, digests */
  const literal = document.querySelectorAll(".literal, .hash, .secret");
  for (const each of literal) each.style.display = "none";
  const english = document.body.innerText.match(/[A-Za-z]{4,}/g) || [];
  for (const each of literal) each.style.display = "";
  return {
    header: header ? Math.round(header.getBoundingClientRect().height) : 0,
    places: [...document.querySelectorAll("header.top nav a")].filter(isSeen).length,
    top: rows.length ? Math.round(rows[0].getBoundingClientRect().top + scrollY) : null,
    rows: rows.filter((row) => row.getBoundingClientRect().bottom <= foot).length,
    fill: fills.length ? fills.reduce((sum, share) => sum + share, 0) / fills.length : null,
    small,
    solid: solid.map(name),
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    height: document.documentElement.scrollHeight,
    english: [...new Set(english)].slice(0, 5),
  };
}
