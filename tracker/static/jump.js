// Suggests where the words in the head's search box lead: arrows choose, Enter goes there. Without it Enter searches.
"use strict";

const box = document.querySelector("[data-jump]");
// milliseconds without typing before the server is asked
const PAUSE = 180;

if (box) {
  const list = document.createElement("ul");
  list.id = "jumps";
  list.className = "jumps";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "去哪里");
  box.form.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-controls", "jumps"], ["aria-expanded", "false"], ["aria-autocomplete", "list"]]) {
    box.setAttribute(name, value);
  }
  let timer = null;
  let at = -1;
  let asked = "";

  const close = () => {
    list.hidden = true;
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const stand = (on) => {
    const options = [...list.children];
    if (!options.length) return;
    at = (on + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    box.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  };

  const draw = (found) => {
    list.textContent = "";
    found.forEach((jump, place) => {
      const option = document.createElement("li");
      option.id = `jump-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      for (const [name, words] of [["jump-kind", jump.kind], ["jump-label", jump.label], ["jump-beside", jump.beside]]) {
        const part = document.createElement("span");
        part.className = name;
        part.textContent = words;
        option.append(part);
      }
      // before the box loses the focus, which closes the list
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        location.assign(jump.url);
      });
      option.dataset.url = jump.url;
      list.append(option);
    });
    at = -1;
    list.hidden = !found.length;
    box.setAttribute("aria-expanded", String(Boolean(found.length)));
  };

  const ask = async () => {
    const words = box.value.trim();
    asked = words;
    if (!words) { close(); return; }
    try {
      const answer = await fetch(`${box.dataset.jump}?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const { found } = await answer.json();
      // a slower answer to former words is dropped
      if (words === asked && document.activeElement === box) draw(found);
    } catch (error) {
      close();
    }
  };

  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  box.addEventListener("focus", () => { if (box.value.trim()) ask(); });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      stand(at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1));
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      location.assign(list.children[at].dataset.url);
    } else if (event.key === "Escape") {
      close();
    }
  });
}
