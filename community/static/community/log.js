// The pages of a mentor: a report is kept here before it is sent, a draft while it is typed,
// and what waits is said. The form underneath is plain HTML and does without all this.
(() => {
  "use strict";
  const { put, get, all, remove, meet, send } = self.coeducLog;
  const box = document.querySelector("[data-outbox]");
  const form = document.querySelector("form[data-log]");
  const kept = document.querySelector("[data-kept]");
  const SAYS = {
    waiting: "En attente de réseau.",
    "signed-out": "En attente\u00a0: connectez-vous pour l’envoyer.",
    later: "En attente\u00a0: le site ne répond pas, nouvel essai bientôt.",
    other: "En attente\u00a0: il a été écrit sous un autre compte.",
    sent: "Envoyé.",
  };
  let account = box.dataset.account;

  // ------------------------------------------------------------ what is kept, said

  async function show(end = "") {
    const rows = (await all("reports")).sort((a, b) => a.told - b.told);
    const mine = rows.filter((one) => one.account === account);
    const others = rows.filter((one) => one.account !== account && one.state === "waiting").length;
    const list = box.querySelector("[data-outbox-list]");
    list.replaceChildren(...mine.map((one) => item(one, end)));
    const waits = mine.some((one) => one.state === "waiting");
    box.querySelector("[data-send]").hidden = !waits;
    box.querySelector("[data-outbox-said]").textContent = others
      ? "Un compte rendu attend qu’un autre compte se connecte sur ce téléphone." : "";
    box.hidden = !mine.length && !others;
  }

  function item(one, end) {
    const row = box.querySelector("[data-outbox-item]").content.cloneNode(true);
    const label = row.querySelector("[data-label]");
    if (one.url) {
      const link = document.createElement("a");
      link.href = one.url;
      link.textContent = one.label;
      label.replaceWith(link);
    } else label.textContent = one.label;
    const refused = one.state === "refused";
    row.querySelector("[data-state]").textContent = refused
      ? `Refusé\u00a0: ${one.why}`
      : SAYS[one.state === "waiting" && SAYS[end] && end !== "sent" ? end : one.state];
    row.querySelector("[data-refused]").hidden = !refused;
    const path = one.session ? `/mes-ateliers/raconter/${one.session}/` : "/mes-ateliers/raconter/";
    row.querySelector("[data-correct]").href = `${path}#reprendre=${one.client_uuid}`;
    row.querySelector("[data-remove]").addEventListener("click", async () => {
      if (!confirm(`Supprimer «\u00a0${one.label}\u00a0»\u202f? Il n’a jamais été reçu.`)) return;
      await remove("reports", one.client_uuid);
      await show();
    });
    return row;
  }

  async function leave() {
    const end = await send();
    await show(end);
    return end;
  }

  box.querySelector("[data-send]").addEventListener("click", leave);
  addEventListener("online", leave);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) leave(); });

  // ------------------------------------------------------------ the form

  const KINDS = ["mothers", "fathers", "other_adults", "children"]; // nobody is two of them
  const value = (name) => form.elements[name]?.value || "";
  const answers = () => [...new FormData(form)].filter(([name]) =>
    !["csrfmiddlewaretoken", "client_uuid"].includes(name));
  const draftKey = () => `${account}:${form.dataset.session || form.dataset.model || "libre"}`;

  function fill(fields) {
    for (const input of form.elements) {
      if (!input.name || input.type === "hidden") continue;
      const given = fields.filter(([name]) => name === input.name).map(([, text]) => text);
      if (input.type === "checkbox" || input.type === "radio") input.checked = given.includes(input.value);
      else if (given.length) input.value = given[0];
    }
    for (const fold of form.querySelectorAll("details")) {
      fold.open ||= [...fold.querySelectorAll("input, textarea")].some((one) =>
        ["radio", "checkbox"].includes(one.type) ? one.checked : one.value);
    }
    count();
  }

  // What the browser can say at once; the server says it again, and more.
  function mistake() {
    const total = value("participants");
    if (form.elements.school && !form.elements.school.closest("[hidden]") && !value("school")) return ["school", "Choisissez une école."];
    if (!value("held_on")) return ["held_on", "Dites quel jour."];
    if (value("held_on") > form.elements.held_on.max) return ["held_on", "Cet atelier n’a pas encore eu lieu."];
    if (!/^\d+$/.test(total) || +total > 500) return ["participants", "De 0 à 500 personnes."];
    const themes = form.querySelectorAll("[name=themes]:checked").length;
    if (themes < 1 || themes > 3) return ["themes", "Choisissez un à trois thèmes."];
    const over = [...groups()].find((one) => +one.value > +total);
    const wrong = over?.name || (kinds() > +total && KINDS.find((name) => +value(name)));
    if (wrong) return [wrong, `Vous avez compté ${total} personnes en tout.`];
    if (value("quote").trim() && !form.elements.quote_consent.checked) return ["quote_consent", "Sans son accord, cette phrase n’est pas gardée."];
    return null;
  }

  const groups = () => form.querySelector("[data-remainder]").closest("details").querySelectorAll("input[type=number]");

  const kinds = () => KINDS.reduce((sum, name) => sum + +value(name), 0);

  // « Non précisé » : who is left, once some are named.
  function count() {
    const line = form.querySelector("[data-remainder]");
    const total = +value("participants"), named = kinds();
    line.textContent = total && named && named <= total
      ? `Non précisé\u00a0: ${total - named} sur ${total}.` : "";
    for (const one of groups()) one.max = total || 500;
    const about = [...form.querySelectorAll("[name=themes]:checked")].map((one) => one.value);
    for (const group of form.querySelectorAll("[data-about]")) {
      group.hidden = about.length > 0 && !about.includes(group.dataset.about) && !group.querySelector(":checked");
    }
  }

  function complain([name, text]) {
    const field = form.elements[name];
    const first = field instanceof RadioNodeList ? field[0] : field;
    const fold = first.closest("details");
    if (fold) fold.open = true;
    first.setCustomValidity(text);
    first.reportValidity();
    form.addEventListener("input", () => first.setCustomValidity(""), { once: true });
  }

  const label = () => {
    if (form.dataset.label) return form.dataset.label;
    const school = form.elements.school?.selectedOptions[0]?.textContent || "Atelier";
    return `${school}, ${value("held_on").split("-").reverse().join("/")}`;
  };

  async function tell(event) {
    if (form.dataset.plain || !account) return;
    event.preventDefault();
    const wrong = mistake();
    if (wrong) return complain(wrong);
    const report = {
      client_uuid: value("client_uuid"), account, session: form.dataset.session || "",
      label: label(), fields: answers(), told: Date.now(), state: "waiting",
    };
    form.querySelector(".dock button").disabled = true;
    try {
      await put("reports", report);
    } catch { // no room, or a private window: the plain form is sent instead
      return plain();
    }
    await remove("drafts", draftKey());
    navigator.storage?.persist?.();
    navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("coeduc-log")).catch(() => {});
    answered(report, await leave());
  }

  async function answered(report, end) {
    const now = await get("reports", report.client_uuid);
    if (now?.state === "sent") {
      await remove("reports", report.client_uuid);
      return location.replace(now.url);
    }
    if (now?.state === "refused" && !("blank" in form.dataset)) {
      await backToDraft(now);
      return plain(); // the server shows what to correct, beside each field
    }
    if (now?.state === "refused") return refuse(now);
    form.hidden = true;
    kept.hidden = false;
    kept.querySelector("[data-kept-title]").textContent = "Gardé sur ce téléphone";
    kept.querySelector("[data-kept-text]").textContent = end === "signed-out"
      ? "Connectez-vous et il partira. Il n’est pas encore enregistré dans Coéduc."
      : "Il partira tout seul dès que le réseau revient. Il n’est pas encore enregistré dans Coéduc\u00a0: vous pouvez fermer cette page.";
    kept.focus();
  }

  // Written before it is removed: it is in one place or the other, never in none.
  async function backToDraft(report) {
    await put("drafts", { key: draftKey(), account, fields: report.fields });
    await remove("reports", report.client_uuid);
  }

  function refuse(report) {
    const note = form.querySelector("[data-errors]");
    note.querySelector("p").textContent = report.why;
    note.hidden = false;
    form.querySelector(".dock button").disabled = false;
    note.focus();
  }

  function plain() {
    form.dataset.plain = "";
    form.submit();
  }

  // ------------------------------------------------------------ opening

  async function prepare() {
    form.elements.held_on.max = today();
    if ("blank" in form.dataset && !await fromMemory()) return;
    const again = location.hash.match(/^#reprendre=([0-9a-f-]{36})$/)?.[1];
    const told = (await all("reports")).find((one) =>
      one.account === account && one.state === "waiting" && one.session && one.session === form.dataset.session);
    if (told) return answered(told, "");
    const source = again ? await get("reports", again) : await get("drafts", draftKey());
    // What the server has just refused is newer than any draft.
    if (source?.account === account && !form.querySelector("[role=alert]:not([hidden])")) {
      fill(source.fields);
      if (again) await backToDraft(source);
    }
    count();
    form.addEventListener("submit", tell);
    form.addEventListener("input", () => {
      count();
      put("drafts", { key: draftKey(), account, fields: answers() }).catch(() => {});
    });
  }

  const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);

  // The blank form, with what this device knows of who uses it.
  async function fromMemory() {
    const known = await get("known", "current");
    document.querySelector("[data-unknown]").hidden = Boolean(known);
    if (!known) return false;
    account = box.dataset.account = known.account;
    form.hidden = false;
    form.elements.client_uuid.value = uuid();
    form.elements.held_on.value = today();
    const pk = location.pathname.match(/raconter\/(\d+)\/$/)?.[1];
    const school = form.elements.school;
    if (!pk) school.append(...known.schools.map(([key, name]) => new Option(name, key)));
    else {
      form.dataset.session = pk;
      school.closest(".field").hidden = true;
      const session = known.sessions.find((one) => String(one.pk) === pk);
      if (session) {
        form.dataset.label = session.label;
        const line = document.querySelector("[data-session-label]");
        line.textContent = session.label;
        line.hidden = false;
        const { held_on, minutes, participants, counted, themes } = session;
        fill([["held_on", held_on], ["minutes", String(minutes)], ["participants", String(participants)],
          ...themes.map((theme) => ["themes", String(theme)])]);
        if (counted) document.getElementById("id_participants_helptext").textContent = counted;
      }
    }
    await show("waiting");
    return true;
  }

  const uuid = () => crypto.randomUUID?.() ||
    "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
      (+c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> +c / 4).toString(16));

  // A page brought back by « Retour » holds an act already done: it starts afresh.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  (async () => {
    if (form) await prepare();
    navigator.serviceWorker?.register("/sw.js").catch(() => {});
    if (account && !("blank" in (form?.dataset || {}))) meet().catch(() => {});
    await leave();
  })().catch(() => { /* storage is refused: the plain form works as before */ });
})();
