// A document's text on the page.

const BLOCKS_IN_CHUNK = 30;
const ROWS_IN_TABLE = 1000;
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

const isSuspect = (mention) => mention.findings.some((finding) => finding.severity === "suspect");

/** Draw a document's text block by block: `marks` gets the elements of each mention, `pieces` which node shows what. */
function* drawText(doc, text, marks, pieces) {
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
        class: `k-${mention.kind}${isSuspect(mention) ? " suspect" : ""}`, "data-at": i,
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
      for (const [at, row] of block[1].entries()) {
        // A long one is laid out in parts, of which only those in view cost anything.
        if (at % ROWS_IN_TABLE === 0) {
          body = h("tbody");
          append(h("div", { class: "wide", tabindex: 0, role: "group", "aria-label": "Table" },
            h("table", {}, body)));
          size = BLOCKS_IN_CHUNK;
        }
        body.append(h("tr", {}, row.map(([from, to, columns, lines, isHeader]) => {
          const content = doc.slice(from, to);
          const isNumber = /^[\s\d.,%-]*\d[\s\d.,%-]*$/.test(content);
          return fill(h(isHeader ? "th" : "td", { class: isNumber ? "number" : null,
            colspan: columns > 1 ? columns : null, rowspan: lines > 1 ? lines : null }), from, to);
        })));
        if (at % 50 === 49) yield;
      }
    } else {
      const end = block[2];
      if (name === "h") append(fill(h(`h${Math.min(2 + block[3], 6)}`, { class: `level-${Math.min(block[3], 8)}` }),
        start, end));
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
