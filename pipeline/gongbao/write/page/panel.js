// The panel beside a text: the mention that is open, and tables of all that was found in the document. Its `reader` is
// the document's view: `doc`, `choose` to open a mention, `step` to the next, `selected` what is open, `showRow` its
// row.

/** The panel with its tabs, and what opens one. */
function tabbed(reader) {
  const { doc } = reader;
  const tabs = [
    ["selected", "Selected", selectedTab],
    ["facts", `Facts ${number(doc.facts.length)}`, factTable],
    ["findings", `Findings ${number(doc.findings.length)}`, findingList],
    ["targets", `Targets ${number(doc.targets.length)}`, targetTable],
    ["about", "About", aboutTab],
  ].filter(([name]) => name !== "targets" || doc.targets.length);
  const buttons = tabs.map(([name, label]) => h("button", {
    type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "panel", click: () => openTab(name, true),
  }, label));
  const closing = h("button", {
    type: "button", class: "plain close", "aria-label": "Close the panel", click: () => place.close(),
  }, "×");
  const body = h("div", { class: "panel", id: "panel", role: "tabpanel", tabindex: -1 });
  const aside = h("aside", { class: "side", "aria-label": "What was found" },
    h("div", { class: "tabs", role: "tablist", keydown: walk }, buttons, closing), body);
  let onTop = "";

  function walk(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    buttons[(buttons.indexOf(event.target) + by + buttons.length) % buttons.length].focus();
  }

  /** `isRaised`: where the panel lies over the text, it comes up. */
  function openTab(name, isRaised) {
    onTop = name;
    for (const [at, button] of buttons.entries()) {
      button.setAttribute("aria-selected", tabs[at][0] === name);
      button.tabIndex = tabs[at][0] === name ? 0 : -1;
    }
    body.setAttribute("aria-labelledby", `tab-${name}`);
    body.replaceChildren(...[tabs.find(([other]) => other === name)[2](reader)].flat(Infinity).filter(Boolean));
    body.scrollTop = 0;
    aside.classList.toggle("open", isRaised);
    body.querySelector("tr.chosen")?.scrollIntoView({ block: "center" });
  }

  return { aside, body, openTab, isTab: (name) => onTop === name };
}

/** A link to a mention in the text of the document; `back` is the row that it stands in, and the tab of that. */
function placeLink(reader, mention, fact, back, ...content) {
  return h("a", { href: `#${fact ? fact.id : mention.id}`, click: (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    reader.choose(mention, fact, back);
  } }, content);
}

const remark = (text) => h("p", { class: "dim" }, text);

// --- tables

function factTable(reader) {
  const { facts } = reader.doc;
  if (!facts.length) return remark("No figure of this document measures anything that was understood.");
  const table = tableOf(["Figure", "Indicator", "Period"], { class: "list facts" });
  const around = h("div", {}, table);
  const chosen = reader.selected()?.fact;
  const at = chosen ? facts.indexOf(chosen) : 0;
  const first = at < ROWS_AT_ONCE / 2 ? 0 : at - ROWS_AT_ONCE / 4;
  rows(table, facts, (fact) => factRow(reader, fact, fact === chosen), ROWS_AT_ONCE, first);
  return around;
}

function factRow(reader, fact, isChosen) {
  const { mention } = fact;
  const back = { tab: "facts", row: fact.id };
  const go = (event) => {
    if (!event.target.closest("a")) reader.choose(mention, fact, back);
  };
  return h("tr", { "data-row": fact.id, class: isChosen ? "chosen" : null, click: go },
    h("td", {}, placeLink(reader, mention, fact, back, kindMark(mention))),
    h("td", {}, zh(fact.indicator || ""), h("span", { class: "meaning" }, meaning(fact))),
    h("td", {}, days(fact.period_start, fact.period_end)));
}

function findingList(reader) {
  const found = [...reader.doc.findings];
  if (!found.length) return remark("No check applied to this document.");
  return h("ul", { class: "said" }, found.sort(bySeverity).map((finding) => findingItem(reader, finding)));
}

