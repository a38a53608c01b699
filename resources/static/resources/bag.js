// « Mon sac » on every public page: how much it holds, and the worker that reads it without network.
// Comfort only: where storage or workers are refused, the site is read as before.
(() => {
  const NAME = "coeduc-bag";
  const all = (selector, act) => document.querySelectorAll(selector).forEach(act);
  const here = (address) => new URL(address, location.origin);

  const read = () => {
    try {
      const list = JSON.parse(localStorage.getItem(NAME)) || [];
      return list.filter((one) => one.title && here(one.url).origin === location.origin);
    } catch { return []; }
  };
  const write = (list) => {
    localStorage.setItem(NAME, JSON.stringify(list));
    show();
  };

  // What is shown of it everywhere: the count in the header, the state of the buttons.
  const show = () => {
    const list = read();
    all("[data-bag-count]", (el) => { el.textContent = list.length || ""; });
    all("[data-bag]", (el) => el.setAttribute("aria-pressed", list.some((one) => one.url === el.dataset.bag)));
    document.dispatchEvent(new Event("bag"));
  };

  const register = () => navigator.serviceWorker?.register("/sw.js").catch(() => {});

  window.coeducBag = { NAME, here, read, write, register };
  addEventListener("storage", (event) => { if (event.key === NAME) show(); });
  show();
  addEventListener("load", () => {
    // Who spares data pays for the worker only once it serves.
    if (document.documentElement.dataset.saving !== "on" || read().length) register();
  });
})();
