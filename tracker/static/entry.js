// Saves the draft while it is written, retries, and submits only what the server accepts. The page works without it.
"use strict";

const form = document.querySelector("form[data-autosave]");
// milliseconds: pause in typing before a save, and the longest typing without one
const QUIET = 3000;
const LONGEST = 20000;
const PATIENCE = 60000;
// the longest body of a request that continues after its page is closed
const OUTLIVES = 20000;
// as long after an answer of the server to this person the sign-in is taken for good
const TRUSTED = 20000;
const NO_ANSWER = "系统暂时没有应答，正在重试。";

// a browser may forbid pages to keep anything
function canKeep() {
  try {
    sessionStorage.setItem("unsent:try", "");
    sessionStorage.removeItem("unsent:try");
    return typeof fetch === "function" && "requestSubmit" in HTMLFormElement.prototype;
  } catch {
    return false;
  }
}

if (form && canKeep()) {
  // the page warns where this script does not run to here
  for (const warning of document.querySelectorAll("[data-without-autosave]")) warning.hidden = true;
  for (const promise of document.querySelectorAll("[data-with-autosave]")) promise.hidden = false;
  const status = document.querySelector("[data-saved]");
  const person = document.body.dataset.user;
  // sessionStorage keys: they belong to this tab and vanish with it
  const shelf = `unsent:${person}:`;
  const own = shelf + form.action;

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
  let since = null;
  let wait = QUIET;
  let held = false;
  let heard = Date.now();
  let asking = false;
  let leaving = false;
  // a refused page is not stored as it stands; what is written on it is saved like anything else
  const refused = [...form.querySelectorAll(".error")];
  let stopped = form.querySelector(".theirs") !== null;
  if (refused.length) kept = "";

  const say = (words, failed = false) => {
    status.textContent = "";
    status.append(...[].concat(words));
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
      (field.closest("td") || field.parentElement).append(line);
    }
  };

  const show = (state) => {
    const badge = document.querySelector("[data-state] .st");
    badge.className = `st ${state.token}`;
    badge.textContent = state.label;
  };

  function shelve(more = {}) {
    const at = new Date().toTimeString().slice(0, 5);
    const base = form.elements.base_revision.value;
    sessionStorage.setItem(own, JSON.stringify({ at, written: written(), base, ...more }));
  }

  // not saved: the text stays on the page, and in this tab if the page is reloaded
  function hold(why) {
    held = true;
    shelve();
    say(["未保存："].concat(why, "内容留在本页，请不要关闭。"), true);
    clearTimeout(timer);
    timer = setTimeout(start, wait);
    wait = Math.min(wait * 2, PATIENCE);
    return false;
  }

  function release() {
    held = false;
    since = null;
    wait = QUIET;
    sessionStorage.removeItem(own);
  }

  function expired(address) {
    const link = document.createElement("a");
    link.href = new URL(address).pathname;
    link.target = "_blank";
    link.textContent = "重新登录";
    return ["登录已过期，请在新窗口", link, "，本页随后自动保存。"];
  }

  // whether the server accepts this person's requests; also renews the CSRF token, which a new sign-in invalidates
  async function ready() {
    const answer = await fetch(form.action, { headers: { Accept: "text/html" } });
    if (failed(answer)) return hold(NO_ANSWER);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.body.dataset.user) return hold(expired(answer.url));
    if (page.body.dataset.user !== person) {
      stopped = true;
      return hold("本机已换人登录，请复制留存后由本人重新登录。");
    }
    heard = Date.now();
    const token = page.querySelector("[name=csrfmiddlewaretoken]");
    if (token) form.elements.csrfmiddlewaretoken.value = token.value;
    return true;
  }

  // the server is there, but its database or disk is not
  const failed = (answer) => answer.status >= 500;
  const isJson = (answer) => (answer.headers.get("Content-Type") || "").startsWith("application/json");
  const post = (now) =>
    fetch(form.action, {
      method: "POST",
      body: content(),
      headers: { Accept: "application/json" },
      keepalive: document.hidden && now.length < OUTLIVES,
    });

  // true if the server saved the text or refused it with a message
  async function keep() {
    const now = written();
    if (now === kept) return true;
    say("正在保存……");
    try {
      if (held && !(await ready())) return false;
      let answer = await post(now);
      if (!isJson(answer)) {
        if (!(await ready())) return false;
        answer = await post(now);
      }
      if (failed(answer) && isJson(answer)) return hold((await answer.json()).message);
      if (!isJson(answer)) return hold(NO_ANSWER);
      settle(now, answer, await answer.json());
      return true;
    } catch {
      return hold("连接中断，正在重试。");
    }
  }

  function settle(now, answer, said) {
    mark(said.errors || {});
    heard = Date.now();
    if (answer.ok) {
      form.elements.base_revision.value = said.revision;
      kept = now;
      release();
      show(said.state);
      say(`已自动保存 ${said.saved_at}`);
    } else {
      // somebody else saved a newer text, or the period is closed: stop and let the person decide
      stopped = answer.status !== 422;
      say(`未保存：${said.message}${stopped ? "点“存草稿”可对照处理。" : ""}`, true);
    }
  }

  function start() {
    clearTimeout(timer);
    if (stopped || leaving) return;
    // what is typed during a save is saved by the next one
    if (running) timer = setTimeout(start, QUIET);
    else running = keep().finally(() => { running = null; });
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    since = since || Date.now();
    timer = setTimeout(start, Math.min(QUIET, Math.max(0, since + LONGEST - Date.now())));
  });
  form.addEventListener("change", start);
  // what is being mended is wrong no more; the server says so again where it is
  form.addEventListener("input", ({ target }) => {
    const place = target.closest && target.closest("td, .field");
    if (!place) return;
    for (const line of place.querySelectorAll(".error")) line.remove();
    if (!form.querySelector("td .error, .field .error")) for (const line of refused) line.remove();
  });
  document.addEventListener("visibilitychange", start);
  window.addEventListener("online", start);
  window.addEventListener("focus", () => held && start());

  // kernels before 81 do not tell which button sent the form; some of its buttons stand beside it
  let pressed = null;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button && button.form === form) pressed = button;
  });

  // saves what is written, or else asks whether the person is still signed in: a redirect to the sign-in page would lose
  // the text
  async function settled() {
    await running;
    if (!stopped && written() !== kept) return keep();
    if (stopped || Date.now() - heard > TRUSTED) return ready();
    // while the browser tells of a submission it takes no other one
    await new Promise((go) => setTimeout(go));
    return true;
  }

  // waits for a running save, which would make the submitted revision outdated
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (leaving) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    leaving = await settled().catch(() => hold("连接中断，正在重试。"));
    asking = false;
    if (!leaving) return;
    // only somebody who comes back finds it: from a page that says why nothing was saved
    if (written() === kept) sessionStorage.removeItem(own);
    else shelve({ sent: true });
    form.requestSubmit(event.submitter || pressed);
  });
  // another item is opened once the draft is kept
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-leaves]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || leaving || written() === kept) return;
    event.preventDefault();
    clearTimeout(timer);
    await running;
    if (!stopped && (await keep()) && written() === kept) {
      leaving = true;
      location.href = link.href;
    }
  });

  // the browser's back button shows the page as it was left
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (leaving || written() === kept) return;
    event.preventDefault();
    // kernels before 119 ask only for this
    event.returnValue = "";
  });

  // restores this person's text that was not saved before the page was reloaded
  function restore() {
    for (const name of Object.keys(sessionStorage)) {
      if (name.startsWith("unsent:") && !name.startsWith(shelf)) sessionStorage.removeItem(name);
    }
    const found = JSON.parse(sessionStorage.getItem(own));
    const [arrival] = performance.getEntriesByType("navigation");
    const isBack = Boolean(arrival) && arrival.type === "back_forward";
    if (found && found.sent && !isBack) sessionStorage.removeItem(own);
    if (!found || (found.sent && !isBack) || found.written === kept || refused.length || stopped) return;
    const values = new Map(JSON.parse(found.written));
    for (const field of form.elements) {
      if (["csrfmiddlewaretoken", "base_revision", "files", ""].includes(field.name) || field.matches("button")) continue;
      if (field.type === "checkbox") field.checked = values.has(field.name);
      else field.value = values.has(field.name) ? values.get(field.name) : "";
    }
    // with the old revision the server shows both texts if somebody else saved since
    form.elements.base_revision.value = found.base;
    say(`已恢复 ${found.at} 未能保存的内容，正在保存……`);
    timer = setTimeout(start, QUIET);
  }
  restore();

  for (const counter of form.querySelectorAll("[data-count-of]")) {
    const text = document.getElementById(counter.dataset.countOf);
    const help = counter.textContent.trim();
    const count = () => {
      const length = [...text.value].length;
      counter.textContent = length ? `已写 ${length} 字。${help}` : help;
      counter.classList.toggle("is-late", length > Number(counter.dataset.soft));
    };
    text.addEventListener("input", count);
    count();
  }
}
