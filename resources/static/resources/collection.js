// What was read in a collection: kept by this browser, sent to nobody.
(() => {
  const article = document.querySelector("[data-collection]");
  const key = `mallette-${article.dataset.collection}`;
  const boxes = [...article.querySelectorAll("[data-step-of] input")];
  const line = document.getElementById("avancement");
  if (!line) return;

  let read;
  try { read = new Set(JSON.parse(localStorage.getItem(key) ?? "[]")); } catch { return; } // Storage refused or spoilt: nothing is offered.

  const tell = () => {
    const done = boxes.filter((box) => box.checked).length;
    line.textContent = done === boxes.length ? line.dataset.all
      : line.dataset.said.replace("%(done)s", done).replace("%(total)s", boxes.length);
  };
  boxes.forEach((box) => {
    box.checked = read.has(box.value);
    box.addEventListener("change", () => {
      if (box.checked) read.add(box.value); else read.delete(box.value);
      try { localStorage.setItem(key, JSON.stringify([...read])); } catch { /* full: this visit only */ }
      tell();
    });
  });
  article.querySelectorAll("[data-step-of]").forEach((el) => { el.hidden = false; });
  line.hidden = false;
  tell();
})();
