// Pastes lists and tables from Word, WPS and Excel as text: keeps the numbers and drops the formats.
// The browser pastes everything else; the server tidies both alike.

const BLOCKS = "address, article, blockquote, dd, div, dl, dt, h1, h2, h3, h4, h5, h6, li, ol, p, pre, section, tr, ul";
const UNSEEN = "head, link, meta, script, style, title, xml";
const LISTS = "ol, ul, [data-style*='mso-list']";
// a line of plain text that begins with a number
const NUMBERED = /^\s*(\d{1,3}[.、．)）]|[(（][\d一二三四五六七八九十]{1,3}[)）]|[①-⑳]|[一二三四五六七八九十]{1,3}、|[•·●■◆○-])/gmu;
const CELL_BREAK = "\t";
const BULLET = "·";

const isSymbolFont = (node) => node.closest("[data-style*='Wingdings'], [data-style*='Symbol']");

// Word and WPS write an automatic number into a span of its own; in a symbol font it is a bullet
function countedBy(span) {
  const shown = span.textContent.replace(/[\s\u00a0]/g, "");
  return isSymbolFont(span) || /[\ue000-\uf8ff]/.test(shown) ? BULLET : shown;
}

function numberOf(item) {
  const list = item.parentElement;
  if (!list || !list.matches("ol")) return BULLET;
  const items = [...list.children].filter((one) => one.matches("li"));
  return `${(Number(list.getAttribute("start")) || 1) + items.indexOf(item)}.`;
}

// a line end of the source is dropped between two wide characters, and a space elsewhere
const joined = (text) => text.replace(/(?<=[^\x00-\xff])[ \t]*[\r\n]+[ \t]*(?=[^\x00-\xff])/g, "").replace(/[ \t\r\n]+/g, " ");

// a space separates "1." and "5公里", which would read as one number
function marked(mark, text) {
  return mark + (/[\w.)]$/.test(mark) && /^\w/.test(text) ? " " : "") + text;
}

function cells(table) {
  const rows = [...table.rows].map((row) => [...row.cells]);
  if (rows.length === 1 && rows[0].length === 1) return linesOf(rows[0][0]);
  return rows.map((row) => row.map((cell) => linesOf(cell).join(" ")).join(CELL_BREAK).replace(/\t+$/, ""));
}

// the lines, each with its number
function linesOf(root) {
  const lines = [{ mark: "", text: "" }];
  const current = () => lines[lines.length - 1];
  const fresh = () => {
    if (current().text.trim() || current().mark) lines.push({ mark: "", text: "" });
    return current();
  };
  const write = (node) => {
    if (node.nodeType === Node.TEXT_NODE) current().text += node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(UNSEEN)) return;
    const style = node.dataset.style || "";
    if (/display:\s*none|mso-hide:\s*all/i.test(style)) return;
    if (/mso-list:\s*ignore/i.test(style)) {
      current().mark += countedBy(node);
    } else if (node.matches("br")) {
      lines.push({ mark: "", text: "" });
    } else if (node.matches("table")) {
      for (const text of cells(node)) Object.assign(fresh(), { text, isRow: true });
      fresh();
    } else {
      const isBlock = node.matches(BLOCKS);
      // the first paragraph of a list item stays on the item's line
      if (isBlock && !(current().mark && !current().text.trim())) fresh();
      if (node.matches("li")) current().mark = numberOf(node);
      node.childNodes.forEach(write);
      if (isBlock) fresh();
    }
  };
  root.childNodes.forEach(write);
  // the cells of a row are joined already, by what parts them
  const read = lines.map(({ mark, text, isRow }) => (isRow ? text : marked(mark, joined(text).replace(/\u00a0/g, " ").replace(/^ +| +$/g, ""))));
  while (read.length && !read[read.length - 1]) read.pop();
  return read;
}

const numbered = (text) => (text.match(NUMBERED) || []).length;

// the text of pasted HTML; null if the plain text is as good
function textOf(html, plain) {
  // the page's policy refuses style attributes, so they are renamed to be read only
  const unstyled = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/<[^>]*>/g, (tag) => tag.replace(/\bstyle=/gi, "data-style="));
  const page = new DOMParser().parseFromString(unstyled, "text/html");
  if (!page.querySelector(`${LISTS}, table`)) return null;
  const text = linesOf(page.body).join("\n");
  // HTML lists lose the form of their numbers, which the plain text may still have
  const lost = numbered(plain) - numbered(text);
  return lost > 0 || (lost === 0 && page.querySelector("li")) ? null : text;
}

document.addEventListener("paste", (event) => {
  const field = event.target;
  const html = event.clipboardData && event.clipboardData.getData("text/html");
  if (!field.matches || !field.matches("textarea") || field.readOnly || !html) return;
  const text = textOf(html, event.clipboardData.getData("text/plain"));
  if (!text) return;
  event.preventDefault();
  // a table begins on a line of its own, and ends one
  const before = field.value.slice(0, field.selectionStart);
  const behind = field.value.slice(field.selectionEnd);
  const own = text.includes(CELL_BREAK);
  const put = (own && before && !before.endsWith("\n") ? "\n" : "") + text + (own && behind && !behind.startsWith("\n") ? "\n" : "");
  // inserted as if typed, so that it can be undone and is saved as a draft
  if (!document.execCommand("insertText", false, put)) {
    field.setRangeText(put, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
