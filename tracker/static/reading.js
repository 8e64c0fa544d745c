// Reads the figures from the text while it is written, and fills them into inputs that nobody has edited.
"use strict";

const page = document.querySelector("form[data-read]");

if (page) {
  const inputs = [...page.querySelectorAll("input.figure")];
  // an input that a person edited or cleared is not filled; one that was filled automatically may be updated
  const touched = new Set(inputs.filter((input) => input.value && !input.closest("[data-is-read]")).map((input) => input.name));
  const quoted = [...page.querySelectorAll("[data-quoted]")];
  // a row of 位次 and 另一口径 that a person edited, now or before, is not filled any more
  const edited = new Set(quoted.filter((row) => !row.hasAttribute("data-is-read")));
  let timer = null;

  const write = (row, values) => {
    for (const [name, value] of Object.entries(values)) {
      const input = row.querySelector(`[name="${name}"]`);
      if (input.type === "checkbox") input.checked = value;
      else input.value = value === null ? "" : value;
    }
    for (const part of row.querySelectorAll("[data-part]")) {
      part.hidden = ![...part.querySelectorAll("input")].some((input) => (input.type === "checkbox" ? input.checked : input.value));
    }
    row.hidden = [...row.querySelectorAll("[data-part]")].every((part) => part.hidden);
  };

  const show = (figure, fill) => {
    const input = page.elements[figure.field];
    const row = input && input.closest("tr");
    if (!row) return;
    if (fill && !touched.has(figure.field) && input.value !== (figure.value === null ? "" : figure.value)) {
      input.value = figure.value === null ? "" : figure.value;
      page.dispatchEvent(new Event("input"));
    }
    const beside = row.nextElementSibling;
    if (fill && !edited.has(beside)) write(beside, figure.beside);
    row.querySelector("[data-read-words]").textContent = figure.words;
    row.querySelector("[data-doubt]").textContent = figure.doubt;
    const course = row.querySelector("[data-course]");
    course.textContent = figure.course;
    course.className = figure.course ? `st ${figure.token}` : "";
  };

  // what is asked before it is filed; one tick confirms the certain ones, and only those that were shown
  const tell = ({ remarks, certain, mark }) => {
    const list = page.querySelector("[data-remarks]");
    if (!list) return;
    list.textContent = "";
    list.append(...remarks.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
    page.querySelector("[data-calm]").hidden = remarks.length > 0;
    const tick = page.elements.checked;
    const asks = page.querySelector("[data-certain]");
    if (asks) asks.hidden = !certain;
    if (tick.value !== mark) tick.checked = false;
    tick.value = mark;
  };

  async function read(fill) {
    const data = new FormData(page);
    data.delete("files");
    for (const input of inputs) if (!touched.has(input.name)) data.delete(input.name);
    try {
      const answer = await fetch(page.dataset.read, { method: "POST", body: data, headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const said = await answer.json();
      said.figures.forEach((figure) => show(figure, fill));
      tell(said);
    } catch {
      // the form works without the figures
    }
  }

  const soon = (fill) => { clearTimeout(timer); timer = setTimeout(read, 400, fill); };
  for (const name of ["text", "problem", "next_step", "self_rating"]) {
    if (page.elements[name]) page.elements[name].addEventListener("input", () => soon(name === "text"));
  }
  for (const input of inputs) {
    input.addEventListener("input", () => { touched.add(input.name); soon(false); });
  }
  for (const row of quoted) row.addEventListener("input", () => edited.add(row));
  // a submitted text is not read any more
  page.addEventListener("submit", () => clearTimeout(timer));
}
