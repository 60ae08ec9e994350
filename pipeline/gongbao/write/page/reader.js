// A document: its text beside a panel of what was found in it.

const hidden = new Set(); // kinds that the reader does not want to see

function readDocument(row, asked) {
  retitle(titleOf(row));
  const about = [row.region, words(row.document_type || ""), row.document_date || row.report_year, row.entity];
  const head = heading(zh(titleOf(row)), h("p", { class: "lead", lang: "zh" }, about.filter(Boolean).join(" · "),
    h("span", { class: "source", lang: "en" }, row.source)));
  if (!isHeld(row)) {
    const why = row.status === "rejected"
      ? `It could not be read: ${words(row.codes)}.`
      : `This page is full; the text is in texts/${row.doc_id}.txt beside it.`;
    put(head, h("p", { class: "notice" }, why), h("ul", { class: "messages" }, messagesOf(row)));
    return;
  }
  const doc = open(row.doc_id);
  const text = h("article", { class: "text", lang: "zh" });
  const marks = doc.mentions.map(() => []); // the elements of each mention
  const pieces = []; // which node shows what of the text
  const chunks = drawText(doc, text, marks, pieces);
  let isDrawn = false;
  let focused = -1; // the mention that the keyboard is at
  let selected = null; // the mention that is open, and which of its facts
  let from = null; // the row that the reader came from

  function drawUntil(isEnough) {
    while (!isDrawn && !isEnough()) isDrawn = chunks.next().done;
  }

  async function drawRest(mine) {
    for (;;) {
      const until = performance.now() + FRAME;
      drawUntil(() => performance.now() > until);
      if (isDrawn || mine !== turn) return;
      await pause();
    }
  }

  // What the panel asks of the document.
  const reader = { doc, choose, step, selected: () => selected, showRow: () => showRow() };
  const { aside, body, openTab, isTab } = tabbed(reader);

  function showRow() {
    openTab("facts", true);
    body.querySelector("tr.chosen a")?.focus({ preventScroll: true });
  }

  function close() {
    const [back, last] = [from, selected];
    mark(null);
    if (back) openTab(back.tab, true); // while it is still known around which row
    selected = null;
    from = null;
    rename(`#${doc.id}`);
    if (back) body.querySelector(`[data-row="${CSS.escape(back.row)}"] a`)?.focus();
    else {
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
    const elements = marks[doc.mentions.indexOf(chosen.mention)];
    for (const element of elements) element.classList.add("chosen");
    elements[0]?.setAttribute("aria-pressed", "true");
  }

  function focusOn(at) {
    drawUntil(() => marks[at].length);
    const [element] = marks[at];
    if (!element) return;
    text.querySelector('mark[tabindex="0"]')?.setAttribute("tabindex", -1);
    focused = at;
    element.setAttribute("tabindex", 0);
    bring(element);
    element.focus({ preventScroll: true });
  }

  /** Show what is addressed: a mention, a fact, a stretch of text that was searched for, or the document alone. */
  function select(rest) {
    main.querySelector(".lacks")?.remove();
    const stretch = /^@(\d+)-(\d+)$/.exec(rest || "");
    if (stretch) {
      showStretch(+stretch[1], +stretch[2]);
      return;
    }
    if (!rest) {
      mark(null);
      selected = null;
      if (isTab("selected")) openTab("facts", false);
      return;
    }
    const name = `${doc.id}-${rest}`;
    const mention = doc.byKey.get(name) || doc.byKey.get(name.replace(/-\d+$/, ""));
    if (!mention) {
      lacks("mention");
      return;
    }
    hidden.delete(mention.kind);
    showKinds();
    selected = { mention, fact: mention.facts.find((fact) => fact.id === name) || mention.facts[0] };
    mark(null);
    focusOn(doc.mentions.indexOf(mention));
    mark(selected);
    openTab("selected", true);
    say(`${mention.kind} ${valueOf(mention)}`);
  }

  function showStretch(start, end) {
    drawUntil(() => pieces.length && pieces.at(-1).end >= end);
    const first = pieces.find((piece) => piece.end > start);
    const last = pieces.findLast((piece) => piece.start < end);
    if (!first || !last) {
      lacks("place");
      return;
    }
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
    rename(hash);
    select(hash.slice(doc.id.length + 2));
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
    if (at < 0 || at >= doc.mentions.length) say(by < 0 ? "This is the first." : "This is the last.");
    else if (selected) choose(doc.mentions[at]);
    else focusOn(at);
  }

  const counts = new Map();
  for (const mention of doc.mentions) add(counts, mention.kind);
  const legend = h("div", { class: "legend", role: "group", "aria-label": "Kinds of mention to show" },
    KINDS.filter((kind) => counts.has(kind)).map((kind) =>
      h("button", { type: "button", "data-kind": kind, click: switchKind },
        h("span", { class: `kind k-${kind}` }, kind), ` ${number(counts.get(kind))}`)));

  function switchKind(event) {
    const { kind } = event.currentTarget.dataset;
    if (!hidden.delete(kind)) hidden.add(kind);
    showKinds();
  }

  function showKinds() {
    for (const kind of KINDS) text.classList.toggle(`no-${kind}`, hidden.has(kind));
    for (const button of legend.children) button.setAttribute("aria-pressed", !hidden.has(button.dataset.kind));
  }

  function chooseMark(event) {
    const at = event.target.closest("mark")?.dataset.at;
    if (at === undefined || hidden.has(doc.mentions[at].kind)) return;
    focused = +at;
    choose(doc.mentions[at]);
  }

  text.addEventListener("click", chooseMark);
  text.addEventListener("keydown", (event) => {
    if (!event.target.closest("mark") || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    chooseMark(event);
  });

  document.body.className = "reading";
  place = {
    doc, select, step, close,
    isOpen: () => Boolean(selected) || aside.classList.contains("open"),
    finish: () => drawUntil(() => false),
  };
  const mine = turn;
  const outline = outlineOf(doc);
  const before = put(head, legend, h("div", { class: outline ? "document" : "document bare" }, outline, text, aside));
  showKinds();
  openTab("facts", false);
  const until = performance.now() + FRAME;
  drawUntil(() => performance.now() > until);
  if (before && !asked) {
    drawUntil(() => text.scrollHeight > before.top + innerHeight);
    scrollTo(0, before.top);
  }
  if (asked) select(asked);
  else marks.find((elements) => elements.length)?.[0].setAttribute("tabindex", 0);
  drawRest(mine);
}

/** A line of a printed table of contents without the dots that lead to its page. */
const withoutLeader = (text) => text.replace(/(?:\s*[.…·．]){4,}\s*\d*\s*$/, "");

function outlineOf(doc) {
  const headings = doc.blocks.filter(([name]) => name === "h");
  if (headings.length < 2) return null;
  const lines = headings.map(([, start, end, level]) =>
    h("a", { class: `level-${level}`, href: `#${doc.id}-@${start}-${end}` },
      withoutLeader(unbroken(doc.slice(start, end)))));
  const isWide = matchMedia("(min-width: 80rem)").matches;
  return h("details", { class: "contents", open: isWide }, h("summary", {}, "Contents"),
    h("nav", { class: "outline", "aria-label": "Headings", lang: "zh" }, lines));
}
