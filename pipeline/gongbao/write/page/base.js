// Nodes, the data that the page holds, and words for values. Everything from a document or a file name reaches the page
// as text: nodes are made by name, never from markup.

const KINDS = ["money", "percent", "date", "duration", "quantity", "program"];
const SEVERITIES = ["suspect", "note", "info"];
const MODS = {
  APPROX: "about", MORE_THAN: "more than", LESS_THAN: "less than", EQUAL_OR_MORE: "at least", EQUAL_OR_LESS: "at most",
  AFTER_START: "since", AFTER: "after", BEFORE_END: "until", BEFORE: "before", START: "beginning of", END: "end of",
};
const SIGNS = { APPROX: "~", MORE_THAN: ">", LESS_THAN: "<", EQUAL_OR_MORE: "≥", EQUAL_OR_LESS: "≤" };
const ROWS_AT_ONCE = 200;
const MENTIONS_SHOWN = 8; // of those that a finding names
const FRAME = 10; // milliseconds of work before the browser may draw

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

const elementsOf = new Map(); // those with the data of each document, and of the run
for (const element of document.querySelectorAll("script[data-of]")) {
  const name = element.dataset.of;
  elementsOf.set(name, [...(elementsOf.get(name) || []), element]);
}

/** Parse data and let go of its text. */
function take(name) {
  const elements = elementsOf.get(name);
  elementsOf.delete(name);
  const content = JSON.parse(elements.map((element) => element.textContent).join(""));
  for (const element of elements) element.remove();
  return content;
}

const run = take("run");
const documents = run.documents;
const rowOf = new Map(documents.map((row) => [row.doc_id, row]));
const heldIds = new Set(run.held); // documents whose texts are in the page
const isHeld = (row) => heldIds.has(row.doc_id);
const held = documents.filter(isHeld);
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
