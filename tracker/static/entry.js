// Keeps the draft while it is written and warns before it is left. The page works without it.
"use strict";

const form = document.querySelector("form[data-autosave]");
const QUIET = 3000;

if (form) {
  const status = form.querySelector("[data-saved]");
  const content = () => {
    const data = new FormData(form);
    data.delete("files");
    return data;
  };
  const written = () => {
    const data = content();
    data.delete("base_revision");
    data.delete("csrfmiddlewaretoken");
    return JSON.stringify([...data]);
  };
  let kept = written();
  let timer = null;
  let running = null;
  let leaving = false;
  let stopped = form.querySelector(".theirs, .error") !== null;

  const say = (text, failed = false) => {
    status.textContent = text;
    status.classList.toggle("is-late", failed);
  };

  const mark = (errors) => {
    for (const old of form.querySelectorAll("[data-from-script]")) old.remove();
    for (const [name, said] of Object.entries(errors)) {
      const field = form.elements[name];
      if (!field) continue;
      const line = document.createElement("p");
      line.className = "error";
      line.dataset.fromScript = "";
      line.textContent = said.join("");
      (field.closest("td") ?? field.parentElement).append(line);
    }
  };

  async function keep() {
    const now = written();
    if (now === kept) return;
    say("正在保存……");
    try {
      const answer = await fetch(form.action, { method: "POST", body: content(), headers: { Accept: "application/json" } });
      if (!answer.headers.get("Content-Type")?.startsWith("application/json")) throw new Error(answer.status);
      const said = await answer.json();
      mark(said.errors ?? {});
      if (answer.ok) {
        form.elements.base_revision.value = said.revision;
        kept = now;
        say(`已自动保存 ${said.saved_at}`);
      } else {
        // a newer text of somebody else, or a closed period: from here on a person decides
        stopped = answer.status !== 422;
        say(`未保存：${said.message}${stopped ? "点“存草稿”可对照处理。" : ""}`, true);
      }
    } catch {
      say("未保存：连接中断或登录已过期。请不要关闭本页，恢复后再存草稿。", true);
    }
  }

  const start = () => {
    clearTimeout(timer);
    if (stopped || leaving) return;
    // what is written during a save is kept by the next one
    if (running) timer = setTimeout(start, QUIET);
    else running = keep().finally(() => { running = null; });
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(start, QUIET);
  });
  form.addEventListener("change", start);
  document.addEventListener("visibilitychange", () => document.hidden && start());

  // a save under way would make the text look newer than the page that sends it
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (running) {
      event.preventDefault();
      await running;
      form.requestSubmit(event.submitter);
      return;
    }
    leaving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && written() !== kept) event.preventDefault();
  });

  for (const counter of form.querySelectorAll("[data-count-of]")) {
    const text = document.getElementById(counter.dataset.countOf);
    const help = counter.textContent;
    const count = () => {
      const length = [...text.value].length;
      counter.textContent = length ? `已写 ${length} 字。${help}` : help;
      counter.classList.toggle("is-late", length > Number(counter.dataset.soft));
    };
    text.addEventListener("input", count);
    count();
  }
}
