// Search in all texts.

const FULL = { "%": "％", ".": "．", ",": "，" };

/** Finds a text as people type it: blanks, line breaks and full-width forms of the source make no difference. */
function pattern(text) {
  const characters = [...text].filter((character) => character.trim());
  if (!characters.length) return null;
  const wide = (character) => (/[0-9A-Za-z]/.test(character) ? String.fromCharCode(character.charCodeAt(0) + 0xfee0)
    : FULL[character] || "");
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
    unbroken(doc.text.slice(from, match.index)), h("b", {}, unbroken(match[0])),
      unbroken(doc.text.slice(end, end + 50))));
}
