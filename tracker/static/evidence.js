// Takes files that are chosen, dropped anywhere on the page or pasted, one by one, with progress and refusal beside each.
// Without it the files go with the form.
"use strict";

const drop = document.querySelector("[data-drop]");

if (drop) {
  const form = drop.closest("form");
  const input = drop.querySelector("input[type=file]");
  const list = drop.querySelector("[data-uploads]");
  const NO_ANSWER = "连接中断，没有上传，请再试一次。";
  let last = Promise.resolve();
  drop.querySelector("[data-how]").textContent = "可拖到本页任何地方，截图可直接粘贴，随即上传。";

  const two = (number) => String(number).padStart(2, "0");

  // a picture of the clipboard is called image.png: it gets the day and the time
  function named(file) {
    if (!/^image\.\w+$/.test(file.name)) return file;
    const now = new Date();
    const on = `${now.getFullYear()}年${now.getMonth() + 1}月${now.getDate()}日`;
    const at = `${two(now.getHours())}时${two(now.getMinutes())}分${two(now.getSeconds())}秒`;
    return new File([file], `截图 ${on}${at}.${file.name.split(".").pop()}`, { type: file.type });
  }

  function line(file) {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const course = document.createElement("progress");
    const said = document.createElement("span");
    name.textContent = file.name;
    course.max = 1;
    course.value = 0;
    course.setAttribute("aria-label", `上传 ${file.name}`);
    item.append(name, course, said);
    list.append(item);
    return { item, course, said };
  }

  const read = (request) => {
    try {
      return JSON.parse(request.responseText);
    } catch (fault) {
      return { message: request.status === 413 ? "文件太大，没有上传。" : NO_ANSWER };
    }
  };

  function send(file) {
    const { item, course, said } = line(file);
    const refuse = (words, again) => {
      course.remove();
      said.className = "is-late";
      said.textContent = `■ ${words}`;
      if (!again) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "link";
      button.textContent = "重试";
      button.addEventListener("click", () => { item.remove(); take([file]); });
      item.append(button);
    };
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", drop.dataset.upload);
      request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
      request.setRequestHeader("Accept", "application/json");
      request.upload.addEventListener("progress", (event) => {
        if (!event.lengthComputable) return;
        course.value = event.loaded / event.total;
        said.textContent = event.loaded === event.total ? "正在检查……" : `${Math.floor((100 * event.loaded) / event.total)} %`;
      });
      request.addEventListener("error", () => { refuse(NO_ANSWER, true); done(); });
      request.addEventListener("load", () => {
        const answer = read(request);
        if (request.status === 200 && answer.html) {
          item.remove();
          drop.querySelector("[data-evidence]").innerHTML = answer.html;
        } else {
          refuse(answer.message || NO_ANSWER, !answer.message);
        }
        done();
      });
      const data = new FormData();
      data.append("file", file, file.name);
      request.send(data);
    });
  }

  // one after another, since each locks the entry
  function take(files) {
    for (const file of files) {
      const its = named(file);
      last = last.then(() => send(its));
    }
  }

  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    take(files);
  });

  const carries = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    drop.classList.add("is-over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.classList.remove("is-over");
  });
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    drop.classList.remove("is-over");
    take([...event.dataTransfer.files]);
  });
  // cells of Excel bring a picture of themselves along: where there is a text, the text is meant
  document.addEventListener("paste", (event) => {
    const given = event.clipboardData;
    if (!given || !given.files.length || given.getData("text/plain")) return;
    event.preventDefault();
    take([...given.files]);
  });
}
