// A phone that comes back is the same phone: once it has spoken, it keeps its number and
// what it said. Written for old browsers; without this file the page does the same, less
// the memory.
(function () {
  var door = document.querySelector("[data-door]");
  if (!door) return;
  var place = "coeduc-atelier-" + door.getAttribute("data-door");
  var each = function (selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  };
  var kept = { token: "", said: [] };
  var keep = function () {
    try { localStorage.setItem(place, JSON.stringify(kept)); } catch (refused) { /* as without */ }
  };
  try { kept = JSON.parse(localStorage.getItem(place)) || kept; } catch (refused) { /* as without */ }

  var now = door.getAttribute("data-said").split(" ").filter(function (what) {
    return what && kept.said.indexOf(what) < 0;
  });
  if (now.length) {
    kept.said = kept.said.concat(now);
    keep();
  }
  each("input[name=token]", function (field) {
    if (kept.token) field.value = kept.token;
    field.form.addEventListener("submit", function () {
      kept.token = field.value;
      keep();
    });
  });
  kept.said.forEach(function (what) {
    each("[data-before=" + what + "]", function (form) { form.hidden = true; });
    each("[data-after=" + what + "]", function (note) { note.hidden = false; });
  });
})();
