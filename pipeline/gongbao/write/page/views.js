// Views and their addresses, long tables, filters.

let turn = 0; // counts views, so that one that is still being drawn knows that it is over
let place = null; // the document on view
const remembered = new Map(); // where the reader was in a view that he comes back to

function address() {
  // A query is decoded after it is cut: R&D is one value.
  let [view, query] = location.hash.slice(1).split(/\?(.*)/s);
  try {
    view = decodeURIComponent(view);
  } catch {
    // as it stands
  }
  const named = /^(d[0-9a-f]{16})(?:-(.+))?$/.exec(view);
  if (named) return { view: "document", id: named[1], rest: named[2] };
  return { view, query: new URLSearchParams(query || "") };
}

const hashOf = (view, query) => {
  const text = new URLSearchParams(Object.entries(query).filter(([, value]) => value)).toString();
  return `#${view}${text ? `?${text}` : ""}`;
};

function retitle(...parts) {
  document.title = [...parts, "gongbao"].filter(Boolean).join(" – ");
}

const VIEWS = { overview, figures, findings, charts, search };
let shownHash = "";

/** Give what is shown another address. */
function rename(hash) {
  history.replaceState(null, "", hash);
  shownHash = location.hash;
}

function show() {
  const asked = address();
  if (asked.view === "document" && place && place.doc.id === asked.id) {
    place.select(asked.rest);
    shownHash = location.hash;
    return;
  }
  remembered.set(shownHash, { top: scrollY, rows: main.querySelectorAll("tbody.rows > tr").length });
  shownHash = location.hash;
  turn += 1;
  place = null;
  document.body.className = "";
  const name = Object.hasOwn(VIEWS, asked.view) ? asked.view : "overview";
  for (const link of document.querySelectorAll(".top nav a")) {
    const isHere = asked.view !== "document" && link.getAttribute("href") === `#${name}`;
    if (isHere) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (asked.view === "document" && rowOf.get(asked.id)) {
    readDocument(rowOf.get(asked.id), asked.rest);
    return;
  }
  VIEWS[name](asked.query || new URLSearchParams());
  if (asked.view === "document") lacks("document");
}

/** Say that what was addressed is not in the page: a link may be older than it. */
function lacks(what) {
  const told = `This page has no such ${what}.`;
  main.querySelector(".head")?.after(h("p", { class: "notice lacks" }, told));
  say(told);
}

function heading(text, ...after) {
  return h("div", { class: "head" }, h("h1", { tabindex: -1 }, text), after);
}

/** Put a view on the page; the reader begins at its heading, or where he was in it. */
function put(...content) {
  main.replaceChildren(...content.filter(Boolean));
  const before = remembered.get(location.hash);
  if (!before) scrollTo(0, 0);
  // On opening the page the keyboard begins at its head.
  if (turn > 1 && (document.activeElement === document.body || !document.activeElement))
    main.querySelector("h1")?.focus({ preventScroll: true });
  return before;
}

/** Rows of a table, some at a time: more come when their end is near. `first` is where to begin. */
function rows(table, items, make, atOnce = ROWS_AT_ONCE, first = 0) {
  const body = h("tbody", { class: "rows" });
  table.querySelector("tbody")?.remove();
  table.append(body);
  for (const button of table.parentNode?.querySelectorAll(":scope > .more") || []) button.remove();
  let next = first;
  const more = h("button", { type: "button", class: "more", click: () => addRows() });
  const earlier = h("button", { type: "button", class: "more", click: () => {
    const from = Math.max(0, first - ROWS_AT_ONCE);
    body.prepend(...items.slice(from, first).map(make));
    first = from;
    tell();
  } });
  function addRows(many = ROWS_AT_ONCE) {
    body.append(...items.slice(next, next + many).map(make));
    next = Math.min(next + many, items.length);
    tell();
  }
  function tell() {
    earlier.textContent = `Show earlier (${number(first)})`;
    more.textContent = `Show more (${number(items.length - next)} left)`;
    if (!first) earlier.remove();
    if (next === items.length) {
      more.remove();
      watcher.disconnect();
    }
  }
  const watcher = new IntersectionObserver((seen) => {
    if (seen.some((entry) => entry.isIntersecting)) addRows();
  }, { rootMargin: "600px" });
  if (first) table.before(earlier);
  if (first + Math.max(atOnce, ROWS_AT_ONCE) < items.length) {
    table.after(more);
    watcher.observe(more);
  }
  addRows(Math.max(atOnce, ROWS_AT_ONCE));
}

const column = (label, attributes) => h("th", { scope: "col", ...attributes }, label);
const tableOf = (labels, attributes = {}) =>
  h("table", attributes, h("thead", {}, h("tr", {}, labels.map((label) => column(label)))));
const cell = (label, ...content) => h("td", { "data-label": label }, content);

function picker(name, label, choices, value) {
  // What an address asks for is shown even where the run has none of it.
  if (value && !choices.some(([choice]) => choice === value)) choices = [...choices, [value]];
  const select = h("select", { name, id: `by-${name}` },
    h("option", { value: "" }, "any"),
    choices.map(([choice, text]) => h("option", { value: choice, selected: choice === value },
      text || words(choice))));
  return field(name, label, select);
}

function field(name, label, control) {
  return h("div", { class: "field" }, h("label", { for: `by-${name}` }, label), control);
}

function input(name, label, value, choices, attributes = {}) {
  const list = choices ? h("datalist", { id: `of-${name}` }, choices.map((choice) => h("option", { value: choice })))
    : null;
  const control = h("input", {
    name, id: `by-${name}`, value: value || "", autocomplete: "off", spellcheck: "false", list: list && list.id,
    ...attributes,
  });
  const made = field(name, label, control);
  if (list) made.append(list);
  return made;
}

/** A form of filters whose state is in the page's address. */
function filters(view, fields, use) {
  let wait;
  const form = h("form", { class: "filters", submit: (event) => event.preventDefault() }, fields,
    h("button", { type: "reset", class: "plain" }, "Clear"));
  const apply = () => {
    const asked = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
    rename(hashOf(view, asked));
    use(asked);
  };
  form.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(apply, 120);
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const control of form.elements) if (control.name) control.value = "";
    apply();
  });
  return form;
}

/** Values by how often they occur, the most frequent first. */
function byCount(counts, most = Infinity) {
  return [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1)).slice(0, most);
}

const tallied = (counts) => byCount(counts).map(([value, many]) => [value, `${words(value)} (${number(many)})`]);

function add(counts, value) {
  if (value) counts.set(value, (counts.get(value) || 0) + 1);
}

const holds = (text, part) => !part || String(text || "").toLowerCase().includes(part.toLowerCase());
