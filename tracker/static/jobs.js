// 后台任务: follows a job on its page. Without this script the page asks again by itself.
const place = document.querySelector("[data-job-state]");

if (place) follow();

function follow() {
  const said = place.querySelector("[data-job-said]");
  const bar = place.querySelector("progress");
  const seen = document.querySelector("[data-job-seen]");
  let pause = 1000;

  async function ask() {
    try {
      const answer = await fetch(place.dataset.jobState, { headers: { "X-Polling": "1" }, redirect: "manual" });
      // signed out meanwhile: the page itself says so
      if (!answer.ok) return location.reload();
      const state = await answer.json();
      if (!state.goes_on) return await end();
      if (said.textContent !== state.said) said.textContent = state.said;
      bar.max = state.steps;
      bar.value = state.done;
    } catch (away) {
      said.textContent = "暂时联系不上服务器，正在重试；任务仍在后台办理。";
    }
    pause = Math.min(pause * 1.25, 5000);
    setTimeout(ask, pause);
  }

  // who is looking on need not be told again
  async function end() {
    if (!document.hidden) await fetch(seen.action, { method: "POST", body: new FormData(seen) });
    location.reload();
  }

  setTimeout(ask, pause);
}
