// The view of charts: what is drawn, and the same numbers as tables. drawings.js draws it.

const leadsSomewhere = (factId) => Boolean(factId && heldIds.has(factId.slice(0, 17)));
const toFact = (factId, content) => (leadsSomewhere(factId) ? h("a", { href: `#${factId}` }, content) : content);
const modified = (mod, value) => (mod ? `${MODS[mod]} ${value}` : value);
const shareUnit = (unit) => (unit === "%" ? "%" : "");

/** Rows by what they have in common, the largest group first. */
function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return [...groups].sort((one, other) => other[1].length - one[1].length || (one[0] < other[0] ? -1 : 1));
}

const distinct = (items, name) => [...new Set(items.map((item) => item[name]))];

/** A control whose choice is drawn at once, the first to begin with. */
function chooser(label, id, choices, use, first = choices[0][0]) {
  const select = h("select", { id, change: () => use(select.value) },
    choices.map(([value, content]) => h("option", { value, selected: value === first }, content)));
  use(first);
  return h("div", { class: "field" }, h("label", { for: id }, label), select);
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

/** What the marks of a picture mean. */
const keyOf = (...marks) => h("p", { class: "key" }, marks.map(([name, what]) => [
  svg("svg", { class: "dot", viewBox: "-6 -6 12 12", "aria-hidden": "true" }, svg("circle", { class: name, r: 4 })),
  ` ${what} `,
]));

function section(title, lead, controls, ...content) {
  return h("section", { class: "chart" }, h("h2", {}, title), h("p", { class: "dim" }, lead),
    h("div", { class: "filters" }, controls), content);
}

function charts() {
  retitle("Charts");
  const sections = [seriesChart(), targetChart(), growthChart(), moneyChart(), coverageChart()].filter(Boolean);
  const lead = sections.length
    ? "Every point is a figure of a report and leads to its place. No series mixes figures of different kinds."
    : "This run has too few figures of whole years, targets, programmes and regions to draw.";
  put(heading("Charts", h("p", { class: "lead" }, lead)), ...sections);
}

// --- an indicator

function nameOfSeries({ name, measure, comparison, unit, per }) {
  const kind = [measure, comparison].filter(Boolean).map(words).join(" ");
  return [name, kind, per ? `${unit || ""}/${per}` : unit].filter(Boolean).join(" · ");
}

function seriesChart() {
  const { series, many_series: many } = run.charts;
  if (!series.length) return null;
  const pictures = h("div", {});
  const regionField = h("div", { class: "field" });
  const lead = many > series.length
    ? `The ${number(series.length)} indicators with most figures, of ${number(many)}.`
    : "Figures of whole years, as the latest report tells them.";
  const pick = (at) => {
    const { points } = series[at];
    const regions = distinct(points, "region");
    // Among many one is followed from the beginning: that of which most is told.
    const followed = regions.length > HUES ? grouped(points, (point) => point.region)[0][0] : "";
    const choices = [["", "all"], ...regions.map((name) => [name, name])];
    const draw = (region) => pictures.replaceChildren(...seriesPictures(series[at], region));
    regionField.replaceChildren(...chooser("Region", "chart-region", choices, draw, followed).children);
  };
  const choices = series.map((entry, at) => [at, nameOfSeries(entry)]);
  return section("An indicator by year and region", lead,
    [chooser("Indicator", "chart-series", choices, pick), regionField], pictures);
}

function seriesPictures(series, region) {
  const { points, unit = "" } = series;
  const lines = points.map((point) => [
    zh(point.region || ""), String(point.year),
    toFact(point.fact_id, `${modified(point.mod, group(point.obs_value))} ${unit}`),
    point.planned ? "planned" : "", zh(point.limits || ""),
  ]);
  return [
    distinct(points, "year").length > 1 ? canvas((width) => overYears(series, region, width)) : "",
    distinct(points, "region").length > 1 ? canvas((width) => overRegions(series, width)) : "",
    keyOf(["actual", "reached or estimated"], ["planned", "planned"]),
    asTable(["Region", "Year", "Value", "", "Limits"], lines),
  ];
}

// --- targets

function targetChart() {
  const groups = grouped(run.charts.targets, ({ name, measure, unit, year }) =>
    [name, words(measure), unit, year].filter(Boolean).join(" · "));
  if (!groups.length) return null;
  const holder = h("div", {});
  const draw = (at) => {
    const [name, found] = groups[at];
    const lines = found.map((row) => [
      zh(row.region || ""), toFact(row.planned_fact_id, `${plannedOf(row)} ${row.unit || ""}`),
      toFact(row.reached_fact_id, `${modified(row.reached_mod, group(row.reached))} ${row.unit || ""}`),
    ]);
    holder.replaceChildren(canvas((width) => dumbbells(name, found, width)),
      keyOf(["planned", "planned"], ["actual", "reached, as the next report tells it"]),
      asTable(["Region", "Planned", "Reached"], lines));
  };
  return section("Planned and reached", "What a report set itself, beside what the next one tells.",
    chooser("Target", "chart-target", groups.map(([name], at) => [at, name]), draw), holder);
}

const plannedOf = (row) => modified(row.planned_mod, between(group(row.planned_low), group(row.planned_high)));

// --- growth rates

const signed = (fact) => (fact.direction === "decrease" ? -1 : 1) * +fact.low;
const isGrowthTold = (fact) => fact.measure === "growth" && fact.unit === "%" && fact.low !== undefined &&
  fact.low === fact.high && fact.status !== "planned";
const growthOf = (fact) => [fact.indicator, days(fact.period_start, fact.period_end), words(fact.comparison || "")]
  .filter(Boolean).join(" · ");

function growthChart() {
  const told = held.filter((row) => row.facts);
  if (!told.length) return null;
  const holder = h("div", {});
  const draw = (id) => {
    const found = open(id).facts.filter(isGrowthTold).sort((one, other) => signed(other) - signed(one));
    const lines = found.map((fact) => [zh(growthOf(fact)), toFact(fact.id, `${group(String(signed(fact)))}%`)]);
    if (!found.length) holder.replaceChildren(remark("This document tells no growth rates."));
    else holder.replaceChildren(canvas((width) => growthBars(found, width)), asTable(["Indicator", "Growth"], lines));
  };
  // Reports on a year tell most growth rates.
  const first = told.find((row) => ["work_report", "stat_communique"].includes(row.document_type)) || told[0];
  const choices = told.map((row) => [row.doc_id, nameOf(row)]);
  return section("Growth rates of a document", "What grew and what fell, as the report tells it.",
    chooser("Document", "chart-growth", choices, draw, first.doc_id), holder);
}

// --- money

function moneyChart() {
  const { money } = run.charts;
  if (!money.length) return null;
  const lines = money.map((row) => [
    zh(row.name), toFact(row.fact_id, `${between(group(row.low), group(row.high))} 元`), zh(row.indicator || ""),
    zh(row.region || ""), String(row.year || ""),
  ]);
  return section("Money by programme",
    "Each amount that a report ties to a programme, by powers of ten. They are not added up: one may be part of another.",
    [], canvas((width) => amounts(grouped(money, (row) => row.name), width)),
    asTable(["Programme", "Amount", "What", "Region", "Year"], lines));
}

// --- coverage

const STATES = {
  found: ["●", "found"], non_numeric: ["◐", "in words"], not_stated: ["○", "not stated"],
  unreadable: ["×", "unreadable"], no_document: ["", "no document"],
};

function coverageChart() {
  const types = grouped(run.charts.coverage, (row) => row.document_type);
  if (!types.length) return null;
  const holder = h("div", {});
  const signs = Object.entries(STATES).filter(([, [sign]]) => sign);
  const key = h("p", { class: "key" }, signs.map(([state, [sign, name]]) =>
    [h("span", { class: `state ${state}`, "aria-hidden": "true" }, sign), ` ${name} `]));
  const draw = (at) => holder.replaceChildren(coverageGrid(types[at][1]), key);
  return section("Coverage", "Which headline figures each report has.",
    chooser("Type of document", "chart-coverage", types.map(([type], at) => [at, words(type)]), draw), holder);
}

function coverageGrid(found) {
  const headlines = distinct([...found].sort((one, other) => one.number - other.number), "headline");
  // In the order of the view: by region, then by year.
  const reports = new Map();
  for (const row of found) {
    const name = `${row.region} ${row.year}`;
    if (!reports.has(name)) reports.set(name, { region: row.region, year: row.year, states: new Map() });
    reports.get(name).states.set(row.headline, row);
  }
  const isThere = ({ states }) => [...states.values()].some((row) => row.state !== "no_document");
  const told = [...reports.values()].filter(isThere);
  const labels = [column("Region"), column("Year"), headlines.map((name) => column(name, { lang: "zh" }))];
  const table = h("table", { class: "coverage" }, h("thead", {}, h("tr", {}, labels)));
  const grid = h("div", { class: "wide", tabindex: 0, role: "group", "aria-label": "Coverage" }, table);
  rows(table, told, ({ region, year, states }) => h("tr", {}, h("th", { scope: "row", lang: "zh" }, region),
    h("td", {}, String(year)), headlines.map((name) => stateCell(states.get(name)))));
  return grid;
}

function stateCell(row) {
  const state = row?.state || "no_document";
  const [sign, name] = STATES[state];
  const title = row ? `${name}: ${count(row.n_facts, "figure")}, ${count(row.n_targets, "target")}` : name;
  return h("td", { class: "state-cell", title },
    h("span", { class: `state ${state}`, role: "img", "aria-label": name }, sign));
}
