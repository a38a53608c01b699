// A text field that suggests while one types: <input data-combobox="/address">.
// The address answers ?q=… with {"options": [{"value", "hint"}]}. Without this file the
// field is an ordinary one, and the form finds what the words mean.
(() => {
  const WAIT = 200;
  const SHORTEST = 2;

  document.querySelectorAll("input[data-combobox]").forEach((field) => {
    const box = document.createElement("div");
    const list = document.createElement("ul");
    const said = document.createElement("p");
    const id = `${field.id}_options`;
    let options = [], current = -1, timer, asked = 0;

    box.className = "combo";
    list.className = "suggest";
    said.className = "vh";
    Object.assign(list, { id, hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", document.querySelector(`label[for="${field.id}"]`)?.textContent ?? "");
    said.setAttribute("role", "status");
    field.replaceWith(box);
    box.append(field, list, said);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false",
    })) field.setAttribute(name, value);

    const close = () => {
      list.hidden = true;
      current = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    };
    const choose = (index) => {
      field.value = options[index].value;
      close();
      field.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const mark = (index) => {
      current = (index + options.length) % options.length;
      [...list.children].forEach((item, i) => item.setAttribute("aria-selected", i === current));
      field.setAttribute("aria-activedescendant", list.children[current].id);
      list.children[current].scrollIntoView({ block: "nearest" });
    };
    const show = () => {
      list.replaceChildren(...options.map((option, i) => {
        const item = document.createElement("li");
        const hint = document.createElement("span");
        item.id = `${id}_${i}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.append(option.value);
        if (option.hint) {
          hint.className = "soft";
          hint.textContent = ` ${option.hint}`;
          item.append(hint);
        }
        // Before the field loses the focus, which closes the list.
        item.addEventListener("pointerdown", (event) => { event.preventDefault(); choose(i); });
        return item;
      }));
      current = -1;
      list.hidden = !options.length;
      field.setAttribute("aria-expanded", String(!list.hidden));
      said.textContent = options.length
        ? `${options.length} proposition${options.length > 1 ? "s" : ""}`
        : "Aucune proposition";
    };
    const ask = async () => {
      const typed = field.value.trim(), number = ++asked;
      if (typed.length < SHORTEST) return close();
      try {
        const response = await fetch(`${field.dataset.combobox}?q=${encodeURIComponent(typed)}`);
        const answer = response.ok ? await response.json() : { options: [] };
        // A slow answer to what is no longer typed is not shown.
        if (number !== asked || document.activeElement !== field) return;
        options = answer.options;
        show();
      } catch {
        close();
      }
    };

    field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
    field.addEventListener("blur", () => { asked += 1; clearTimeout(timer); close(); });
    field.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown") mark(current + 1);
      else if (event.key === "ArrowUp") mark(current < 0 ? options.length - 1 : current - 1);
      else if (event.key === "Enter" && current >= 0) choose(current);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
  });
})();
