// Lines for gongbao extract --corrections.

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

function correctionForm(mention, fact) {
  const who = h("input", { id: "by-who", required: true, autocomplete: "name", value: drafts.at(-1)?.who || "" });
  const why = h("input", { id: "by-why", required: true, autocomplete: "off" });
  const what = h("select", { id: "by-what" },
    fact ? h("option", { value: "fact" }, "what the figure measures (fact)") : null,
    h("option", { value: "mention" }, `the ${mention.kind} itself (mention)`));
  const fieldOf = h("select", { id: "by-field" });
  const was = h("output", { id: "by-was", lang: "zh" });
  const value = h("span", { class: "value" });
  const lines = h("textarea", { readonly: true, rows: 4, "aria-label": "Lines of corrections", spellcheck: "false" });
  const all = h("div", { class: "lines" }, lines, h("div", { class: "ways" },
    h("button", { type: "button", class: "plain", click: copy }, "Copy all"),
    h("button", { type: "button", class: "plain", click: takeBack }, "Take the last back")));
  const ofFact = () => what.value === "fact";
  const fields = () => run.correctable[ofFact() ? "fact" : mention.kind];

  /** What the machine says, though a correction may stand in its place. */
  function machine(name) {
    const rowId = ofFact() ? fact.id : undefined;
    const corrected = mention.corrections.find((correction) =>
      correction.fact_id === rowId && correction.field === name && correction.state === "applied");
    if (corrected) return corrected.machine_value || "";
    const found = (ofFact() ? fact : mention)[name] ?? "";
    return typeof found === "object" ? Object.entries(found).map((entry) => entry.join("=")).join("; ") : String(found);
  }

  function chooseRow() {
    fieldOf.replaceChildren(...Object.keys(fields()).map((name) => h("option", { value: name }, words(name))));
    chooseField();
  }

  function chooseField() {
    const choices = fields()[fieldOf.value];
    const nothing = run.filled.includes(fieldOf.value) ? null : h("option", { value: "" }, "nothing");
    was.textContent = machine(fieldOf.value) || "nothing";
    value.replaceChildren(choices.length
      ? h("select", { id: "by-value" }, nothing, choices.map((choice) => h("option", { value: choice }, choice)))
      : h("input", { id: "by-value", autocomplete: "off", value: machine(fieldOf.value), lang: "zh" }));
  }

  function list() {
    lines.value = [CORRECTION.join(","), ...drafts.map(lineOf), ""].join("\n");
    all.hidden = !drafts.length;
  }

  function takeBack() {
    drafts.pop();
    keep("corrections", drafts);
    list();
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

  function write(event) {
    event.preventDefault();
    const row = {
      fact_id: ofFact() ? fact.id : "", mention_id: mention.id, field: fieldOf.value,
      value: byId("by-value").value.trim(), was: machine(fieldOf.value), who: who.value.trim(), why: why.value.trim(),
    };
    const isSame = (draft) => ["fact_id", "mention_id", "field"].every((name) => draft[name] === row[name]);
    const again = drafts.findIndex(isSame);
    if (again >= 0) drafts.splice(again, 1);
    drafts.push(row);
    keep("corrections", drafts);
    list();
    say("The line is written.");
  }

  what.addEventListener("change", chooseRow);
  fieldOf.addEventListener("change", chooseField);
  const form = h("form", { class: "correction", submit: write },
    field("what", "Of", what), field("field", "Field", fieldOf), field("was", "The machine says", was),
    field("value", "It should be", value), field("who", "Who", who), field("why", "Why", why),
    h("button", {}, "Write the line"));
  chooseRow();
  list();
  const raise = ({ target }) => target.open && target.scrollIntoView({ block: "nearest" });
  return h("details", { class: "correct", toggle: raise }, h("summary", {}, "Correct it"),
    h("p", { class: "dim" }, "Lines for a file that ", h("code", {}, "gongbao extract … --corrections FILE"),
      " applies on every run."), form, all);
}
