// A phone that comes back is the same phone: it keeps its number, and what it said.
// Written for old browsers; without this file the page does the same, less the memory.
(function () {
  var door = document.querySelector("[data-door]");
  if (!door) return;
  var place = "coeduc-atelier-" + door.getAttribute("data-door");
  var each = function (selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  };
  try {
    var kept = JSON.parse(localStorage.getItem(place)) || { said: [] };
    var said = door.getAttribute("data-said").split(" ").concat(kept.said);
    each("input[name=token]", function (field) {
      kept.token = kept.token || field.value;
      field.value = kept.token;
    });
    kept.said = ["here", "answer"].filter(function (what) { return said.indexOf(what) >= 0; });
    if (kept.token || kept.said.length) localStorage.setItem(place, JSON.stringify(kept));
    kept.said.forEach(function (what) {
      each("[data-before=" + what + "]", function (form) { form.hidden = true; });
      each("[data-after=" + what + "]", function (note) { note.hidden = false; });
    });
  } catch (refused) { /* no storage: the number of this page will do */ }
})();
