// Telling of a session without network: the blank form, and reports that leave by themselves.
(() => {
  "use strict";
  const FORM = /^\/mes-ateliers\/raconter\/(\d+\/)?$/;
  const BLANK = "/mes-ateliers/raconter/sans-reseau/";
  const PATIENCE = 8000; // ms: a network that does not answer is none

  const late = () => new Promise((_resolve, reject) => setTimeout(reject, PATIENCE));

  const form = async (request) => {
    try {
      return await Promise.race([fetch(request), late()]);
    } catch {
      return await caches.match(BLANK) || Response.error();
    }
  };

  self.coeduc.rules.push((event, url) => {
    const { method, mode } = event.request;
    if (method === "POST" && url.pathname === "/compte/logout/") event.waitUntil(self.coeducLog.forget());
    if (method === "GET" && mode === "navigate" && FORM.test(url.pathname)) return form(event.request);
  });

  addEventListener("sync", (event) => {
    if (event.tag !== "coeduc-log") return;
    event.waitUntil(self.coeducLog.send().then((end) => {
      if (end === "offline" || end === "later") throw new Error(end); // the browser tries again
    }));
  });
})();