function findingItem(reader, finding) {
  const back = { tab: "findings", row: finding.finding_id };
  const shown = finding.mentions.slice(0, MENTIONS_SHOWN);
  const left = finding.mentions.length - shown.length;
  return h("li", { "data-row": finding.finding_id },
    h("span", { class: `severity ${finding.severity}` }, finding.severity), " ", zh(finding.message),
    h("p", {}, shown.map((mention) => [placeLink(reader, mention, null, back, kindMark(mention)), " "]),
      left ? `and ${number(left)} more` : null));
}

function targetTable(reader) {
  const table = tableOf(["Target", "Indicator", "Form"], { class: "list facts" });
  const around = h("div", {}, table);
  rows(table, reader.doc.targets, (target) => targetRow(reader, target));
  return around;
}

function targetRow(reader, target) {
  const { doc } = reader;
  const fact = target.fact_id && doc.facts.find((entry) => entry.id === target.fact_id);
  const back = { tab: "targets", row: target.target_id };
  let shown = h("span", { class: "dim", lang: "en" }, "not stated");
  if (fact) shown = placeLink(reader, fact.mention, fact, back, kindMark(fact.mention));
  else if (target.text) {
    const href = `#${doc.id}-@${target.start_char}-${target.end_char}`;
    shown = h("a", { href }, unbroken(target.text));
  }
  const tied = target.linked_indicator && [`${words(target.relation || "linked")} `, zh(target.linked_indicator)];
  return h("tr", { "data-row": target.target_id },
    h("td", { lang: "zh" }, shown),
    h("td", {}, zh(target.indicator), tied ? h("span", { class: "meaning" }, tied) : null),
    h("td", {}, `${words(target.form)} ${target.year}`));
}

function aboutTab({ doc }) {
  return [
    h("dl", { class: "fields" }, Object.entries(doc.row).map(([name, value]) => pair(words(name), String(value), "zh"))),
    h("ul", { class: "messages" }, messagesOf(doc.row)),
  ];
}

function messagesOf(row) {
  const own = run.messages.filter((message) => message.startsWith(`${row.source}: `));
  const codes = (row.codes || "").split(" ").filter(Boolean);
  return [
    ...own.map((message) => h("li", {}, message.slice(row.source.length + 2))),
    ...codes.map((code) => h("li", {}, h("code", {}, words(code)), ` ${run.codes[code]}`)),
  ];
}

// --- one mention

const source = (why) => (why ? h("span", { class: "why", lang: "en" }, why) : null);

/** A field and its value, and behind that where it was said. */
function pair(name, value, lang, why) {
  if (value === undefined || value === null || value === "") return null;
  return h("div", {}, h("dt", {}, name), h("dd", { lang }, value, source(why)));
}

function selectedTab(reader) {
  const chosen = reader.selected();
  if (!chosen)
    return remark("Choose a highlight in the text, or go from one to the next with ← and → and open it with Enter.");
  const { mention, fact } = chosen;
  return [
    h("h2", {}, kindMark(mention)),
    h("p", { class: "big" }, modOf(mention), zh(valueOf(mention)), h("span", { class: "dim" }, ` ${mention.kind}`)),
    mention.facts.map((entry) => factCard(reader, entry, entry === fact && mention.facts.length > 1)),
    AMOUNTS.includes(mention.kind) && !mention.facts.length
      ? remark("It measures nothing that was understood: no fact.") : null,
    mention.corrections.length ? h("h3", {}, "Corrections") : null,
    h("ul", { class: "said" }, mention.corrections.map(correctionItem)),
    h("ul", { class: "said" }, mention.findings.map((finding) => findingItem(reader, finding))),
    h("h3", {}, "Where it stands"),
    whereItStands(reader.doc, mention),
    waysOn(reader, mention, fact),
    correctionForm(mention, fact),
  ];
}

const AMOUNTS = ["money", "percent", "quantity"];
const OF_VALUE = [
  "low", "high", "currency", "unit", "unit_id", "mod", "start_date", "end_date", "type", "value", "name",
];
// What a card tells otherwise than name by name.
const TOLD = [
  "low", "high", "currency", "unit", "unit_id", "mod", "period_start", "period_end", "base_start", "base_end",
  "start_char", "end_char", "part_of", "indicator", "evidence", "qualifiers", "mention", "mention_id", "id", "member",
];

