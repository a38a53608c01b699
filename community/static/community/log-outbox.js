// What this device keeps of reports that have not been answered yet, and how it sends them.
// Shared by the pages of a mentor and by the worker. One report leaves once: the server knows
// it by its `client_uuid`, whatever is repeated.
self.coeducLog = (() => {
  "use strict";
  const ADDRESS = "/mes-ateliers/envois/";
  const SENT_FOR = 24 * 3600 * 1000; // a sent report is still said for a day

  const ask = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  const open = () => {
    const request = indexedDB.open("coeduc-log", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("reports", { keyPath: "client_uuid" });
      request.result.createObjectStore("drafts", { keyPath: "key" });
      request.result.createObjectStore("known", { keyPath: "key" });
    };
    return ask(request);
  };

  // Resolved once the disk has it, not before.
  const change = async (name, act) => {
    const base = await open();
    const transaction = base.transaction(name, "readwrite", { durability: "strict" });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
    act(transaction.objectStore(name));
    await done;
    base.close();
  };
  const look = async (name, act) => {
    const base = await open();
    const found = await ask(act(base.transaction(name).objectStore(name)));
    base.close();
    return found;
  };

  const put = (name, row) => change(name, (store) => store.put(row));
  const get = (name, key) => look(name, (store) => store.get(key));
  const all = (name) => look(name, (store) => store.getAll());
  const remove = (name, key) => change(name, (store) => store.delete(key));

  // Who is signed in, what they may tell, and a token to send with.
  const meet = async () => {
    const response = await fetch(ADDRESS, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (response.status === 401 || response.status === 403) await forget();
    if (!response.ok) return { status: response.status };
    const who = await response.json();
    const { csrf, ...known } = who;
    await put("known", { key: "current", ...known });
    return who;
  };

  // After a sign-out: names of schools go, reports that nobody has received stay.
  const forget = () => remove("known", "current");

  const post = (report, who) => fetch(ADDRESS, {
    method: "POST",
    headers: { "X-CSRFToken": who.csrf, Accept: "application/json" },
    body: new URLSearchParams([
      ...report.fields,
      ["client_uuid", report.client_uuid], ["account", report.account], ["session", report.session],
    ]),
  });

  // One after the other, in the order they were told. Returns what stopped it, or "done".
  const sendAll = async () => {
    const rows = await all("reports");
    const old = rows.filter((one) => one.state === "sent" && Date.now() - one.sent > SENT_FOR);
    for (const one of old) await remove("reports", one.client_uuid);
    const waiting = rows.filter((one) => one.state === "waiting").sort((a, b) => a.told - b.told);
    if (!waiting.length) return "done";
    const who = await meet();
    if (!who.account) return who.status === 401 ? "signed-out" : who.status === 403 ? "other" : "later";
    for (const one of waiting) {
      if (one.account !== who.account) continue;
      const response = await post(one, who);
      if (response.ok) {
        const { report } = await response.json();
        await put("reports", { ...one, state: "sent", sent: Date.now(), url: report, fields: [] });
      } else if (response.status === 422) {
        const { why } = await response.json();
        await put("reports", { ...one, state: "refused", why });
      } else {
        return response.status === 401 ? "signed-out" : response.status === 409 ? "other" : "later";
      }
    }
    return waiting.some((one) => one.account !== who.account) ? "other" : "done";
  };

  const alone = (act) => navigator.locks ? navigator.locks.request("coeduc-log", act) : act();
  const send = () => alone(() => sendAll().catch((error) => {
    if (error instanceof TypeError) return "offline"; // what fetch throws without network
    throw error;
  }));

  return { put, get, all, remove, meet, forget, send };
})();
