// Feedback in place: the answer is told under the form. Without this file, a form is
// sent as usual and answered by a page.
(() => {
  let sprite;
  const told = (place, text) => {
    place.className = "note";
    place.textContent = text;
  };

  const send = async (form) => {
    const body = new URLSearchParams(new FormData(form));
    // One number for one message: sent twice, it is kept once.
    form.dataset.number ||= crypto.randomUUID?.() ?? "";
    body.set("submission", form.dataset.number);
    const answer = await fetch(form.action, { method: "POST", body });
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const place = document.getElementById(form.dataset.feedback);
    if (!place) return;
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    try {
      const page = await send(form);
      const thanks = page.querySelector("[data-thanks]");
      const again = form.id && page.getElementById(form.id);
      if (thanks) {
        form.closest("[data-once]").hidden = true;
        told(place, thanks.textContent);
      } else if (again) {
        // As typed, with what to correct first.
        form.replaceChildren(...again.childNodes);
        // Its pictograms are drawn at the end of the page it came from.
        sprite?.remove();
        sprite = page.querySelector("body > svg[hidden]");
        if (sprite) document.body.append(sprite);
        form.querySelector("[data-focus]")?.focus();
      } else told(place, place.dataset.failed);
    } catch {
      told(place, place.dataset.failed);
    }
    form.ariaBusy = null;
  });
})();
