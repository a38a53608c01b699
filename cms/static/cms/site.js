// Comfort only: without this file everything works. No dependency, no request.
(() => {
  const all = (selector, act) => document.querySelectorAll(selector).forEach(act);
  const on = (selector, act) => all(selector, (el) => el.addEventListener("click", () => act(el)));
  const say = (el, text) => {
    const out = document.getElementById(el.dataset.say);
    if (out) out.textContent = text;
  };
  const textOf = (id) => document.getElementById(id).textContent.trim();

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
  on("[data-print]", () => print());
  on("[data-copy]", async (el) => {
    await navigator.clipboard.writeText(textOf(el.dataset.copy));
    say(el, "Message copié. Collez-le dans l’ENT ou un SMS.");
  });
  on("[data-read]", (el) => {
    if (speechSynthesis.speaking) return speechSynthesis.cancel();
    const speech = new SpeechSynthesisUtterance(textOf(el.dataset.read));
    speech.lang = "fr-FR";
    speech.rate = 0.95;
    speechSynthesis.speak(speech);
  });
})();
