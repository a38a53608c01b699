// « Mon sac »: put in, take out. The list is in localStorage, the pages in Cache Storage.
(() => {
  const { NAME, here, read, write, register } = window.coeducBag;
  const MOST = 50; // resources/bag/selection.py says the same

  const mayKeep = (response) => response.ok && !response.redirected &&
    !/private|no-store/.test(response.headers.get("Cache-Control") || "");

  // What a page needs to be read: its styles, scripts and, unless data is spared, images.
  const filesOf = (html, url) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const spare = document.documentElement.dataset.saving === "on";
    const found = ["link[rel=stylesheet]", "link[rel=icon]", "script[src]", spare ? "" : "main img"]
      .filter(Boolean).flatMap((selector) => [...page.querySelectorAll(selector)])
      .flatMap((el) => [el.getAttribute("href") || el.getAttribute("src"),
        ...(el.getAttribute("srcset") || "").split(",").map((part) => part.trim().split(" ")[0])]);
    return [...new Set(found.filter(Boolean).map((path) => new URL(path, here(url)).href))]
      .filter((file) => here(file).origin === location.origin);
  };

  // Copy a page and its files; return the files. As nobody: no cookie goes with the request.
  const save = async (url) => {
    const cache = await caches.open(NAME);
    const page = await fetch(url, { cache: "no-cache", credentials: "omit" });
    if (!mayKeep(page)) throw new Error(page.status);
    const files = filesOf(await page.clone().text(), url);
    await Promise.allSettled(files.map((file) => cache.add(file)));
    await cache.put(url, page);
    return files;
  };

  // Return "full", "listed" (no copy could be made) or "kept" (it is read without network).
  const keep = async ({ url, title, minutes, theme }) => {
    const list = read().filter((one) => one.url !== url);
    if (list.length >= MOST) return "full";
    write([...list, { url, title, minutes, theme, files: [] }]);
    try {
      const [files] = await Promise.all([save(url), register()]);
      // It may have been taken out meanwhile, here or in another tab.
      if (!read().some((one) => one.url === url)) await drop(url, files);
      write(read().map((one) => (one.url === url ? { ...one, files } : one)));
      return "serviceWorker" in navigator ? "kept" : "listed";
    } catch { return "listed"; }
  };

  const drop = async (url, files) => {
    if (!("caches" in window)) return;
    const cache = await caches.open(NAME);
    const needed = new Set(read().flatMap((one) => one.files || []));
    await Promise.all([url, ...files].filter((file) => !needed.has(file)).map((file) => cache.delete(file)));
  };
  const remove = async (url) => {
    const list = read(), gone = list.find((one) => one.url === url);
    write(list.filter((one) => one.url !== url));
    if (gone) await drop(url, gone.files || []);
  };
  const clear = async () => {
    write([]);
    if ("caches" in window) await caches.delete(NAME);
  };

  const SAID = {
    kept: "Gardée dans votre sac, lisible sans réseau.",
    listed: "Gardée dans votre sac. Pour la lire sans réseau, repassez ici avec une bonne connexion.",
    full: `Votre sac est plein\u00a0: ${MOST}\u00a0pages au plus. Retirez-en une d’abord.`,
    gone: "Retirée de votre sac.",
    refused: "Votre navigateur ne permet pas de garder cette page.",
  };
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-bag]");
    if (!button) return;
    const { bag: url, title, minutes, theme } = button.dataset;
    const say = (what) => { button.parentNode.querySelector("[data-bag-said]").textContent = SAID[what]; };
    try {
      if (button.getAttribute("aria-pressed") === "true") {
        await remove(url);
        say("gone");
      } else say(await keep({ url, title, minutes: +minutes || 0, theme }));
    } catch { say("refused"); }
  });

  Object.assign(window.coeducBag, { keep, remove, clear });
  document.querySelectorAll("[data-bag]").forEach((button) => { button.hidden = false; });
  addEventListener("load", async () => {
    const list = read();
    // A page that is read again is kept again, as it is now.
    const mine = list.find((one) => one.url === location.pathname);
    if (mine && navigator.onLine) {
      const files = await save(mine.url).catch(() => null);
      if (files) write(read().map((one) => (one.url === mine.url ? { ...one, files } : one)));
    }
  });
})();
