// Comfort of the reading page: choose a reading, listen, copy, share. No request, no
// cookie; without this file every text is there, and is copied by hand.
(() => {
  const one = (selector) => document.querySelector(selector);
  const tell = (text, id = "lecture-dit") => { document.getElementById(id).textContent = text; };

  // One reading at a time, remembered in this browser only. Paper has both.
  const article = one(".reading");
  const layers = one("[data-layers]");
  const MEMORY = "lecture";
  const remembered = () => { try { return localStorage.getItem(MEMORY); } catch { return null; } };
  const remember = (value) => { try { localStorage.setItem(MEMORY, value); } catch { /* private browsing */ } };
  const show = (value) => {
    article.dataset.reading = value;
    layers.querySelector(`[value=${value}]`).checked = true;
  };
  // An address that names a part, « #detail », or a word inside it, opens that part.
  const named = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    return target ? target.closest("#simple, #detail")?.id : null;
  };
  if (layers) {
    one("nav.layers").hidden = true;
    layers.hidden = false;
    show(named() || (remembered() === "detail" ? "detail" : "simple"));
    layers.addEventListener("change", (event) => {
      stop();
      show(event.target.value);
      remember(event.target.value);
      tell(event.target.dataset.said);
    });
    addEventListener("hashchange", () => { const part = named(); if (part) show(part); });
  }

  // Read aloud what is shown, a sentence or so at a time: Chromium cuts long speech.
  const listen = one("[data-listen]");
  const voice = window.speechSynthesis;
  const LONGEST = 180;
  let queue = [];
  const pieces = (text) => {
    const found = [""];
    for (const sentence of text.match(/[^.!?؟…]+[.!?؟…»]*\s*/g) || []) {
      if (found[found.length - 1].length + sentence.length > LONGEST) found.push("");
      found[found.length - 1] += sentence;
    }
    return found.map((piece) => piece.trim()).filter(Boolean);
  };
  const shown = () => {
    const parts = ["h1", ".lede", "#bref li", "#simple p", "#ensemble :is(p, li)", "#detail :is(h3, p, li)"];
    return [...article.querySelectorAll(parts.join())]
      .filter((el) => el.offsetParent)
      .flatMap((el) => pieces(el.textContent));
  };
  const label = (speaking) => {
    listen.setAttribute("aria-pressed", speaking);
    listen.querySelector("span").textContent = speaking ? listen.dataset.stopLabel : listen.dataset.listenLabel;
  };
  function stop() {
    if (listen?.getAttribute("aria-pressed") !== "true") return;
    queue = [];
    voice.cancel();
    label(false);
  }
  const next = (mine) => {
    if (queue !== mine) return;
    const text = mine.shift();
    if (!text) return label(false);
    const speech = new SpeechSynthesisUtterance(text);
    speech.lang = listen.dataset.lang;
    speech.rate = 0.95;
    speech.onend = () => next(mine);
    speech.onerror = (event) => {
      if (queue !== mine || ["canceled", "interrupted"].includes(event.error)) return;
      queue = [];
      label(false);
      tell(listen.dataset.noVoice);
    };
    voice.speak(speech);
  };
  if (listen && voice) {
    listen.hidden = false;
    listen.addEventListener("click", () => {
      if (listen.getAttribute("aria-pressed") === "true") return stop();
      voice.cancel();
      queue = shown();
      label(true);
      next(queue);
    });
    addEventListener("pagehide", () => voice.cancel());
  }

  // Copy, or at least choose the text where the browser may not copy.
  document.querySelectorAll("[data-copy]").forEach((button) =>
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        tell(button.dataset.done, button.dataset.say);
      } catch {
        tell(button.dataset.selected, button.dataset.say);
      }
    }));

  const share = one("[data-share]");
  if (share && navigator.share) {
    share.hidden = false;
    share.addEventListener("click", () =>
      navigator.share({ title: share.dataset.title, url: share.dataset.share }).catch(() => {}));
  }
})();
