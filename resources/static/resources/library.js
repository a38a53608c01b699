// The library's comfort: results in place, and suggestions while typing.
(() => {
  const form = document.querySelector("[data-suggest]").form;

  // Folds that were open stay open, and the new count is announced.
  let open = [];
  const folds = () => [...form.querySelectorAll("details")];
  document.body.addEventListener("htmx:beforeSwap", () => { open = folds().map((el) => el.open); });
  document.body.addEventListener("htmx:afterSettle", () => {
    folds().forEach((el, n) => { if (open[n]) el.open = true; });
    document.getElementById("annonce").textContent =
      document.getElementById("resultats").textContent.trim();
  });

  // Combobox (ARIA 1.2): the field keeps the focus, the arrows choose.
  const field = form.querySelector("[data-suggest]");
  const list = Object.assign(document.createElement("ul"), { id: "suggestions", hidden: true });
  list.className = "suggest";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  field.after(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list",
    "aria-controls": "suggestions", "aria-expanded": "false",
  })) field.setAttribute(name, value);

  let waiting, asking, at = -1;
  const options = () => [...list.children];
  const close = () => {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const mark = (place) => {
    const all = options();
    at = (place + all.length + 1) % (all.length + 1);
    all.forEach((el, n) => el.setAttribute("aria-selected", n === at));
    if (all[at]) field.setAttribute("aria-activedescendant", all[at].id);
    else field.removeAttribute("aria-activedescendant");
  };
  const show = (rows) => {
    list.replaceChildren(...rows.map(({ label, url }, n) => {
      const option = Object.assign(document.createElement("li"), { id: `s${n}` });
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const link = Object.assign(document.createElement("a"), { href: url, textContent: label, tabIndex: -1 });
      option.append(link);
      return option;
    }));
    at = -1;
    list.hidden = !rows.length;
    field.setAttribute("aria-expanded", String(rows.length > 0));
  };
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const words = field.value.trim();
    if (words.length < 2) return close();
    try {
      const url = `${field.dataset.suggest}?q=${encodeURIComponent(words)}`;
      const answer = await fetch(url, { signal: asking.signal });
      show((await answer.json()).suggestions);
    } catch { /* a slower answer than the typing, or no network: nothing to show */ }
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 180);
  });
  // A typed word is sent by its button, not while it is being typed.
  field.addEventListener("change", (event) => event.stopPropagation());
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
    if (list.hidden) return;
    if (event.key === "ArrowDown") { event.preventDefault(); mark(at + 1); }
    if (event.key === "ArrowUp") { event.preventDefault(); mark(at < 0 ? options().length - 1 : at - 1); }
    if (event.key === "Enter" && options()[at]) {
      event.preventDefault();
      options()[at].firstChild.click();
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  field.addEventListener("blur", close);
})();
