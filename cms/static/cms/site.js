// Comfort only: without this file everything works. No dependency, no request.
(() => {
  const all = (selector, act) => document.querySelectorAll(selector).forEach(act);
  const on = (selector, act) => all(selector, (el) => el.addEventListener("click", () => act(el)));

  // Buttons that mean nothing without JavaScript are hidden until now.
  all("[data-js]", (el) => { el.hidden = false; });

  // After a refused form, the list of what to correct is read first.
  all("[data-focus]", (el) => el.focus());

  // Stepper: − and + around an ordinary number field.
  all(".stepper", (box) => {
    const field = box.querySelector("input");
    const bound = (limit, none) => (limit === "" ? none : +limit);
    box.querySelectorAll("button[data-step]").forEach((button) =>
      button.addEventListener("click", () => {
        const value = (+field.value || 0) + +button.dataset.step;
        field.value = Math.min(bound(field.max, Infinity), Math.max(bound(field.min, 0), value));
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }));
  });

  // Facets open on a wide screen, for browsers without ::details-content.
  if (matchMedia("(min-width:62rem)").matches) all(".facets", (el) => { el.open = true; });

  on("[aria-pressed][data-js]", (el) =>
    el.setAttribute("aria-pressed", el.getAttribute("aria-pressed") !== "true"));
  // Quitter vite: the page is blank at once, and Back does not return to it.
  const leave = document.querySelector("[data-leave]");
  const go = (event) => {
    event.preventDefault();
    document.body.hidden = true;
    document.title = "…";
    location.replace(leave.href);
  };
  let escapes = 0, since = 0;
  leave?.addEventListener("click", go);
  if (leave) document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    escapes = event.timeStamp - since < 2000 ? escapes + 1 : 1;
    since = event.timeStamp;
    if (escapes === 3) go(event);
  });

  on("[data-print]", () => print());
})();
