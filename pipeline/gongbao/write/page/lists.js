// The run at a glance, and the lists of its documents, figures and findings.

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
    picker("report_year", "Year", kinds("report_year").map(([year, text]) => [String(year), text]),
      asked.report_year),
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
  const unheld = documents.filter((row) => !isHeld(row) && row.status !== "rejected").length;
  const before = put(
    heading(only ? h("a", { href: `#${only.doc_id}`, lang: "zh" }, titleOf(only)) : count(documents.length, "document"),
      h("p", { class: "lead" }, `${count(many("mentions"), "mention")}, ${count(many("facts"), "fact")}, ` +
        `${count(many("targets"), "target")} and ${count(many("findings"), "finding")}.`)),
    unheld ? h("p", { class: "notice" },
      `This run is large: the page holds the texts of its first ${count(held.length, "document")}. ` +
      `The other ${number(unheld)} are listed here without theirs; figures, findings and search leave them out. ` +
      "They are in the tables and in texts/ beside this page.") : null,
    h("div", { class: "glance" },
      bars("Documents", ordered("documents", ["ok", "warning", "rejected"]),
        (name) => hashOf("overview", { status: name })),
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
  const codes = (row.codes || "").split(" ").filter(Boolean);
  return h("tr", { class: `is-${row.status}` },
    cell("Document", h("a", { href: `#${row.doc_id}`, lang: "zh" }, titleOf(row)), row.title ? h("span", { class: "source" }, row.source) : null),
    cell("Type", words(row.document_type || "")),
    cell("Date", row.document_date || row.report_year || ""),
    cell("Region", zh(row.region || "")),
    cell("Mentions", row.mentions === undefined ? "" : number(row.mentions)),
    cell("Facts", row.facts === undefined ? "" : number(row.facts)),
    cell("Findings", row.findings === undefined ? "" : number(row.findings)),
    cell("Status", h("span", { class: `status ${row.status}` }, row.status),
      codes.map((code) => h("code", { title: run.codes[code] }, words(code))),
      row.duplicate_of ? h("span", { class: "source" }, "same as ",
        zh(rowOf.get(row.duplicate_of)?.source || row.duplicate_of)) : null));
}

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

  const table = tableOf(["Figure", "Value", "Indicator", "Measure", "Period", "Region", "Document"],
    { class: "list figures" });
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

const sortOf = (mention) => (mention.kind === "program" ? mention.type : mention.kind);
const kindMark = (mention) => zh(unbroken(mention.text), "span", { class: `kind k-${mention.kind}` });
// Days with an open end say so themselves: "from 1953" needs no "since".
const isOpen = (mention) => Boolean(mention.start_date) !== Boolean(mention.end_date);
const modOf = (mention) => (mention.mod && !isOpen(mention) ? h("span", { class: "mod" }, `${MODS[mention.mod]} `) : null);

function meaning(fact) {
  return [fact.direction, fact.measure, fact.comparison, fact.stage || fact.status, fact.aggregation]
    .filter(Boolean).map(words).join(", ");
}

function figureRow({ mention, fact }) {
  return h("tr", {},
    cell("Figure", h("a", { href: `#${fact ? fact.id : mention.id}` }, kindMark(mention))),
    cell("Value", modOf(mention), zh(fact ? amount(fact) : valueOf(mention))),
    cell("Indicator", fact ? zh(fact.indicator || "") : h("span", { class: "dim" }, sortOf(mention))),
    cell("Measure", fact ? meaning(fact) : ""),
    cell("Period", fact ? days(fact.period_start, fact.period_end) : ""),
    cell("Region", zh(fact?.region || "")),
    cell("Document", zh(nameOf(mention.doc.row))));
}

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
  found.sort(bySeverity);
  const codes = new Map();
  for (const finding of found) add(codes, finding.code);
  const table = tableOf(["Severity", "What was checked", "Stated", "Expected", "Mentions", "Document"],
    { class: "list findings" });
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
    rows(table, matching, findingRow, atOnce);
  }
  list(asked, before?.rows);
  if (before) scrollTo(0, before.top);
}

const bySeverity = (one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity);

function findingRow(finding) {
  const shown = finding.mentions.slice(0, MENTIONS_SHOWN);
  const left = finding.mentions.length - shown.length;
  return h("tr", {},
    cell("Severity", h("span", { class: `severity ${finding.severity}` }, finding.severity)),
    cell("What was checked", h("div", {}, zh(finding.message), h("code", {}, words(finding.code)))),
    cell("Stated", zh(finding.stated || "")),
    cell("Expected", zh(finding.expected || "")),
    cell("Mentions", h("div", {}, shown.map((mention) => [h("a", { href: `#${mention.id}` }, kindMark(mention)), " "]),
      left ? `and ${number(left)} more` : null)),
    cell("Document", h("a", { href: `#${finding.doc.id}`, lang: "zh" }, nameOf(finding.doc.row))));
}
