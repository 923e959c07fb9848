"use strict";
// The keyboard, the panes of a report, and figures that light up. Without it every page works, by mouse and forms.

const form = document.getElementById("decisions");
const findings = form ? [...form.querySelectorAll(".finding")] : [];
const help = document.getElementById("help");
const field = (name) => form.elements.namedItem(name);

const current = () => findings.findIndex((finding) => finding.hasAttribute("aria-current"));

function goTo(place, scroll = true) {
  const finding = findings[Math.max(0, Math.min(place, findings.length - 1))];
  if (!finding) return;
  for (const other of findings) other.removeAttribute("aria-current");
  finding.setAttribute("aria-current", "true");
  finding.focus({ preventScroll: true });
  if (scroll) finding.scrollIntoView({ block: "nearest" });
  light(finding.dataset.n);
}

function light(number) {
  for (const cell of document.querySelectorAll(".form td[data-n]")) {
    cell.classList.toggle("lit", number !== undefined && cell.dataset.n.split(" ").includes(number));
  }
}

const boxes = () => findings.map((finding) => finding.querySelector("input[name=id]"));

function countChosen() {
  const matching = document.getElementById("matching");
  const chosen = boxes().filter((box) => box.checked).length;
  document.getElementById("chosen").value = matching && matching.checked ? field("count").value : chosen;
}

// c, d, n and u: about what is selected, or else about the current finding; the note comes next, Enter saves.
function decide(status) {
  const all = boxes();
  const matching = document.getElementById("matching");
  if (!all.some((box) => box.checked) && !(matching && matching.checked)) {
    const place = Math.max(0, current());
    goTo(place);
    all[place].checked = true;
    all[place].dataset.byKey = "true";
  }
  const finding = findings[Math.max(0, current())];
  const known = finding.dataset.status === "dismissed" ? "dismissed" : "confirmed";
  form.querySelector(`input[name=status][value=${status || known}]`).checked = true;
  const note = field("note");
  note.value = finding.dataset.note || (status === "confirmed" ? note.dataset.confirm : "");
  note.required = status !== "withdrawn";
  countChosen();
  note.focus({ preventScroll: true });
  note.select();
}

function leave() {
  for (const box of boxes().filter((each) => each.dataset.byKey)) {
    box.checked = false;
    delete box.dataset.byKey;
  }
  countChosen();
  goTo(Math.max(0, current()));
}

const keys = {
  j: () => goTo(current() + 1),
  k: () => goTo(Math.max(0, current() - 1)),
  c: () => decide("confirmed"),
  d: () => decide("dismissed"),
  n: () => decide(""),
  u: () => decide("withdrawn"),
  x: () => { const box = boxes()[Math.max(0, current())]; box.checked = !box.checked; countChosen(); },
  o: () => findings[Math.max(0, current())].querySelector("a.open, a.to-line")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const at = event.target;
  if (event.key === "Escape" && form && form.contains(at)) { leave(); return; }
  if (at.matches("input:not([type=checkbox], [type=radio]), select, textarea") || help.open) return;
  const search = document.getElementById("search");
  if (event.key === "?") help.showModal();
  else if (event.key === "/" && search) search.focus();
  else if (findings.length && Object.hasOwn(keys, event.key)) keys[event.key]();
  else return;
  event.preventDefault();
});

const showHelp = document.getElementById("show-help");
if (showHelp) {
  showHelp.hidden = false;
  showHelp.addEventListener("click", () => help.showModal());
}

if (form) {
  form.addEventListener("change", (event) => {
    if (event.target.id === "select-page") for (const box of boxes()) box.checked = event.target.checked;
    if (event.target.name === "status") field("note").required = event.target.value !== "withdrawn";
    countChosen();
  });
  form.addEventListener("click", (event) => {
    const finding = event.target.closest(".finding");
    if (finding && !event.target.closest("a, input, label")) goTo(findings.indexOf(finding), false);
  });
  form.addEventListener("submit", () => {
    const left = findings.filter((finding, place) => place > current() && !boxes()[place].checked);
    field("focus").value = (left[0] || findings[Math.max(0, current())]).dataset.id;
    const by = field("by");
    try { localStorage.setItem("by", by.value); } catch { /* A browser may keep nothing. */ }
  });
  try { field("by").value = localStorage.getItem("by") || field("by").value; } catch { /* as above */ }
  countChosen();
}

// On a narrow screen what is filtered by would stand before everything else.
if (matchMedia("(max-width: 820px)").matches) {
  for (const facet of document.querySelectorAll(".facet")) facet.open = false;
}

// What was written is said once, not again when the page is loaded anew.
const address = new URL(location.href);
if (address.searchParams.has("saved") || address.searchParams.has("withdrawn")) {
  address.searchParams.delete("saved");
  address.searchParams.delete("withdrawn");
  history.replaceState(null, "", address);
}

const tabs = [...document.querySelectorAll(".tabs button")];
const panes = tabs.map((tab) => document.getElementById(tab.dataset.pane));

function show(name) {
  tabs.forEach((tab, place) => {
    tab.setAttribute("aria-pressed", String(tab.dataset.pane === name));
    panes[place].hidden = tab.dataset.pane !== name;
  });
  return name === "pane-original" ? loadOriginal() : Promise.resolve();
}

// The file's text is a page of its own; what it shows is taken over as it is, escaped by the server.
let loading = null;
function loadOriginal() {
  const link = document.querySelector("#pane-original a[data-loading]");
  if (!loading && link) {
    link.textContent = link.dataset.loading;
    loading = fetch(link.href).then((answer) => answer.text()).then((html) => {
      const shown = new DOMParser().parseFromString(html, "text/html").getElementById("original");
      if (shown) link.closest("p").replaceWith(document.importNode(shown, true));
    }).catch(() => { loading = null; });
  }
  return loading || Promise.resolve();
}

if (tabs.length) {
  tabs[0].parentElement.hidden = false;
  for (const tab of tabs) tab.addEventListener("click", () => show(tab.dataset.pane));
  show("pane-findings");
  for (const link of document.querySelectorAll("a.to-line[data-line]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show("pane-original").then(() => {
        const line = document.getElementById(`L${link.dataset.line}`);
        for (const other of document.querySelectorAll(".lines tr.at")) other.classList.remove("at");
        if (line) { line.classList.add("at"); line.scrollIntoView({ block: "center" }); }
      });
    });
  }
}

for (const number of document.querySelectorAll(".ns a")) {
  number.addEventListener("click", () => {
    if (tabs.length) show("pane-findings");
    goTo(findings.findIndex((finding) => `#f-${finding.dataset.id}` === number.hash));
  });
}

const lastYear = document.getElementById("last-year");
if (lastYear) {
  lastYear.addEventListener("change", () => {
    document.querySelector(".paper").classList.toggle("show-before", lastYear.checked);
  });
}

const named = findings.findIndex((finding) => `#f-${finding.dataset.id}` === location.hash);
if (named >= 0) goTo(named);
