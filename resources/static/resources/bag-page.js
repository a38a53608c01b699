// « Mon sac » drawn from the browser, on its page and on the page without network; or a bag that was
// sent, which the server wrote and which can be kept whole.
(() => {
  const { read, keep, remove, clear } = window.coeducBag;
  const box = document.querySelector("[data-bag-list]");
  const one = (name, from = box) => from.querySelector(`[data-bag-${name}]`);
  const say = (text) => { one("say", document).textContent = text; };
  const several = (n, word) => `${n}\u00a0${word}${n > 1 ? "s" : ""}`;
  const facts = ({ theme, minutes }) =>
    [theme, minutes && `${minutes}\u00a0min`].filter(Boolean).join(" · ");

  const draw = () => {
    const list = read();
    if (!box) return;
    box.hidden = !list.length;
    const empty = one("empty", document);
    if (empty) empty.hidden = list.length > 0;
    const minutes = list.reduce((sum, item) => sum + (+item.minutes || 0), 0);
    one("total").textContent = several(list.length, "page") +
      (minutes ? `, ${several(minutes, "minute")} de lecture` : "");
    one("items").replaceChildren(...list.map((item) => {
      const row = one("row").content.cloneNode(true);
      const link = row.querySelector("a");
      link.href = item.url;
      link.textContent = item.title;
      one("facts", row).textContent = facts(item);
      const button = one("remove", row);
      if (!button) return row;
      button.querySelector(".vh").textContent = ` ${item.title}`;
      button.addEventListener("click", async () => {
        await remove(item.url);
        say(`«\u00a0${item.title}\u00a0» n’est plus dans votre sac.`);
        document.getElementById("sac").focus();
      });
      return row;
    }));
    const link = one("link");
    if (link) link.hidden = !slugs(list).length;
  };

  // The link carries resources only: they are what the page of a sent bag shows.
  const slugs = (list) => list.map(({ url }) => url.split("/"))
    .filter((parts) => parts.length === 4 && `/${parts[1]}/` === box.dataset.library)
    .map((parts) => parts[2]);
  const on = (name, act) => one(name, document)?.addEventListener("click", act);
  const copy = async (text, done) => {
    try {
      await navigator.clipboard.writeText(text);
      say(done);
    } catch { say(`Votre navigateur refuse de copier. Voici le texte\u00a0: ${text}`); }
  };

  on("copy", () => copy(
    read().map((item) => `${item.title} (${facts(item)})\n${location.origin}${item.url}`).join("\n\n"),
    "Liste copiée. Collez-la dans un message ou dans l’ENT."));
  on("link", () => {
    const address = new URL(box.dataset.bagPage, location.origin);
    slugs(read()).forEach((slug) => address.searchParams.append("r", slug));
    copy(address.href, "Lien copié. La personne qui le reçoit lit la liste sans compte.");
  });
  on("clear", async () => {
    await clear();
    say("Votre sac est vide.");
    document.getElementById("sac").focus();
  });

  // A bag that was sent: put it all in one's own.
  const whole = one("whole", document);
  if (whole) {
    whole.hidden = false;
    whole.addEventListener("click", async () => {
      say("Un instant, les pages s’enregistrent.");
      const said = [];
      for (const { dataset: { bag: url, title, minutes, theme } } of document.querySelectorAll("[data-bag]")) {
        said.push(await keep({ url, title, minutes: +minutes, theme }));
      }
      const kept = said.filter((what) => what !== "full").length;
      say(`${several(kept, "ressource")} dans votre sac${said.includes("full") ? ". Il est plein" : ""}.`);
    });
  }

  document.addEventListener("bag", draw);
  draw();
})();
