// A password can be looked at while it is typed, and a new one says how hard it is to guess. The page works without it.
"use strict";

// each kind of character, and among how many of them a guess has to choose
const KINDS = [[/[a-z]/, 26], [/[A-Z]/, 26], [/[0-9]/, 10], [/[\u4e00-\u9fff]/, 2500], [/[^a-zA-Z0-9\u4e00-\u9fff]/, 33]];
const GRADES = [[40, "弱，容易被猜到", "late"], [60, "一般", "watch"], [Infinity, "强", "ok"]];

// in bits; what repeats or goes on from its neighbour tells little
const measure = (password) => {
  const size = KINDS.reduce((sum, kind) => sum + (kind[0].test(password) ? kind[1] : 0), 0);
  const isNext = (at) => at > 0 && Math.abs(password.charCodeAt(at) - password.charCodeAt(at - 1)) < 2;
  const telling = Array.from(password).reduce((sum, _, at) => sum + (isNext(at) ? 0.25 : 1), 0);
  return telling * Math.log2(size || 1);
};

const addMeter = (input) => {
  const meter = document.createElement("small");
  meter.setAttribute("role", "status");
  input.insertAdjacentElement("afterend", meter);
  input.addEventListener("input", () => {
    const grade = GRADES.find((each) => measure(input.value) < each[0]);
    meter.className = input.value ? `st ${grade[2]}` : "";
    meter.textContent = input.value ? `密码强度：${grade[1]}` : "";
  });
};

const addLook = (input) => {
  const look = document.createElement("button");
  look.type = "button";
  look.className = "link look";
  const show = (isShown) => {
    input.type = isShown ? "text" : "password";
    look.textContent = isShown ? "隐藏密码" : "显示密码";
    look.setAttribute("aria-pressed", isShown);
  };
  look.addEventListener("click", () => show(input.type === "password"));
  // what is sent is never kept by the browser as a text that was typed
  if (input.form) input.form.addEventListener("submit", () => show(false));
  show(false);
  input.insertAdjacentElement("afterend", look);
};

const passwords = Array.from(document.querySelectorAll("input[type=password]"));
const isNew = (input) => input.autocomplete === "new-password";
passwords.filter(isNew).slice(0, 1).forEach(addMeter);
passwords.forEach(addLook);
