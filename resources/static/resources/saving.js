// « Économiser mes données »: images wait to be asked for. Runs before the first image of a page
// (resources/streams/image.html asks for it there) and again with `defer`; the first one counts.
(() => {
  const root = document.documentElement, NAME = "coeduc-saving";
  if (root.dataset.saving) return;
  const chosen = () => { try { return localStorage.getItem(NAME); } catch { return null; } };
  const asked = () => navigator.connection?.saveData ||
    matchMedia("(prefers-reduced-data: reduce)").matches;
  root.dataset.saving = chosen() || (asked() ? "on" : "off");

  const ready = () => document.querySelectorAll("[data-saving-switch]").forEach((button) => {
    button.hidden = false;
    button.setAttribute("aria-pressed", root.dataset.saving === "on");
  });
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-saving-switch]")) {
      root.dataset.saving = root.dataset.saving === "on" ? "off" : "on";
      try { localStorage.setItem(NAME, root.dataset.saving); } catch { /* for this page only */ }
      ready();
    }
    const figure = target.closest("[data-load]")?.closest("figure");
    if (figure) {
      figure.classList.add("loaded");
      figure.focus();
    }
  });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
})();
