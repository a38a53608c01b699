// Reading without network. The line above gives SHELL: version, offline, pages, files, wished.
// Keeps what is named there and what the reader put in the bag; nothing else, ever.
(() => {
  "use strict";
  const BAG = "coeduc-bag"; // bag.js writes it; it outlives every version
  const KEPT = `coeduc-shell-${SHELL.version}`;
  const PATIENCE = 3000; // ms before a kept page replaces one that does not come
  const CLOSED = ["/admin/", "/compte/"];
  const FILES = ["style", "script", "image", "font"];

  const mayKeep = (response) =>
    response.ok && response.type === "basic" && !response.redirected &&
    !/private|no-store/.test(response.headers.get("Cache-Control") || "") &&
    !/cookie/i.test(response.headers.get("Vary") || "");

  const store = async (cache, url, options) => {
    const response = await fetch(url, options);
    if (!mayKeep(response)) throw new Error(`${url}: ${response.status}`);
    await cache.put(url, response);
  };

  // What the part of a story may use; a rule is (event, url) => a promise of a Response, or nothing.
  self.coeduc = { rules: [], mayKeep, store };

  addEventListener("install", (event) => event.waitUntil((async () => {
    const cache = await caches.open(KEPT);
    const fresh = { cache: "no-cache", credentials: "omit" };
    await Promise.all([
      ...SHELL.pages.map((url) => store(cache, url, fresh)),
      ...SHELL.files.map((url) => store(cache, url)),
    ]);
    await Promise.allSettled(SHELL.wished.map((url) => store(cache, url, fresh)));
    await skipWaiting();
  })()));

  addEventListener("activate", (event) => event.waitUntil((async () => {
    const old = (name) => name.startsWith("coeduc-shell-") && name !== KEPT;
    await Promise.all((await caches.keys()).filter(old).map((name) => caches.delete(name)));
  })()));

  // A page reads nothing after « ? », but the bag, which shows what somebody sent.
  const find = async (url) => {
    const how = { ignoreVary: true, ignoreSearch: !url.pathname.startsWith("/sac/") };
    return await caches.match(url.href, { ...how, cacheName: BAG }) ||
      caches.match(url.href, { ...how, cacheName: KEPT });
  };

  const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  async function page(event, url) {
    const copy = await find(url);
    const network = fetch(event.request).then((response) => {
      const isOurs = [...SHELL.pages, ...SHELL.wished].includes(url.pathname) && !url.search;
      if (isOurs && mayKeep(response)) {
        const fresh = response.clone();
        event.waitUntil(caches.open(KEPT).then((cache) => cache.put(url.pathname, fresh)));
      }
      return copy && response.status >= 500 ? copy.clone() : response;
    });
    // The slow answer, if it comes, still refreshes what is kept.
    event.waitUntil(network.catch(() => {}));
    try {
      return await (copy ? Promise.race([network, later(PATIENCE).then(() => copy.clone())]) : network);
    } catch {
      return copy || await caches.match(SHELL.offline, { cacheName: KEPT }) || Response.error();
    }
  }

  // At once from what is kept, renewed behind; a name that holds its hash never changes.
  async function file(event, url) {
    const copy = await find(url);
    if (!copy) return fetch(event.request);
    if (!/immutable/.test(copy.headers.get("Cache-Control") || "")) {
      event.waitUntil((async () => {
        for (const name of [BAG, KEPT]) {
          if (!await caches.match(url.href, { cacheName: name })) continue;
          await store(await caches.open(name), url.href).catch(() => {});
        }
      })());
    }
    return copy;
  }

  addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (url.origin !== location.origin) return;
    for (const rule of self.coeduc.rules) {
      const answer = rule(event, url);
      if (answer) return event.respondWith(answer);
    }
    if (request.method !== "GET" || CLOSED.some((start) => url.pathname.startsWith(start))) return;
    if (request.mode === "navigate") event.respondWith(page(event, url));
    else if (FILES.includes(request.destination)) event.respondWith(file(event, url));
  });
})();
