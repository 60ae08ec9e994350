"use strict";
// Everything from a document or a file name reaches the page as text: nodes are made by name, never from markup.
(() => {
  const KINDS = ["money", "percent", "date", "duration", "quantity", "program"];
  const SEVERITIES = ["suspect", "note", "info"];
  const MODS = {
    APPROX: "about", MORE_THAN: "more than", LESS_THAN: "less than", EQUAL_OR_MORE: "at least", EQUAL_OR_LESS: "at most",
    AFTER_START: "since", AFTER: "after", BEFORE_END: "until", BEFORE: "before", START: "beginning of", END: "end of",
  };
  const SIGNS = { APPROX: "~", MORE_THAN: ">", LESS_THAN: "<", EQUAL_OR_MORE: "≥", EQUAL_OR_LESS: "≤" };
  const ROWS_AT_ONCE = 200;
  const FRAME = 10; // milliseconds of work before the browser may draw

  // --- nodes -------------------------------------------------------------------------------------------------------

  const SVG = "http://www.w3.org/2000/svg";

  function node(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === undefined || value === null || value === false) continue;
      if (typeof value === "function") element.addEventListener(name, value);
      else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  }

  const h = (name, attributes, ...children) => node(document.createElement(name), attributes, children);
  const svg = (name, attributes, ...children) => node(document.createElementNS(SVG, name), attributes, children);
  const zh = (text, name = "span", attributes = {}) => h(name, { lang: "zh", ...attributes }, text);
  const byId = (id) => document.getElementById(id);
  const main = byId("main");

  function say(text) {
    byId("said").textContent = text;
  }

  // --- what the page holds -----------------------------------------------------------------------------------------

  const pieces = new Map(); // elements with the data of each document, and of the run
  for (const element of document.querySelectorAll("script[data-of]")) {
    const name = element.dataset.of;
    pieces.set(name, [...(pieces.get(name) || []), element]);
  }

  /** Parse data and let go of its text. */
  function take(name) {
    const elements = pieces.get(name);
    pieces.delete(name);
    const content = JSON.parse(elements.map((element) => element.textContent).join(""));
    for (const element of elements) element.remove();
    return content;
  }

  const run = take("run");
  const documents = run.documents;
  const rowOf = new Map(documents.map((row) => [row.doc_id, row]));
  const held = documents.filter((row) => row.held);
  const opened = new Map();

  /** A document of the page, its rows tied together. Offsets count code points, which JavaScript does only in arrays. */
  function open(id) {
    if (opened.has(id)) return opened.get(id);
    const doc = take(id);
    const characters = /[\ud800-\udfff]/.test(doc.text) ? Array.from(doc.text) : null;
    doc.slice = characters
      ? (start, end) => characters.slice(start, end).join("")
      : (start, end) => doc.text.slice(start, end);
    doc.place = characters ? (unit) => Array.from(doc.text.slice(0, unit)).length : (unit) => unit;
    doc.id = id;
    doc.row = rowOf.get(id);
    doc.byKey = new Map();
    for (const mention of doc.mentions) {
      mention.doc = doc;
      mention.id = `${id}-${mention.start_char}-${mention.end_char}-${mention.kind}`;
      mention.text = doc.slice(mention.start_char, mention.end_char);
      mention.facts = [];
      mention.findings = [];
      doc.byKey.set(mention.id, mention);
    }
    for (const fact of doc.facts) {
      fact.mention = doc.mentions[fact.mention_id];
      fact.id = `${fact.mention.id}-${fact.member}`;
      fact.mention.facts.push(fact);
    }
    for (const finding of doc.findings) {
      finding.doc = doc;
      finding.mentions = finding.mention_ids.map((number) => doc.mentions[number]);
      for (const mention of finding.mentions) mention.findings.push(finding);
    }
    for (const mention of doc.mentions) mention.corrections = [];
    for (const correction of doc.corrections) doc.byKey.get(correction.mention_id)?.corrections.push(correction);
    opened.set(id, doc);
    return doc;
  }

  const pause = () => new Promise((resolve) => setTimeout(resolve));

  /** Give all documents to `use`, a few at a time, until it is told to stop. */
  async function each(use, isOver) {
    let since = performance.now();
    for (const row of held) {
      use(open(row.doc_id));
      if (performance.now() - since > FRAME) {
        await pause();
        if (isOver()) return false;
        since = performance.now();
      }
    }
    return !isOver();
  }

  // --- words for values --------------------------------------------------------------------------------------------

  const number = (count) => count.toLocaleString("en");
  const count = (many, what) => `${number(many)} ${what}${many === 1 ? "" : "s"}`;

  function group(digits) {
    const [whole, part] = String(digits).split(".");
    return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? `.${part}` : "");
  }

  const between = (low, high) => (low === high ? low : `${low} – ${high}`);

  function days(start, end) {
    if (!start && !end) return "";
    if (!start) return `until ${end.replace(/-12-31$/, "")}`;
    if (!end) return `from ${start.replace(/-01-01$/, "")}`;
    if (start === end) return start;
    const last = new Date(Date.UTC(+end.slice(0, 4), +end.slice(5, 7), 0)).getUTCDate();
    if (start.endsWith("-01-01") && end.endsWith("-12-31")) return between(start.slice(0, 4), end.slice(0, 4));
    if (start.endsWith("-01") && +end.slice(8) === last) return between(start.slice(0, 7), end.slice(0, 7));
    return `${start} – ${end}`;
  }

  function amount(row) {
    if (row.low === undefined) return "too long to be read";
    const unit = row.unit || "";
    return `${between(group(row.low), group(row.high))}${/^[%‰]/.test(unit) ? "" : " "}${unit}`;
  }

  function valueOf(mention) {
    switch (mention.kind) {
      case "date":
        return days(mention.start_date, mention.end_date) || (mention.type === "SET" ? "recurs" : "not settled");
      case "duration":
        return mention.value || between(mention.low, mention.high);
      case "program":
        return mention.name;
      default:
        return amount(mention);
    }
  }

  const words = (name) => String(name).replaceAll("_", " ");

  /** A text without the line breaks of its print: none between Chinese characters, a blank between words. */
  function unbroken(text) {
    return text
      .replace(/([A-Za-z0-9,;.])[ \t]*[\r\n]+[ \t\u3000]*(?=[A-Za-z])/g, "$1 ")
      .replace(/[ \t\u3000]*[\r\n]+[ \t\u3000]*/g, "");
  }

  const titles = new Map();
  for (const row of documents) if (row.title) titles.set(row.title, (titles.get(row.title) || 0) + 1);

  const titleOf = (row) => row.title || row.source;

  /** A document's title, with its file where others have the same. */
  const nameOf = (row) => (titles.get(row.title) > 1 ? `${row.title} (${row.source})` : titleOf(row));

  // --- views and their addresses -----------------------------------------------------------------------------------

  let turn = 0; // counts views, so that one that is still being drawn knows that it is over
  let place = null; // the document on view
  const remembered = new Map(); // where the reader was in a view that he comes back to

  function address() {
    let hash = location.hash.slice(1);
    try {
      hash = decodeURIComponent(hash);
    } catch {
      // as it stands
    }
    const named = /^(d[0-9a-f]{16})(?:-(.+))?$/.exec(hash);
    if (named) return { view: "document", id: named[1], rest: named[2] };
    const [view, query] = hash.split(/\?(.*)/s);
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
    const name = asked.view in VIEWS ? asked.view : "overview";
    for (const link of document.querySelectorAll(".top nav a")) {
      const isHere = asked.view !== "document" && link.getAttribute("href") === `#${name}`;
      if (isHere) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (asked.view === "document" && rowOf.get(asked.id)) readDocument(rowOf.get(asked.id), asked.rest);
    else VIEWS[name](asked.query || new URLSearchParams());
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
    const more = h("button", { type: "button", class: "more", click: () => add() });
    const earlier = h("button", { type: "button", class: "more", click: () => {
      const from = Math.max(0, first - ROWS_AT_ONCE);
      body.prepend(...items.slice(from, first).map(make));
      first = from;
      tell();
    } });
    function add(many = ROWS_AT_ONCE) {
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
      if (seen.some((entry) => entry.isIntersecting)) add();
    }, { rootMargin: "600px" });
    if (first) table.before(earlier);
    if (first + Math.max(atOnce, ROWS_AT_ONCE) < items.length) {
      table.after(more);
      watcher.observe(more);
    }
    add(Math.max(atOnce, ROWS_AT_ONCE));
  }

  const column = (label, attributes) => h("th", { scope: "col", ...attributes }, label);
  const tableOf = (labels, attributes = {}) =>
    h("table", attributes, h("thead", {}, h("tr", {}, labels.map((label) => column(label)))));
  const cell = (label, ...content) => h("td", { "data-label": label }, content);

  // --- filters -----------------------------------------------------------------------------------------------------

  function picker(name, label, choices, value) {
    const select = h("select", { name, id: `by-${name}` },
      h("option", { value: "" }, "any"),
      choices.map(([choice, text]) => h("option", { value: choice, selected: choice === value }, text || words(choice))));
    return field(name, label, select);
  }

  function field(name, label, control) {
    return h("div", { class: "field" }, h("label", { for: `by-${name}` }, label), control);
  }

  function input(name, label, value, choices, attributes = {}) {
    const list = choices ? h("datalist", { id: `of-${name}` }, choices.map((choice) => h("option", { value: choice }))) : null;
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
      history.replaceState(null, "", hashOf(view, asked));
      shownHash = location.hash;
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

  // --- overview ----------------------------------------------------------------------------------------------------

  function bars(title, parts, link) {
    const total = Math.max(1, ...parts.map(([, many]) => many));
    return h("section", { class: "bars" }, h("h2", {}, title),
      h("dl", {}, parts.map(([name, many]) => {
        const width = (100 * many) / total;
        const label = link ? h("a", { href: link(name) }, words(name)) : words(name);
        return h("div", { class: `bar of-${name}` }, h("dt", {}, label), h("dd", {},
          svg("svg", { class: "measure", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
            svg("rect", { width: Math.max(width, many ? 0.6 : 0), height: 10 })),
          h("span", { class: "figure" }, number(many))));
      })));
  }

  function overview(query) {
    const { counts } = run;
    const codes = new Map();
    for (const row of documents) for (const code of (row.codes || "").split(" ")) add(codes, code);
    const ordered = (table, names) => names.map((name) => [name, counts[table][name] || 0]);
    const many = (table) => Object.values(counts[table]).reduce((sum, part) => sum + part, 0);
    const only = documents.length === 1 ? documents[0] : null;
    retitle(only ? titleOf(only) : count(documents.length, "document"));

    const asked = Object.fromEntries(query);
    const kinds = (name) => {
      const found = new Map();
      for (const row of documents) add(found, row[name]);
      return tallied(found);
    };
    const table = tableOf(["Document", "Type", "Date", "Region", "Mentions", "Facts", "Findings", "Status"], {
      class: "list documents",
    });
    const told = h("p", { class: "count", role: "status" });
    const form = filters("overview", [
      input("q", "Title or file", asked.q, null, { type: "search" }),
      picker("document_type", "Type", kinds("document_type"), asked.document_type),
      picker("region", "Region", kinds("region"), asked.region),
      picker("report_year", "Year", kinds("report_year").map(([year, text]) => [String(year), text]), asked.report_year),
      picker("status", "Status", kinds("status"), asked.status),
      picker("codes", "Code", tallied(codes), asked.codes),
    ], list);
    function list(by, atOnce) {
      const found = documents.filter((row) =>
        (holds(row.title, by.q) || holds(row.source, by.q)) &&
        ["document_type", "region", "status"].every((name) => !by[name] || row[name] === by[name]) &&
        (!by.report_year || String(row.report_year) === by.report_year) &&
        (!by.codes || (row.codes || "").split(" ").includes(by.codes)));
      told.textContent = found.length === documents.length
        ? count(found.length, "document") : `${number(found.length)} of ${count(documents.length, "document")}`;
      rows(table, found, documentRow, atOnce);
    }
    const unheld = documents.filter((row) => !row.held && row.status !== "rejected").length;
    const before = put(
      heading(only?.held ? h("a", { href: `#${only.doc_id}`, lang: "zh" }, titleOf(only)) : only ? zh(titleOf(only)) : count(documents.length, "document"),
        h("p", { class: "lead" }, `${count(many("mentions"), "mention")}, ${count(many("facts"), "fact")}, ` +
          `${count(many("targets"), "target")} and ${count(many("findings"), "finding")}.`)),
      unheld ? h("p", { class: "notice" }, `This run is large: the page holds the texts of its first ${count(held.length, "document")}. ` +
        `The other ${number(unheld)} are listed here without theirs; figures, findings and search leave them out. ` +
        "They are in the tables and in texts/ beside this page.") : null,
      h("div", { class: "glance" },
        bars("Documents", ordered("documents", ["ok", "warning", "rejected"]), (name) => hashOf("overview", { status: name })),
        bars("Mentions", ordered("mentions", KINDS), (name) => hashOf("figures", { kind: name })),
        bars("Facts", byCount(Object.entries(counts.facts)), (name) => hashOf("figures", { measure: name })),
        bars("Findings", ordered("findings", SEVERITIES), (name) => hashOf("findings", { severity: name })),
        many("corrections") ? bars("Corrections", byCount(Object.entries(counts.corrections))) : null,
        codes.size ? bars("Codes", byCount(codes), (name) => hashOf("overview", { codes: name })) : null),
      run.messages.length ? h("details", { class: "messages" },
        h("summary", {}, `What was said while reading (${number(run.messages.length)})`),
        h("ul", {}, run.messages.map((message) => h("li", {}, message)))) : null,
      h("section", { class: "all" }, h("h2", {}, "Documents"), documents.length > 1 ? form : null, told, table));
    list(asked, before?.rows);
    if (before) scrollTo(0, before.top);
  }

  function documentRow(row) {
    const name = row.held
      ? h("a", { href: `#${row.doc_id}`, lang: "zh" }, titleOf(row)) : zh(titleOf(row));
    const codes = (row.codes || "").split(" ").filter(Boolean);
    return h("tr", { class: `is-${row.status}` },
      cell("Document", name, row.title ? h("span", { class: "source" }, row.source) : null),
      cell("Type", words(row.document_type || "")),
      cell("Date", row.document_date || row.report_year || ""),
      cell("Region", zh(row.region || "")),
      cell("Mentions", row.mentions === undefined ? "" : number(row.mentions)),
      cell("Facts", row.facts === undefined ? "" : number(row.facts)),
      cell("Findings", row.findings === undefined ? "" : number(row.findings)),
      cell("Status", h("span", { class: `status ${row.status}` }, row.status), codes.map((code) => h("code", { title: run.codes[code] }, words(code))),
        row.duplicate_of ? h("span", { class: "source" }, "same as ", zh(rowOf.get(row.duplicate_of)?.source || row.duplicate_of)) : null));
  }

  // --- figures -----------------------------------------------------------------------------------------------------

  async function figures(query) {
    const mine = turn;
    const asked = Object.fromEntries(query);
    retitle("Figures");
    const told = h("p", { class: "count", role: "status" }, "Reading the documents …");
    const before = put(heading("Figures", h("p", { class: "lead" },
      "Every mention, and what each measures. A row leads to its place in the text.")), told);
    const found = [];
    const kinds = { indicators: new Map(), regions: new Map(), programs: new Map(), measures: new Map() };
    const isDone = await each((doc) => {
      for (const mention of doc.mentions) {
        if (mention.name) add(kinds.programs, mention.name);
        if (!mention.facts.length) found.push({ mention });
        for (const fact of mention.facts) {
          found.push({ mention, fact });
          add(kinds.indicators, fact.indicator);
          add(kinds.regions, fact.region);
          add(kinds.programs, fact.program);
          add(kinds.measures, fact.measure);
        }
      }
    }, () => mine !== turn);
    if (!isDone) return;

    const table = tableOf(["Figure", "Value", "Indicator", "Measure", "Period", "Region", "Document"], { class: "list figures" });
    const top = (counts) => byCount(counts, 400).map(([value]) => value);
    const form = filters("figures", [
      input("q", "Words", asked.q, null, { type: "search" }),
      picker("kind", "Kind", KINDS.map((kind) => [kind]), asked.kind),
      input("indicator", "Indicator", asked.indicator, top(kinds.indicators)),
      picker("measure", "Measure", tallied(kinds.measures), asked.measure),
      picker("region", "Region", tallied(kinds.regions), asked.region),
      input("from", "From year", asked.from, null, { type: "number", min: 1900, max: 2100, inputmode: "numeric" }),
      input("to", "To year", asked.to, null, { type: "number", min: 1900, max: 2100, inputmode: "numeric" }),
      input("program", "Programme", asked.program, top(kinds.programs)),
      picker("severity", "In a finding", SEVERITIES.map((name) => [name]), asked.severity),
      picker("doc", "Document", held.map((row) => [row.doc_id, nameOf(row)]), asked.doc),
    ], list);
    main.append(form, told, table);
    function list(by, atOnce) {
      const matching = found.filter(({ mention, fact }) => {
        const start = fact ? fact.period_start : mention.start_date;
        const end = fact ? fact.period_end : mention.end_date;
        return (!by.kind || mention.kind === by.kind) &&
          (!by.doc || mention.doc.id === by.doc) &&
          (!by.measure || fact?.measure === by.measure) &&
          (!by.region || fact?.region === by.region) &&
          (!by.indicator || (fact && (fact.indicator_id === by.indicator || holds(fact.indicator, by.indicator)))) &&
          (!by.program || holds(fact?.program || mention.name, by.program)) &&
          (!by.severity || mention.findings.some((finding) => finding.severity === by.severity)) &&
          (!by.from || ((start || end) && (!end || end.slice(0, 4) >= by.from))) &&
          (!by.to || ((start || end) && (!start || start.slice(0, 4) <= by.to))) &&
          (holds(mention.text, by.q) || holds(fact?.indicator, by.q) || holds(mention.name, by.q));
      });
      told.textContent = matching.length === found.length
        ? count(found.length, "row") : `${number(matching.length)} of ${count(found.length, "row")}`;
      rows(table, matching, figureRow, atOnce);
    }
    list(asked, before?.rows);
    if (before) scrollTo(0, before.top);
  }

  function kindMark(mention, text) {
    return zh(text, "span", { class: `kind k-${mention.kind}` });
  }

  function meaning(fact) {
    return [fact.direction, fact.measure, fact.comparison, fact.stage || fact.status, fact.aggregation]
      .filter(Boolean).map(words).join(", ");
  }

  function figureRow({ mention, fact }) {
    return h("tr", {},
      cell("Figure", h("a", { href: `#${fact ? fact.id : mention.id}` }, kindMark(mention, unbroken(mention.text)))),
      cell("Value", mention.mod ? h("span", { class: "mod" }, `${MODS[mention.mod]} `) : null,
        mention.kind === "program" ? zh(valueOf(mention)) : zh(fact ? amount(fact) : valueOf(mention))),
      cell("Indicator", fact ? zh(fact.indicator || "") : h("span", { class: "dim" }, mention.type && mention.kind === "program" ? mention.type : mention.kind)),
      cell("Measure", fact ? meaning(fact) : ""),
      cell("Period", fact ? days(fact.period_start, fact.period_end) : ""),
      cell("Region", zh(fact?.region || "")),
      cell("Document", zh(nameOf(mention.doc.row))));
  }

  // --- findings ----------------------------------------------------------------------------------------------------

  async function findings(query) {
    const mine = turn;
    const asked = Object.fromEntries(query);
    retitle("Findings");
    const told = h("p", { class: "count", role: "status" }, "Reading the documents …");
    const before = put(heading("Findings", h("p", { class: "lead" },
      "What the figures of a document say of each other. Suspect ones are worth a look at the report.")), told);
    const found = [];
    const isDone = await each((doc) => found.push(...doc.findings), () => mine !== turn);
    if (!isDone) return;
    found.sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity));
    const codes = new Map();
    for (const finding of found) add(codes, finding.code);
    const table = tableOf(["Severity", "What was checked", "Stated", "Expected", "Mentions", "Document"], { class: "list findings" });
    const form = filters("findings", [
      picker("severity", "Severity", SEVERITIES.map((name) => [name]), asked.severity),
      picker("code", "Code", tallied(codes), asked.code),
      input("q", "Words", asked.q, null, { type: "search" }),
      picker("doc", "Document", held.filter((row) => row.findings).map((row) => [row.doc_id, nameOf(row)]), asked.doc),
    ], list);
    main.append(form, told, table);
    function list(by, atOnce) {
      const matching = found.filter((finding) =>
        (!by.severity || finding.severity === by.severity) && (!by.code || finding.code === by.code) &&
        (!by.doc || finding.doc.id === by.doc) && holds(finding.message, by.q));
      told.textContent = matching.length === found.length
        ? count(found.length, "finding") : `${number(matching.length)} of ${count(found.length, "finding")}`;
      rows(table, matching, (finding) => findingRow(finding, true), atOnce);
    }
    list(asked, before?.rows);
    if (before) scrollTo(0, before.top);
  }

  function findingRow(finding, withDocument) {
    return h("tr", {},
      cell("Severity", h("span", { class: `severity ${finding.severity}` }, finding.severity)),
      cell("What was checked", h("div", {}, zh(finding.message), h("code", {}, words(finding.code)))),
      withDocument ? cell("Stated", zh(finding.stated || "")) : null,
      withDocument ? cell("Expected", zh(finding.expected || "")) : null,
      cell("Mentions", mentionLinks(finding)),
      withDocument ? cell("Document", h("a", { href: `#${finding.doc.id}`, lang: "zh" }, nameOf(finding.doc.row))) : null);
  }

  function mentionLinks(finding) {
    const shown = finding.mentions.slice(0, 8);
    const left = finding.mentions.length - shown.length;
    return [shown.map((mention) => [h("a", { href: `#${mention.id}` }, kindMark(mention, unbroken(mention.text))), " "]),
      left ? `and ${number(left)} more` : null];
  }

  // --- search ------------------------------------------------------------------------------------------------------

  const FULL = { "%": "％", ".": "．", ",": "，" };

  /** Finds a text as people type it: blanks, line breaks and full-width forms of the source make no difference. */
  function pattern(text) {
    const characters = [...text].filter((character) => character.trim());
    if (!characters.length) return null;
    const wide = (character) => (/[0-9A-Za-z]/.test(character) ? String.fromCharCode(character.charCodeAt(0) + 0xfee0) : FULL[character] || "");
    const parts = characters.map((character) => {
      const forms = new Set([character.toLowerCase(), character.toUpperCase(), character]);
      for (const form of [...forms]) if (wide(form)) forms.add(wide(form));
      const escaped = [...forms].map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
      return escaped.length > 1 ? `(?:${escaped.join("|")})` : escaped[0];
    });
    return new RegExp(parts.join("\\s*"), "g");
  }

  async function search(query) {
    const mine = turn;
    const text = query.get("q") || "";
    if (byId("search").value.trim() !== text) byId("search").value = text;
    retitle(text ? `Search: ${text}` : "Search");
    const told = h("p", { class: "count", role: "status" });
    const results = h("ol", { class: "results" });
    put(heading(h("span", {}, "Search ", text ? h("q", { lang: "zh" }, text) : null)), told, results);
    const sought = pattern(text);
    if (!sought) return;
    let hits = 0;
    let where = 0;
    const isDone = await each((doc) => {
      const items = [];
      let here = 0;
      for (const match of doc.text.matchAll(sought)) {
        here += 1;
        if (items.length < 5) items.push(hit(doc, match));
      }
      const isNamed = holds(doc.row.title, text) || holds(doc.row.source, text);
      if (!here && !isNamed) return;
      hits += here;
      where += 1;
      if (where <= ROWS_AT_ONCE)
        results.append(h("li", {}, h("a", { class: "of", href: `#${doc.id}`, lang: "zh" }, nameOf(doc.row)),
          h("span", { class: "dim" }, ` ${number(here)}`), h("ul", {}, items)));
    }, () => mine !== turn);
    if (isDone) {
      told.textContent = `${count(hits, "place")} in ${count(where, "document")}` +
        (where > ROWS_AT_ONCE ? `, of which the first ${ROWS_AT_ONCE} are shown` : "");
    }
  }

  function hit(doc, match) {
    const from = Math.max(0, match.index - 30);
    const end = match.index + match[0].length;
    const start = doc.place(match.index);
    return h("li", { lang: "zh" }, h("a", { href: `#${doc.id}-@${start}-${start + [...match[0]].length}` },
      unbroken(doc.text.slice(from, match.index)), h("b", {}, unbroken(match[0])), unbroken(doc.text.slice(end, end + 50))));
  }

  // --- a document --------------------------------------------------------------------------------------------------

  const BLOCKS_IN_CHUNK = 30;
  const ROWS_IN_TABLE = 1000;
  const hidden = new Set(); // kinds that the reader does not want to see

  function readDocument(row, rest) {
    retitle(titleOf(row));
    const about = [row.region, row.document_type && words(row.document_type), row.document_date || row.report_year, row.entity];
    const head = heading(zh(titleOf(row)), h("p", { class: "lead", lang: "zh" }, about.filter(Boolean).join(" · "),
      h("span", { class: "source", lang: "en" }, row.source)));
    if (!row.held) {
      put(head, h("p", { class: "notice" }, row.status === "rejected"
        ? `It could not be read: ${words(row.codes)}.`
        : `This page is full; the text is in texts/${row.doc_id}.txt beside it.`), h("ul", { class: "messages" }, messagesOf(row)));
      return;
    }
    const doc = open(row.doc_id);
    const text = h("article", { class: "text", lang: "zh" });
    const marks = doc.mentions.map(() => []);
    const suspect = new Set(doc.findings.filter((finding) => finding.severity === "suspect").flatMap((finding) => finding.mentions));
    const pieces = [];
    const chunks = drawText(doc, text, marks, pieces, suspect);
    const aside = h("aside", { class: "side", "aria-label": "What was found" });
    const outline = h("nav", { class: "outline", "aria-label": "Headings", lang: "zh" });
    let drawn = false;
    let focused = -1; // the mention that the keyboard is at
    let selected = null;
    let from = null; // the row that the reader came from
    let tab = "facts";

    function drawUntil(isEnough) {
      while (!drawn && !isEnough()) drawn = chunks.next().done;
    }

    async function drawRest(mine) {
      for (;;) {
        const until = performance.now() + FRAME;
        drawUntil(() => performance.now() > until);
        if (drawn || mine !== turn) return;
        await pause();
      }
    }

    const tabs = {
      selected: ["Selected", () => (selected ? panel(selected) : [h("p", { class: "dim" },
        "Choose a highlight in the text, or walk from one to the next with ← and →, and open it with Enter.")])],
      facts: [`Facts ${number(doc.facts.length)}`, factTable],
      findings: [`Findings ${number(doc.findings.length)}`, findingTable],
      targets: [`Targets ${number(doc.targets.length)}`, targetTable],
      about: ["About", aboutTable],
    };
    if (!doc.targets.length) delete tabs.targets;
    const body = h("div", { class: "panel", id: "panel", role: "tabpanel", tabindex: -1 });
    const buttons = Object.entries(tabs).map(([name, [label]]) => h("button", {
      type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "panel", click: () => openTab(name, true),
    }, label));
    const closing = h("button", { type: "button", class: "plain close", "aria-label": "Close the panel", click: () => close() }, "×");
    aside.append(h("div", { class: "tabs", role: "tablist", keydown: walkTabs }, buttons, closing), body);

    function walkTabs(event) {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      const at = buttons.indexOf(event.target);
      buttons[(at + step + buttons.length) % buttons.length].focus();
    }

    function openTab(name, isOpened) {
      tab = name;
      for (const button of buttons) {
        const isTab = button.id === `tab-${name}`;
        button.setAttribute("aria-selected", isTab);
        button.tabIndex = isTab ? 0 : -1;
      }
      body.setAttribute("aria-labelledby", `tab-${name}`);
      body.replaceChildren(...[tabs[name][1]()].flat(Infinity).filter(Boolean));
      body.scrollTop = 0;
      aside.classList.toggle("open", isOpened);
      if (name === "facts") markRow(false);
    }

    function close() {
      const back = from;
      aside.classList.remove("open");
      const last = selected;
      mark(null);
      if (back) openTab(back.tab, true); // while it is still known around which row
      selected = null;
      from = null;
      history.replaceState(null, "", `#${doc.id}`);
      shownHash = location.hash;
      if (back) {
        body.querySelector(`[data-row="${CSS.escape(back.row)}"] a`)?.focus();
      } else {
        openTab("facts", false);
        if (last) marks[doc.mentions.indexOf(last.mention)][0]?.focus({ preventScroll: true });
      }
    }

    function mark(chosen) {
      for (const element of text.querySelectorAll("mark.chosen")) {
        element.classList.remove("chosen");
        element.removeAttribute("aria-pressed");
      }
      if (!chosen) return;
      const at = doc.mentions.indexOf(chosen.mention);
      for (const element of marks[at]) element.classList.add("chosen");
      marks[at][0]?.setAttribute("aria-pressed", "true");
    }

    function focusOn(at, isScrolled) {
      drawUntil(() => marks[at].length);
      const element = marks[at][0];
      if (!element) return;
      text.querySelector('mark[tabindex="0"]')?.setAttribute("tabindex", -1);
      focused = at;
      element.setAttribute("tabindex", 0);
      if (isScrolled) bring(element);
      element.focus({ preventScroll: true });
    }

    /** What is addressed: a mention, a fact, or a stretch of text that was searched for. */
    function select(rest) {
      const stretch = /^@(\d+)-(\d+)$/.exec(rest || "");
      if (stretch) {
        showStretch(+stretch[1], +stretch[2]);
        return;
      }
      if (!rest) {
        mark(null);
        selected = null;
        if (tab === "selected") openTab("facts", false);
        return;
      }
      const name = `${doc.id}-${rest}`;
      const mention = doc.byKey.get(name) || doc.byKey.get(name.replace(/-\d+$/, ""));
      if (!mention) {
        say("This page has no such mention.");
        return;
      }
      hidden.delete(mention.kind);
      filterKinds();
      selected = { mention, fact: mention.facts.find((fact) => fact.id === name) || mention.facts[0] };
      mark(null);
      focusOn(doc.mentions.indexOf(mention), true);
      mark(selected);
      openTab("selected", true);
      say(`${mention.kind} ${valueOf(mention)}`);
    }

    function showStretch(start, end) {
      drawUntil(() => pieces.length && pieces.at(-1).end >= end);
      const first = pieces.find((piece) => piece.end > start);
      const last = pieces.findLast((piece) => piece.start < end);
      if (!first || !last) return;
      const offset = (piece, at) => unbroken(doc.slice(piece.start, Math.max(at, piece.start))).length;
      const range = new Range();
      range.setStart(first.shown, Math.min(offset(first, start), first.shown.length));
      range.setEnd(last.shown, Math.min(offset(last, Math.min(end, last.end)), last.shown.length));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      bring(first.shown.parentElement);
    }

    /** Open a mention, or one of its facts. `back` is the row that the reader comes from, and the tab that it is in. */
    function choose(mention, fact, back) {
      from = back || null;
      const hash = `#${fact ? fact.id : mention.id}`;
      if (back && location.hash !== hash) {
        location.hash = hash; // so that the browser's way back leads to the row too
        return;
      }
      history.replaceState(null, "", hash);
      shownHash = hash;
      select(hash.slice(doc.id.length + 2));
    }

    const link = (mention, fact, back, ...content) => h("a", {
      href: `#${fact ? fact.id : mention.id}`, click: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        choose(mention, fact, back);
      },
    }, content);

    function markRow(isFocused) {
      if (!selected?.fact) return;
      const row = body.querySelector(`[data-row="${CSS.escape(selected.fact.id)}"]`);
      row?.classList.add("chosen");
      row?.scrollIntoView({ block: "center" });
      if (isFocused) row?.querySelector("a")?.focus({ preventScroll: true });
    }

    function factTable() {
      if (!doc.facts.length) return h("p", { class: "dim" }, "No figure of this document measures anything that was understood.");
      const table = tableOf(["Figure", "Indicator", "Period"], { class: "list facts" });
      const around = h("div", {}, table);
      const at = selected?.fact ? doc.facts.indexOf(selected.fact) : 0;
      rows(table, doc.facts, factRow, ROWS_AT_ONCE, at < ROWS_AT_ONCE / 2 ? 0 : at - ROWS_AT_ONCE / 4);
      return around;
    }

    function factRow(fact) {
      const back = { tab: "facts", row: fact.id };
      return h("tr", { "data-row": fact.id, click: (event) => {
        if (!event.target.closest("a")) choose(fact.mention, fact, back);
      } },
      h("td", {}, link(fact.mention, fact, back, kindMark(fact.mention, unbroken(fact.mention.text)))),
      h("td", {}, zh(fact.indicator || ""), h("span", { class: "meaning" }, meaning(fact))),
      h("td", {}, days(fact.period_start, fact.period_end)));
    }

    function findingTable() {
      if (!doc.findings.length) return h("p", { class: "dim" }, "No check applied to this document.");
      const ordered = [...doc.findings].sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity));
      return h("ul", { class: "said" }, ordered.map(findingItem));
    }

    function findingItem(finding) {
      return h("li", { "data-row": finding.finding_id }, h("span", { class: `severity ${finding.severity}` }, finding.severity), " ",
        zh(finding.message), h("p", {}, finding.mentions.slice(0, 8).map((mention) =>
          [link(mention, null, { tab: "findings", row: finding.finding_id }, kindMark(mention, unbroken(mention.text))), " "]),
        finding.mentions.length > 8 ? `and ${number(finding.mentions.length - 8)} more` : null));
    }

    function targetTable() {
      const table = tableOf(["Target", "Indicator", "Form"], { class: "list facts" });
      const around = h("div", {}, table);
      rows(table, doc.targets, (target) => {
        const fact = target.fact_id && doc.facts.find((entry) => entry.id === target.fact_id);
        const content = target.text && unbroken(target.text);
        return h("tr", { "data-row": target.target_id },
          h("td", { lang: "zh" }, fact ? link(fact.mention, fact, { tab: "targets", row: target.target_id }, kindMark(fact.mention, content))
            : content ? h("a", { href: `#${doc.id}-@${target.start_char}-${target.end_char}` }, content) : h("span", { class: "dim", lang: "en" }, "not stated")),
          h("td", {}, zh(target.indicator), target.linked_indicator ? h("span", { class: "meaning" }, `${words(target.relation || "linked")} `, zh(target.linked_indicator)) : null),
          h("td", {}, `${words(target.form)} ${target.year}`));
      });
      return around;
    }

    function aboutTable() {
      const { held: _, ...said } = row;
      return [h("dl", { class: "fields" }, Object.entries(said).map(([name, value]) =>
        h("div", {}, h("dt", {}, words(name)), h("dd", {}, zh(String(value)))))), h("ul", { class: "messages" }, messagesOf(row))];
    }

    function panel({ mention, fact }) {
      const at = doc.mentions.indexOf(mention);
      const filled = ["low", "high", "currency", "unit", "unit_id", "mod", "start_date", "end_date", "type", "value", "name"]
        .filter((name) => mention[name] !== undefined);
      const [start, end, section, told] = doc.sentences[mention.sentence] || [mention.start_char, mention.end_char, 0];
      // A sentence around a caption or a page's number is told as it reads without them.
      const [before, own, behind] = told
        ? cutAt([...told], mention.sentence_start, mention.sentence_end)
        : [quoted(doc, start, mention.start_char), unbroken(mention.text), quoted(doc, mention.end_char, end)];
      return [
        h("h2", { class: "chosen-text" }, kindMark(mention, unbroken(mention.text))),
        h("p", { class: "big" }, mention.mod ? h("span", { class: "mod" }, `${MODS[mention.mod]} `) : null, zh(valueOf(mention)),
          h("span", { class: "dim" }, ` ${mention.kind}`)),
        mention.facts.map((entry) => factCard(entry, entry === fact && mention.facts.length > 1)),
        mention.facts.length || !["money", "percent", "quantity"].includes(mention.kind) ? null : h("p", { class: "dim" }, "It measures nothing that was understood: no fact."),
        mention.corrections.length ? [h("h3", {}, "Corrections"), h("ul", { class: "said" }, mention.corrections.map((correction) =>
          h("li", {}, h("span", { class: "severity" }, words(correction.state)), ` ${words(correction.field)}: `,
            h("del", { lang: "zh" }, correction.machine_value || "nothing"), " → ", h("ins", { lang: "zh" }, correction.value || "nothing"),
            h("span", { class: "meaning", lang: "zh" }, `${correction.who}: ${correction.why}`))))] : null,
        mention.findings.length ? h("ul", { class: "said" }, mention.findings.map(findingItem)) : null,
        h("h3", {}, "Where it stands"),
        h("blockquote", { lang: "zh" }, before, h("b", {}, own), behind),
        h("dl", { class: "fields" },
          pair("section", doc.sections[section], "zh"), pair("page", mention.page),
          pair("characters", `${number(mention.start_char)} to ${number(mention.end_char)}`), pair("rule", mention.rule)),
        h("details", {}, h("summary", { class: "dim" }, "All fields of the mention"), h("dl", { class: "fields" },
          filled.map((name) => pair(words(name), mention[name], "zh")), pair("mention id", h("code", {}, mention.id)))),
        h("p", { class: "ways" },
          fact ? h("button", { type: "button", class: "plain", click: () => { openTab("facts", true); markRow(true); } }, "Its row in the table") : null,
          at > 0 ? h("button", { type: "button", class: "plain", click: () => step(-1) }, "← Earlier") : null,
          at < doc.mentions.length - 1 ? h("button", { type: "button", class: "plain", click: () => step(1) }, "Later →") : null,
          fact?.indicator && held.length > 1 ? h("a", { href: hashOf("figures", { indicator: fact.indicator_id || fact.indicator }) }, "This indicator in all documents") : null,
          mention.name && held.length > 1 ? h("a", { href: hashOf("figures", { program: mention.name }) }, "This programme in all documents") : null),
        corrections(mention, fact),
      ];
    }

    function factCard(fact, isChosen) {
      const { indicator, evidence = {}, qualifiers = {}, mention, mention_id: _, id, member, ...said } = fact;
      const shown = { ...said };
      for (const name of ["low", "high", "currency", "unit", "unit_id", "mod", "period_start", "period_end", "base_start", "base_end", "start_char", "end_char"]) delete shown[name];
      const period = days(fact.period_start, fact.period_end);
      const base = days(fact.base_start, fact.base_end);
      const why = (name) => (evidence[name] ? h("span", { class: "why" }, evidence[name]) : null);
      const part = fact.part_of && doc.facts.find((entry) => entry.id === fact.part_of);
      delete shown.part_of;
      return h("section", { class: isChosen ? "fact chosen" : "fact" },
        h("h3", {}, zh(indicator || "no indicator"), why("indicator")),
        h("dl", { class: "fields" },
          h("div", {}, h("dt", {}, "value"), h("dd", {}, zh(amount(fact)))),
          period ? h("div", {}, h("dt", {}, "period"), h("dd", {}, period, why("period"))) : null,
          base ? h("div", {}, h("dt", {}, "against"), h("dd", {}, base, why("base"))) : null,
          Object.entries(shown).map(([name, value]) => h("div", {}, h("dt", {}, words(name)), h("dd", {}, zh(String(value)), why(name)))),
          Object.entries(qualifiers).map(([name, value]) => h("div", {}, h("dt", {}, words(name)), h("dd", {}, zh(String(value)), why("qualifiers")))),
          part ? h("div", {}, h("dt", {}, "part of"), h("dd", {}, link(part.mention, part, null, zh(part.indicator || part.mention.text)))) : null,
          h("div", {}, h("dt", {}, "fact id"), h("dd", {}, h("code", {}, id)))));
    }

    /** The mention before the first that is to be seen. */
    function beforeSeen() {
      const top = document.querySelector(".top").getBoundingClientRect().bottom;
      const seen = marks.findIndex(([element]) => element && element.getBoundingClientRect().top > top);
      return seen < 0 ? marks.length : seen - 1;
    }

    /** Go to the next mention that is shown, or the one before; what is open follows. */
    function step(by) {
      let at = (focused < 0 ? beforeSeen() : focused) + by;
      while (at >= 0 && at < doc.mentions.length && hidden.has(doc.mentions[at].kind)) at += by;
      if (at < 0 || at >= doc.mentions.length) {
        say(by < 0 ? "This is the first." : "This is the last.");
        return;
      }
      if (selected) choose(doc.mentions[at]);
      else focusOn(at, true);
    }

    const counts = new Map();
    for (const mention of doc.mentions) add(counts, mention.kind);
    const legend = h("div", { class: "legend", role: "group", "aria-label": "Kinds of mention to show" }, KINDS.filter((kind) => counts.get(kind)).map((kind) =>
      h("button", { type: "button", "data-kind": kind, click: () => {
        if (!hidden.delete(kind)) hidden.add(kind);
        filterKinds();
      } }, h("span", { class: `kind k-${kind}` }, kind), ` ${number(counts.get(kind))}`)));
    function filterKinds() {
      for (const kind of KINDS) text.classList.toggle(`no-${kind}`, hidden.has(kind));
      for (const button of legend.children) button.setAttribute("aria-pressed", !hidden.has(button.dataset.kind));
    }
    filterKinds();

    text.addEventListener("click", (event) => {
      const element = event.target.closest("mark");
      if (!element || hidden.has(doc.mentions[element.dataset.at].kind)) return;
      focused = +element.dataset.at;
      choose(doc.mentions[focused]);
    });
    text.addEventListener("keydown", (event) => {
      const element = event.target.closest("mark");
      if (element && (event.key === "Enter" || event.key === " ")) {
        event.preventDefault();
        choose(doc.mentions[+element.dataset.at]);
      }
    });

    for (const [name, start, end, level] of doc.blocks)
      if (name === "h")
        outline.append(h("a", { class: `level-${Math.min(level, 8)}`, href: `#${doc.id}-@${start}-${end}` }, withoutLeader(unbroken(doc.slice(start, end)))));
    document.body.className = "reading";
    place = {
      doc, select, step, close,
      isOpen: () => Boolean(selected) || aside.classList.contains("open"),
      finish: () => drawUntil(() => false),
    };
    const mine = turn;
    const hasOutline = outline.children.length > 1;
    const before = put(head, legend, h("div", { class: hasOutline ? "document" : "document bare" },
      hasOutline ? h("details", { class: "contents", open: matchMedia("(min-width: 80rem)").matches }, h("summary", {}, "Contents"), outline) : null,
      text, aside));
    openTab("facts", false);
    const until = performance.now() + FRAME;
    drawUntil(() => performance.now() > until);
    if (before && !rest) {
      drawUntil(() => text.scrollHeight > before.top + innerHeight);
      scrollTo(0, before.top);
    }
    if (rest) select(rest);
    else marks.find((elements) => elements.length)?.[0].setAttribute("tabindex", 0);
    drawRest(mine);
  }

  /** A line of a printed table of contents without the dots that lead to its page. */
  const withoutLeader = (text) => text.replace(/(?:\s*[.…·．]){4,}\s*\d*\s*$/, "");

  function pair(name, value, lang) {
    return value === undefined || value === "" ? null : h("div", {}, h("dt", {}, name), h("dd", { lang }, value instanceof Node ? value : String(value)));
  }

  const messagesOf = (row) => [
    ...run.messages.filter((message) => message.startsWith(`${row.source}: `)).map((message) => h("li", {}, message.slice(row.source.length + 2))),
    ...(row.codes || "").split(" ").filter(Boolean).map((code) => h("li", {}, h("code", {}, words(code)), ` ${run.codes[code]}`)),
  ];

  const apart = (text) => text.replace(/\t+/g, " │ "); // the cells of a table's row

  /** A piece of a sentence as it stands in the source. */
  const quoted = (doc, start, end) => (start < end ? unbroken(apart(doc.slice(start, end))) : "");

  const cutAt = (characters, start, end) => [characters.slice(0, start), characters.slice(start, end), characters.slice(end)].map((part) => apart(part.join("")));

  const LAST_LOOK = 8; // frames

  /** Scroll an element to the middle of what is free between the head of the page and a panel at its foot. */
  function bring(element, look = 0) {
    const box = element.getBoundingClientRect();
    const top = Math.max(0, document.querySelector(".top").getBoundingClientRect().bottom);
    const side = document.querySelector(".side");
    const bottom = side && getComputedStyle(side).position === "fixed" ? side.getBoundingClientRect().top : innerHeight;
    const by = box.top + box.height / 2 - (top + bottom) / 2;
    if (Math.abs(by) > 2) scrollBy({ top: by, behavior: "instant" });
    // What stands above is drawn only when it comes into view, and then it is as high as it is.
    if (look < LAST_LOOK) requestAnimationFrame(() => element.isConnected && bring(element, look + 1));
  }

  /** Draw a document's text block by block: `marks` gets the elements of each mention, `pieces` which node shows what. */
  function* drawText(doc, text, marks, pieces, suspect) {
    let next = 0; // the first mention that is not behind what is drawn

    /** Put a stretch of text into an element, its mentions marked. */
    function fill(element, start, end) {
      while (next > 0 && doc.mentions[next - 1].end_char > start) next -= 1;
      while (next < doc.mentions.length && doc.mentions[next].end_char <= start) next += 1;
      let at = start;
      for (let i = next; i < doc.mentions.length && doc.mentions[i].start_char < end; i += 1) {
        const mention = doc.mentions[i];
        const from = Math.max(mention.start_char, at);
        const to = Math.min(mention.end_char, end);
        if (from >= to) continue;
        write(element, at, from);
        const isFirst = !marks[i].length;
        const mark = h("mark", {
          class: `k-${mention.kind}${suspect.has(mention) ? " suspect" : ""}`, "data-at": i,
          id: isFirst ? mention.id : null, role: isFirst ? "button" : null, tabindex: isFirst ? -1 : null,
        });
        write(mark, from, to);
        marks[i].push(mark);
        element.append(mark);
        at = to;
      }
      write(element, at, end);
      return element;
    }

    function write(element, start, end) {
      if (start >= end) return;
      const shown = document.createTextNode(unbroken(doc.slice(start, end)));
      pieces.push({ start, end, shown });
      element.append(shown);
    }

    let chunk = null;
    let size = 0;
    const append = (element) => {
      if (!chunk || size >= BLOCKS_IN_CHUNK) {
        chunk = h("div", { class: "chunk" });
        size = 0;
        text.append(chunk);
      }
      chunk.append(element);
      size += 1;
    };
    for (const block of doc.blocks) {
      const [name, start] = block;
      if (name === "g") append(h("p", { class: "page", lang: "en" }, `page ${start}`));
      else if (name === "t") {
        let body;
        for (const [number, row] of block[1].entries()) {
          // A long one is laid out in parts, of which only those in view cost anything.
          if (number % ROWS_IN_TABLE === 0) {
            body = h("tbody");
            append(h("div", { class: "wide", tabindex: 0, role: "group", "aria-label": "Table" }, h("table", {}, body)));
            size = BLOCKS_IN_CHUNK;
          }
          body.append(h("tr", {}, row.map(([from, to, columns, lines, isHeader]) => {
            const content = doc.slice(from, to);
            const isNumber = /^[\s\d.,%-]*\d[\s\d.,%-]*$/.test(content);
            return fill(h(isHeader ? "th" : "td", { class: isNumber ? "number" : null, colspan: columns > 1 ? columns : null, rowspan: lines > 1 ? lines : null }), from, to);
          })));
          if (number % 50 === 49) yield;
        }
      } else {
        const end = block[2];
        if (name === "h") append(fill(h(`h${Math.min(2 + block[3], 6)}`, { class: `level-${Math.min(block[3], 8)}` }), start, end));
        else if (name === "f") append(fill(h("p", { class: "furniture" }), start, end));
        else {
          const element = h("p", { class: block[4] ? "goes-on" : null });
          if (block[3] > start && block[3] < end) {
            element.append(fill(h("b", {}), start, block[3]));
            fill(element, block[3], end);
          } else fill(element, start, end);
          append(element);
        }
      }
      yield;
    }
  }

  // --- corrections -------------------------------------------------------------------------------------------------

  const CORRECTION = ["fact_id", "mention_id", "field", "value", "was", "who", "why"];
  const drafts = remember("corrections", []);

  /** What the browser keeps for this run, where it keeps anything for a page from the disk. */
  function remember(name, otherwise) {
    try {
      return JSON.parse(localStorage.getItem(`gongbao-${name}-${run.run.state}`)) || otherwise;
    } catch {
      return otherwise;
    }
  }

  function keep(name, value) {
    try {
      localStorage.setItem(`gongbao-${name}-${run.run.state}`, JSON.stringify(value));
    } catch {
      // it lasts as long as the page is open
    }
  }

  /** A cell of CSV, led by ' where a spreadsheet would run it as a formula; gongbao takes that away again. */
  function csv(text) {
    const guarded = /^["']*[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
  }

  const lineOf = (row) => CORRECTION.map((name) => csv(row[name] || "")).join(",");

  function corrections(mention, fact) {
    const who = h("input", { id: "by-who", required: true, autocomplete: "name", value: drafts.at(-1)?.who || "" });
    const why = h("input", { id: "by-why", required: true, autocomplete: "off" });
    const what = h("select", { id: "by-what" }, fact ? h("option", { value: "fact" }, "what the figure measures (fact)") : null,
      h("option", { value: "mention" }, `the ${mention.kind} itself (mention)`));
    const fieldOf = h("select", { id: "by-field" });
    const was = h("output", { id: "by-was", lang: "zh" });
    const value = h("span", { class: "value" });
    const lines = h("textarea", { readonly: true, rows: 4, "aria-label": "Lines of corrections", spellcheck: "false" });
    const all = h("div", { class: "lines" }, lines, h("div", { class: "ways" },
      h("button", { type: "button", class: "plain", click: copy }, "Copy all"),
      h("button", { type: "button", class: "plain", click: () => { drafts.pop(); keep("corrections", drafts); list(); } }, "Take the last back")));
    const target = () => (what.value === "fact" ? fact : mention);
    /** What the machine says, though a correction may stand in its place. */
    const machine = (name) => {
      const rowId = what.value === "fact" ? fact.id : undefined;
      const corrected = mention.corrections.find((correction) => correction.fact_id === rowId && correction.field === name && correction.state === "applied");
      if (corrected) return corrected.machine_value || "";
      const found = target()[name];
      if (found === undefined) return "";
      return typeof found === "object" ? Object.entries(found).map(([key, part]) => `${key}=${part}`).join("; ") : String(found);
    };
    function fields() {
      const names = run.correctable[what.value === "fact" ? "fact" : mention.kind];
      fieldOf.replaceChildren(...Object.keys(names).map((name) => h("option", { value: name }, words(name))));
      control();
    }
    function control() {
      const choices = run.correctable[what.value === "fact" ? "fact" : mention.kind][fieldOf.value];
      was.textContent = machine(fieldOf.value) || "nothing";
      value.replaceChildren(choices.length
        ? h("select", { id: "by-value" }, run.filled.includes(fieldOf.value) ? null : h("option", { value: "" }, "nothing"), choices.map((choice) => h("option", { value: choice }, choice)))
        : h("input", { id: "by-value", autocomplete: "off", value: machine(fieldOf.value), lang: "zh" }));
    }
    function list() {
      lines.value = [CORRECTION.join(","), ...drafts.map(lineOf), ""].join("\n");
      all.hidden = !drafts.length;
    }
    async function copy() {
      lines.select();
      try {
        await navigator.clipboard.writeText(lines.value);
      } catch {
        document.execCommand("copy");
      }
      say("Copied.");
    }
    what.addEventListener("change", fields);
    fieldOf.addEventListener("change", control);
    const form = h("form", { class: "correction", submit: (event) => {
      event.preventDefault();
      const row = {
        fact_id: what.value === "fact" ? fact.id : "", mention_id: mention.id, field: fieldOf.value,
        value: byId("by-value").value.trim(), was: machine(fieldOf.value), who: who.value.trim(), why: why.value.trim(),
      };
      const again = drafts.findIndex((draft) => draft.fact_id === row.fact_id && draft.mention_id === row.mention_id && draft.field === row.field);
      if (again >= 0) drafts.splice(again, 1);
      drafts.push(row);
      keep("corrections", drafts);
      list();
      say("The line is written.");
    } },
    h("div", { class: "field" }, h("label", { for: "by-what" }, "Of"), what),
    h("div", { class: "field" }, h("label", { for: "by-field" }, "Field"), fieldOf),
    h("div", { class: "field" }, h("label", { for: "by-was" }, "The machine says"), was),
    h("div", { class: "field" }, h("label", { for: "by-value" }, "It should be"), value),
    h("div", { class: "field" }, h("label", { for: "by-who" }, "Who"), who),
    h("div", { class: "field" }, h("label", { for: "by-why" }, "Why"), why),
    h("button", {}, "Write the line"));
    fields();
    list();
    return h("details", { class: "correct" }, h("summary", {}, "Correct it"),
      h("p", { class: "dim" }, "Lines for a file that ", h("code", {}, "gongbao extract … --corrections FILE"), " applies on every run."), form, all);
  }

  // --- charts ------------------------------------------------------------------------------------------------------

  const HUES = 6;
  const drawn = new ResizeObserver((entries) => {
    for (const { target } of entries) if (target.redraw && target.drawnAt !== target.clientWidth) target.redraw();
  });

  /** An element that draws itself as wide as it is. */
  function canvas(draw) {
    const element = h("div", { class: "canvas" });
    element.redraw = () => {
      element.drawnAt = element.clientWidth;
      if (element.drawnAt) element.replaceChildren(draw(element.drawnAt));
    };
    drawn.observe(element);
    return element;
  }

  /** Round numbers that span a range. */
  function ticks(low, high, many = 5) {
    const span = high - low || Math.abs(high) || 1;
    const rough = span / many;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map((by) => by * power).find((by) => by >= rough);
    const found = [];
    for (let at = Math.floor(low / step) * step; at < high + step; at += step) found.push(Number(at.toPrecision(12)));
    return found;
  }

  function short(value, unit = "") {
    const size = Math.abs(value);
    const [by, name] = size >= 1e12 ? [1e12, "万亿"] : size >= 1e8 ? [1e8, "亿"] : size >= 1e4 ? [1e4, "万"] : [1, ""];
    return `${Number((value / by).toPrecision(4))}${name}${unit}`;
  }

  const text = (x, y, content, attributes = {}) => svg("text", { x, y, ...attributes }, content);
  const nameOfSeries = (series) => [series.name, [series.measure, series.comparison].filter(Boolean).map(words).join(" "),
    (series.per ? `${series.unit || ""}/${series.per}` : series.unit)].filter(Boolean).join(" · ");

  /** A mark of a chart that leads to its fact, where the page has its document. */
  function leads(factId, label, mark) {
    mark.append(svg("title", {}, label));
    return factId && rowOf.get(factId.slice(0, 17))?.held ? svg("a", { href: `#${factId}`, tabindex: -1 }, mark) : mark;
  }

  function asTable(labels, lines) {
    const table = tableOf(labels, { class: "list" });
    const details = h("details", { class: "numbers" }, h("summary", {}, "The numbers"), h("div", { class: "wide" }, table));
    details.addEventListener("toggle", () => {
      if (details.open && !table.querySelector("tbody"))
        rows(table, lines, (line) => h("tr", {}, line.map((content, i) => cell(labels[i], content))));
    });
    return details;
  }

  const toFact = (factId, content) => (factId && rowOf.get(factId.slice(0, 17))?.held ? h("a", { href: `#${factId}` }, content) : content);

  function chosen(label, id, choices, use) {
    const select = h("select", { id, change: () => use(select.value) }, choices.map(([value, content]) => h("option", { value }, content)));
    return h("div", { class: "field" }, h("label", { for: id }, label), select);
  }

  const told = (row) => `${row.mod ? `${MODS[row.mod]} ` : ""}${group(row.obs_value)}`;

  function charts() {
    retitle("Charts");
    const sections = [seriesChart(), targetChart(), growthChart(), moneyChart(), coverageChart()].filter(Boolean);
    put(heading("Charts", h("p", { class: "lead" }, sections.length
      ? "Every point is a figure of a report and leads to its place. Figures of different kinds never stand in one series."
      : "This run has too few figures of whole years, targets, programmes and regions to draw.")), ...sections);
  }

  function section(title, lead, controls, ...content) {
    return h("section", { class: "chart" }, h("h2", {}, title), h("p", { class: "dim" }, lead), h("div", { class: "filters" }, controls), content);
  }

  function seriesChart() {
    const { series, many_series: many } = run.charts;
    if (!series.length) return null;
    const holder = h("div", {});
    const byRegion = h("div", { class: "field" });
    let current = series[0];
    const draw = (region) => {
      const years = [...new Set(current.points.map((point) => point.year))].sort();
      const regions = [...new Set(current.points.map((point) => point.region))];
      holder.replaceChildren(...[
        years.length > 1 ? canvas((width) => overYears(current, years, regions, region, width)) : null,
        regions.length > 1 ? canvas((width) => overRegions(current, years, width)) : null,
        h("p", { class: "key" }, svg("svg", { class: "dot", viewBox: "-6 -6 12 12", "aria-hidden": "true" }, svg("circle", { class: "actual", r: 4 })), " reached or estimated ",
          svg("svg", { class: "dot", viewBox: "-6 -6 12 12", "aria-hidden": "true" }, svg("circle", { class: "planned", r: 4 })), " planned"),
        asTable(["Region", "Year", "Value", "", "Limits"], current.points.map((point) => [zh(point.region || ""), String(point.year),
          toFact(point.fact_id, `${told(point)} ${current.unit || ""}`), point.planned ? "planned" : "", zh(point.limits || "")])),
      ].filter(Boolean));
    };
    const pick = (at) => {
      current = series[at];
      const regions = [...new Set(current.points.map((point) => point.region))];
      byRegion.replaceChildren(...chosen("Region", "chart-region", [["", "all"], ...regions.map((name) => [name, name])], draw).children);
      // Among many one is followed from the beginning: that of which most is told.
      const told = new Map();
      for (const point of current.points) add(told, point.region);
      const followed = regions.length > HUES ? byCount(told)[0][0] : "";
      byRegion.querySelector("select").value = followed;
      draw(followed);
    };
    pick(0);
    return section("An indicator by year and region",
      many > series.length ? `The ${number(series.length)} indicators with most figures, of ${number(many)}.` : "Figures of whole years, as the latest report tells them.",
      [chosen("Indicator", "chart-series", series.map((entry, at) => [at, nameOfSeries(entry)]), pick), byRegion], holder);
  }

  function overYears(series, years, regions, region, width) {
    const height = Math.min(380, Math.max(240, width * 0.5));
    const [left, right, top, bottom] = [58, regions.length <= HUES ? 90 : 20, 14, 30];
    const values = series.points.map((point) => +point.obs_value);
    const scale = ticks(Math.min(...values), Math.max(...values));
    const [low, high] = [scale[0], scale.at(-1)];
    const [first, last] = [years[0], years.at(-1)];
    const x = (year) => left + ((width - left - right) * (year - first)) / (last - first);
    const y = (value) => height - bottom - ((height - top - bottom) * (value - low)) / (high - low || 1);
    const every = Math.ceil((last - first + 1) / Math.max(2, (width - left - right) / 52));
    const picture = svg("svg", { width, height, role: "img", "aria-label": `${nameOfSeries(series)}, ${first} to ${last}` });
    for (const tick of scale) picture.append(svg("line", { class: "grid", x1: left, x2: width - right, y1: y(tick), y2: y(tick) }),
      text(left - 8, y(tick) + 4, short(tick, series.unit === "%" ? "%" : ""), { "text-anchor": "end", lang: "zh" }));
    for (let year = first; year <= last; year += every) picture.append(text(x(year), height - 8, year, { "text-anchor": "middle" }));
    const lines = new Map();
    for (const point of series.points) {
      const key = `${point.region} ${point.limits || ""}`;
      if (!point.planned) lines.set(key, [...(lines.get(key) || []), point]);
    }
    const hue = (name) => (regions.length <= HUES ? `hue-${regions.indexOf(name)}` : "");
    const faint = (name) => (region && name !== region ? " faint" : region ? " strong" : "");
    const inOrder = (one, other) => Number(one.region === region) - Number(other.region === region);
    for (const line of [...lines.values()].sort((one, other) => inOrder(one[0], other[0])))
      for (const [i, point] of line.slice(1).entries()) {
        const before = line[i];
        picture.append(svg("line", { class: `series ${hue(point.region)}${faint(point.region)}${point.year - before.year > 1 ? " gap" : ""}`,
          x1: x(before.year), y1: y(+before.obs_value), x2: x(point.year), y2: y(+point.obs_value) }));
      }
    for (const point of [...series.points].sort((one, other) => other.planned - one.planned || inOrder(one, other)))
      picture.append(leads(point.fact_id, `${point.region || ""} ${point.year}: ${told(point)} ${series.unit || ""}${point.planned ? ", planned" : ""}${point.limits ? ` (${point.limits})` : ""}`,
        svg("circle", { class: `${point.planned ? "planned" : "actual"} ${hue(point.region)}${faint(point.region)}`, cx: x(point.year), cy: y(+point.obs_value), r: point.planned ? 5.5 : 3.5 })));
    if (regions.length <= HUES) {
      const ends = regions.map((name) => series.points.filter((point) => point.region === name).at(-1)).sort((one, other) => one.obs_value - other.obs_value);
      let free = Infinity;
      for (const point of ends) {
        free = Math.min(y(+point.obs_value) + 4, free - 14);
        picture.append(text(width - right + 8, free, point.region || "", { class: `end ${hue(point.region)}`, lang: "zh" }));
      }
    }
    return picture;
  }

  function overRegions(series, years, width) {
    const counted = years.map((year) => [year, new Set(series.points.filter((point) => point.year === year && !point.planned).map((point) => point.region)).size]);
    const [year] = counted.reduce((best, entry) => (entry[1] >= best[1] ? entry : best));
    const points = series.points.filter((point) => point.year === year);
    const regions = [...new Set(points.map((point) => point.region))];
    const own = (name) => Math.max(...points.filter((point) => point.region === name && !point.planned).map((point) => +point.obs_value), -Infinity);
    regions.sort((one, other) => own(other) - own(one));
    const [left, right, top, step] = [Math.min(150, width * 0.34), 84, 40, 26];
    const height = top + step * regions.length + 6;
    const scale = ticks(Math.min(...points.map((point) => +point.obs_value)), Math.max(...points.map((point) => +point.obs_value)), width < 500 ? 3 : 6);
    const x = (value) => left + ((width - left - right) * (value - scale[0])) / (scale.at(-1) - scale[0] || 1);
    const picture = svg("svg", { width, height, role: "img", "aria-label": `${nameOfSeries(series)} by region in ${year}` }, text(0, 14, year, { class: "strong" }));
    for (const tick of scale) picture.append(svg("line", { class: "grid", x1: x(tick), x2: x(tick), y1: top - 12, y2: height }),
      text(x(tick), top - 18, short(tick, series.unit === "%" ? "%" : ""), { "text-anchor": "middle", lang: "zh" }));
    for (const [i, name] of regions.entries()) {
      const y = top + step * i + 8;
      // A plan is a ring: what was reached may stand in it.
      const here = points.filter((point) => point.region === name).sort((one, other) => other.planned - one.planned);
      picture.append(text(left - 10, y + 4, name || "", { "text-anchor": "end", lang: "zh" }));
      for (const point of here) picture.append(leads(point.fact_id, `${name} ${year}: ${told(point)} ${series.unit || ""}${point.planned ? ", planned" : ""}`,
        svg("circle", { class: point.planned ? "planned" : "actual", cx: x(+point.obs_value), cy: y, r: point.planned ? 7 : 4 })));
      const shown = here.find((point) => !point.planned) || here[0];
      picture.append(text(width - right + 12, y + 4, short(+shown.obs_value, series.unit === "%" ? "%" : ""), { lang: "zh" }));
    }
    return picture;
  }

  function targetChart() {
    const groups = new Map();
    for (const row of run.charts.targets) {
      const key = [row.name, words(row.measure), row.unit, row.year].filter(Boolean).join(" · ");
      groups.set(key, [...(groups.get(key) || []), row]);
    }
    const names = [...groups].sort((one, other) => other[1].length - one[1].length || (one[0] < other[0] ? -1 : 1));
    if (!names.length) return null;
    const holder = h("div", {});
    const draw = (at) => {
      const [name, found] = names[at];
      const planned = (row) => `${row.planned_mod ? `${MODS[row.planned_mod]} ` : ""}${between(group(row.planned_low), group(row.planned_high))}`;
      holder.replaceChildren(canvas((width) => dumbbells(name, found, planned, width)),
        h("p", { class: "key" }, svg("svg", { class: "dot", viewBox: "-6 -6 12 12", "aria-hidden": "true" }, svg("circle", { class: "planned", r: 4 })), " planned ",
          svg("svg", { class: "dot", viewBox: "-6 -6 12 12", "aria-hidden": "true" }, svg("circle", { class: "actual", r: 4 })), " reached, as the next report tells it"),
        asTable(["Region", "Planned", "Reached"], found.map((row) => [zh(row.region || ""), toFact(row.planned_fact_id, `${planned(row)} ${row.unit || ""}`), toFact(row.reached_fact_id, `${group(row.reached)} ${row.unit || ""}`)])));
    };
    draw(0);
    return section("Planned and reached", "What a report set itself, beside what the next one tells.",
      [chosen("Target", "chart-target", names.map(([name], at) => [at, name]), draw)], holder);
  }

  function dumbbells(name, found, planned, width) {
    const [left, right, top, step] = [Math.min(150, width * 0.34), Math.min(150, width * 0.3), 30, 28];
    const height = top + step * found.length + 6;
    const values = found.flatMap((row) => [+row.planned_low, +row.planned_high, +row.reached]);
    const scale = ticks(Math.min(...values), Math.max(...values), width < 500 ? 2 : 5);
    const x = (value) => left + ((width - left - right) * (value - scale[0])) / (scale.at(-1) - scale[0] || 1);
    const unit = found[0].unit === "%" ? "%" : "";
    const picture = svg("svg", { width, height, role: "img", "aria-label": `${name}: planned and reached by region` });
    for (const tick of scale) picture.append(svg("line", { class: "grid", x1: x(tick), x2: x(tick), y1: top - 12, y2: height }),
      text(x(tick), top - 18, short(tick, unit), { "text-anchor": "middle", lang: "zh" }));
    for (const [i, row] of found.entries()) {
      const y = top + step * i + 8;
      picture.append(text(left - 10, y + 4, row.region || "", { "text-anchor": "end", lang: "zh" }),
        svg("line", { class: "between", x1: x(+row.planned_low), x2: x(+row.reached), y1: y, y2: y }));
      if (row.planned_low !== row.planned_high) picture.append(svg("line", { class: "range", x1: x(+row.planned_low), x2: x(+row.planned_high), y1: y, y2: y }));
      for (const end of new Set([row.planned_low, row.planned_high])) picture.append(leads(row.planned_fact_id, `${row.region}: planned ${planned(row)}`, svg("circle", { class: "planned", cx: x(+end), cy: y, r: 7 })));
      picture.append(leads(row.reached_fact_id, `${row.region}: reached ${group(row.reached)}`, svg("circle", { class: "actual", cx: x(+row.reached), cy: y, r: 4 })),
        text(width - right + 12, y + 4, `${SIGNS[row.planned_mod] || ""}${short(+row.planned_low)}${row.planned_low === row.planned_high ? "" : `–${short(+row.planned_high)}`} → ${short(+row.reached, unit)}`, { lang: "zh" }));
    }
    return picture;
  }

  function growthChart() {
    const choices = held.filter((row) => row.facts).map((row) => [row.doc_id, nameOf(row)]);
    if (!choices.length) return null;
    const holder = h("div", {});
    const draw = (id) => {
      const signed = (fact) => (fact.direction === "decrease" ? -1 : 1) * +fact.low;
      const found = open(id).facts.filter((fact) => fact.measure === "growth" && fact.unit === "%" && fact.low !== undefined && fact.low === fact.high && fact.status !== "planned")
        .sort((one, other) => signed(other) - signed(one));
      const label = (fact) => [fact.indicator, days(fact.period_start, fact.period_end), fact.comparison && words(fact.comparison)].filter(Boolean).join(" · ");
      holder.replaceChildren(...(found.length ? [canvas((width) => growthBars(found, signed, label, width)),
        asTable(["Indicator", "Growth"], found.map((fact) => [zh(label(fact)), toFact(fact.id, `${group(String(signed(fact)))}%`)]))]
        : [h("p", { class: "dim" }, "This document tells no growth rates.")]));
    };
    // Reports on a year tell most growth rates.
    const first = held.find((row) => row.facts && ["work_report", "stat_communique"].includes(row.document_type)) || rowOf.get(choices[0][0]);
    const control = chosen("Document", "chart-growth", choices, draw);
    control.querySelector("select").value = first.doc_id;
    draw(first.doc_id);
    return section("Growth rates of a document", "What grew and what fell, as the report tells it.", [control], holder);
  }

  function growthBars(found, signed, label, width) {
    const shown = found.length <= 60 ? found : [...found.slice(0, 30), ...found.slice(-30)];
    const [left, right, step] = [Math.min(330, width * 0.46), 84, 22];
    const height = step * shown.length + 8 + (shown.length < found.length ? 20 : 0);
    // One that grew tenfold must not make hairs of all others.
    const sizes = found.map((fact) => Math.abs(signed(fact))).sort((one, other) => one - other);
    const most = Math.max(sizes[Math.floor((sizes.length - 1) * 0.95)] * 1.3, 1e-9);
    const low = Math.min(0, ...found.map((fact) => Math.max(signed(fact), -most)));
    const high = Math.max(0, ...found.map((fact) => Math.min(signed(fact), most)));
    const x = (value) => left + ((width - left - right) * (Math.min(Math.max(value, -most), most) - low)) / (high - low || 1);
    const fits = Math.floor((left - 10) / 12.5);
    const picture = svg("svg", { width, height, role: "img", "aria-label": "Growth rates by indicator" });
    for (const [i, fact] of shown.entries()) {
      const y = step * i + 4;
      const value = signed(fact);
      const full = label(fact);
      picture.append(text(left - 8, y + 13, full.length > fits ? `${full.slice(0, fits - 1)}…` : full, { "text-anchor": "end", lang: "zh" }),
        leads(fact.id, `${full}: ${value}%`, svg("rect", { class: value < 0 ? "fell" : "grew", x: Math.min(x(0), x(value)), y: y + 2, width: Math.max(Math.abs(x(value) - x(0)), 1), height: step - 8 })),
        text(Math.max(x(value), x(0)) + 6, y + 13, `${Math.abs(value) > most ? "» " : ""}${group(String(value))}%`));
    }
    picture.append(svg("line", { class: "zero", x1: x(0), x2: x(0), y1: 0, y2: step * shown.length }));
    if (shown.length < found.length) picture.append(text(0, height - 4, `The 30 highest and the 30 lowest of ${number(found.length)}.`));
    return picture;
  }

  function moneyChart() {
    const groups = new Map();
    for (const row of run.charts.money) groups.set(row.name, [...(groups.get(row.name) || []), row]);
    if (!groups.size) return null;
    const found = [...groups];
    return section("Money by programme", "Each amount that a report ties to a programme, on a scale by powers of ten. They are not added up: one may be part of another.", [],
      canvas((width) => amounts(found, width)),
      asTable(["Programme", "Amount", "What", "Region", "Year"], run.charts.money.map((row) => [zh(row.name), toFact(row.fact_id, `${between(group(row.low), group(row.high))} 元`), zh(row.indicator || ""), zh(row.region || ""), String(row.year || "")])));
  }

  function amounts(found, width) {
    const values = found.flatMap(([, list]) => list.map((row) => +row.high));
    const low = Math.floor(Math.log10(Math.min(...values)));
    const high = Math.max(Math.ceil(Math.log10(Math.max(...values))), low + 1);
    const [left, right, top, step] = [Math.min(210, width * 0.4), 26, 30, 24];
    const height = top + step * found.length + 6;
    const x = (value) => left + ((width - left - right) * (Math.log10(value) - low)) / (high - low);
    const fits = Math.floor((left - 10) / 13);
    const picture = svg("svg", { width, height, role: "img", "aria-label": "Amounts by programme" });
    for (let power = low; power <= high; power += width < 500 ? 3 : 1) picture.append(svg("line", { class: "grid", x1: x(10 ** power), x2: x(10 ** power), y1: top - 12, y2: height }),
      text(x(10 ** power), top - 18, short(10 ** power), { "text-anchor": "middle", lang: "zh" }));
    for (const [i, [name, list]] of found.entries()) {
      const y = top + step * i + 6;
      picture.append(text(left - 10, y + 4, name.length > fits ? `${name.slice(0, fits - 1)}…` : name, { "text-anchor": "end", lang: "zh" }),
        svg("line", { class: "grid", x1: left, x2: width - right, y1: y, y2: y }));
      for (const row of list) picture.append(leads(row.fact_id, [name, row.indicator, row.region, row.year, `${group(row.high)} 元`].filter(Boolean).join(" · "), svg("circle", { class: "money", cx: x(+row.high), cy: y, r: 5 })));
    }
    return picture;
  }

  const STATES = { found: ["●", "found"], non_numeric: ["◐", "in words"], not_stated: ["○", "not stated"], unreadable: ["×", "unreadable"], no_document: ["", "no document"] };

  function coverageChart() {
    const groups = new Map();
    for (const row of run.charts.coverage) groups.set(row.document_type, [...(groups.get(row.document_type) || []), row]);
    const types = [...groups].sort((one, other) => other[1].length - one[1].length);
    if (!types.length) return null;
    const holder = h("div", {});
    const draw = (type) => {
      const found = groups.get(type);
      const headlines = [...new Map([...found].sort((one, other) => one.number - other.number).map((row) => [row.headline, row.number])).keys()];
      const lines = new Map();
      for (const row of found) {
        const key = `${row.region} ${row.year}`;
        if (!lines.has(key)) lines.set(key, { region: row.region, year: row.year, states: {} });
        lines.get(key).states[row.headline] = row;
      }
      const kept = [...lines.values()].filter((line) => Object.values(line.states).some((row) => row.state !== "no_document"));
      const table = h("table", { class: "coverage" }, h("thead", {}, h("tr", {}, column("Region"), column("Year"), headlines.map((name) => column(name, { lang: "zh" })))));
      holder.replaceChildren(h("div", { class: "wide", tabindex: 0, role: "group", "aria-label": "Coverage" }, table),
        h("p", { class: "key" }, Object.entries(STATES).filter(([, [sign]]) => sign).map(([state, [sign, name]]) => [h("span", { class: `state ${state}`, "aria-hidden": "true" }, sign), ` ${name} `])));
      rows(table, kept, (line) => h("tr", {}, h("th", { scope: "row", lang: "zh" }, line.region), h("td", {}, String(line.year)),
        headlines.map((name) => {
          const row = line.states[name];
          const [sign, state] = STATES[row?.state || "no_document"];
          return h("td", { class: "state-cell", title: row ? `${state}: ${count(row.n_facts, "figure")}, ${count(row.n_targets, "target")}` : state },
            h("span", { class: `state ${row?.state || "no_document"}`, role: "img", "aria-label": state }, sign));
        })));
    };
    draw(types[0][0]);
    return section("Coverage", "Which headline figures each report has.", [chosen("Type of document", "chart-coverage", types.map(([type]) => [type, words(type)]), draw)], holder);
  }

  // --- the frame ---------------------------------------------------------------------------------------------------

  const theme = byId("theme");
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");

  function setTheme(name) {
    if (name) document.documentElement.dataset.theme = name;
    const isDark = (document.documentElement.dataset.theme || (prefersDark.matches ? "dark" : "light")) === "dark";
    theme.textContent = isDark ? "Light" : "Dark";
    theme.setAttribute("aria-label", `Switch to ${isDark ? "light" : "dark"} colours`);
    return isDark;
  }

  theme.addEventListener("click", () => {
    const name = setTheme() ? "light" : "dark";
    setTheme(name);
    try {
      localStorage.setItem("gongbao-theme", name);
    } catch {
      // as long as the page is open
    }
  });
  prefersDark.addEventListener("change", () => setTheme());
  try {
    setTheme(localStorage.getItem("gongbao-theme"));
  } catch {
    setTheme();
  }

  const searchBox = byId("search");
  let typing;
  function goSearch() {
    const hash = hashOf("search", { q: searchBox.value.trim() });
    if (address().view === "search") {
      history.replaceState(null, "", hash);
      show();
    } else location.hash = hash;
  }
  searchBox.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      if (searchBox.value.trim()) goSearch();
    }, 200);
  });
  searchBox.form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    goSearch();
  });

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target.closest("input, select, textarea");
    if (event.key === "Escape" && isTyping) {
      event.target.blur();
      return;
    }
    if (isTyping) return;
    if (event.key === "/") {
      event.preventDefault();
      searchBox.focus();
      searchBox.select();
    } else if (place && event.key === "Escape" && place.isOpen()) {
      event.preventDefault();
      place.close();
    } else if (place && (event.key === "ArrowRight" || event.key === "ArrowLeft") && !event.target.matches(".wide")) {
      event.preventDefault();
      place.step(event.key === "ArrowRight" ? 1 : -1);
    }
  });
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });
  addEventListener("hashchange", show);
  addEventListener("beforeprint", () => place?.finish());
  show();
})();