function factCard(reader, fact, isChosen) {
  const { evidence = {}, qualifiers = {} } = fact;
  const whole = fact.part_of && reader.doc.facts.find((entry) => entry.id === fact.part_of);
  const others = Object.entries(fact).filter(([name]) => !TOLD.includes(name));
  return h("section", { class: isChosen ? "fact chosen" : "fact" },
    h("h3", {}, zh(fact.indicator || "no indicator"), source(evidence.indicator)),
    h("dl", { class: "fields" },
      pair("value", amount(fact), "zh"),
      pair("period", days(fact.period_start, fact.period_end), null, evidence.period),
      pair("against", days(fact.base_start, fact.base_end), null, evidence.base),
      others.map(([name, value]) => pair(words(name), String(value), "zh", evidence[name])),
      Object.entries(qualifiers).map(([name, value]) => pair(words(name), value, "zh", evidence.qualifiers)),
      whole ? pair("part of", placeLink(reader, whole.mention, whole, null, zh(whole.indicator || whole.mention.text)))
        : null,
      pair("fact id", h("code", {}, fact.id))));
}

function correctionItem(correction) {
  return h("li", {}, h("span", { class: "severity" }, words(correction.state)), ` ${words(correction.field)}: `,
    h("del", { lang: "zh" }, correction.machine_value || "nothing"), " → ",
    h("ins", { lang: "zh" }, correction.value || "nothing"),
    h("span", { class: "meaning", lang: "zh" }, `${correction.who}: ${correction.why}`));
}

const apart = (text) => text.replace(/\t+/g, " │ "); // the cells of a table's row

/** The sentence before a mention, the mention, and the sentence behind it. */
function sentenceOf(doc, mention) {
  const [start, end, , told] = doc.sentences[mention.sentence] || [mention.start_char, mention.end_char];
  if (told) {
    // One around a caption or a page's number is told as it reads without them.
    const [from, to] = [mention.sentence_start, mention.sentence_end];
    const cut = (...ends) => apart([...told].slice(...ends).join(""));
    return [cut(0, from), cut(from, to), cut(to)];
  }
  const before = doc.slice(Math.min(start, mention.start_char), mention.start_char);
  const behind = doc.slice(mention.end_char, Math.max(end, mention.end_char));
  return [unbroken(apart(before)), unbroken(mention.text), unbroken(apart(behind))];
}

function whereItStands(doc, mention) {
  const [before, own, behind] = sentenceOf(doc, mention);
  const headings = doc.sections[doc.sentences[mention.sentence]?.[2]];
  return [
    h("blockquote", { lang: "zh" }, before, h("b", {}, own), behind),
    h("dl", { class: "fields" },
      pair("section", headings, "zh"),
      pair("page", mention.page),
      pair("characters", `${number(mention.start_char)} to ${number(mention.end_char)}`),
      pair("rule", mention.rule)),
    h("details", {}, h("summary", { class: "dim" }, "All fields of the mention"), h("dl", { class: "fields" },
      OF_VALUE.map((name) => pair(words(name), mention[name], "zh")),
      pair("mention id", h("code", {}, mention.id)))),
  ];
}

function waysOn(reader, mention, fact) {
  const at = reader.doc.mentions.indexOf(mention);
  const button = (label, click) => h("button", { type: "button", class: "plain", click }, label);
  const elsewhere = (label, query) => (held.length > 1 ? h("a", { href: hashOf("figures", query) }, label) : null);
  return h("p", { class: "ways" },
    fact ? button("Its row in the table", reader.showRow) : null,
    at > 0 ? button("← Earlier", () => reader.step(-1)) : null,
    at < reader.doc.mentions.length - 1 ? button("Later →", () => reader.step(1)) : null,
    fact?.indicator
      ? elsewhere("This indicator in all documents", { indicator: fact.indicator_id || fact.indicator }) : null,
    mention.name ? elsewhere("This programme in all documents", { program: mention.name }) : null);
}
