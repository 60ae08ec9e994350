// The pictures of the charts, as SVG. Positions are floats; what is written beside them comes from the exact text.

const HUES = 6; // lines that colours tell apart

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) target.redraw();
});

/** An element that draws itself as wide as it is. */
function canvas(draw) {
  const element = h("div", { class: "canvas" });
  let drawnAt = 0;
  element.redraw = () => {
    const width = element.clientWidth;
    if (!width || width === drawnAt) return;
    drawnAt = width;
    element.replaceChildren(draw(width));
  };
  resized.observe(element);
  return element;
}

/** Round numbers that span some values. */
function ticks(values, many) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const rough = (high - low || Math.abs(high) || 1) / many;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((by) => by * power).find((by) => by >= rough);
  const found = [];
  for (let at = Math.floor(low / step) * step; at < high + step; at += step) found.push(Number(at.toPrecision(12)));
  return found;
}

/** Where between two places a value stands on a scale. */
const placed = (scale, from, to) => (value) => from + ((to - from) * (value - scale[0])) / (scale.at(-1) - scale[0] || 1);

/** A number as Chinese reports print it. */
function short(value, unit = "") {
  const size = Math.abs(value);
  const [by, name] = [[1e12, "万亿"], [1e8, "亿"], [1e4, "万"]].find(([power]) => size >= power) || [1, ""];
  return `${Number((value / by).toPrecision(4))}${name}${unit}`;
}

const picture = (width, height, label) => svg("svg", { width, height, role: "img", "aria-label": label });
const line = (name, x1, y1, x2, y2) => svg("line", { class: name, x1, y1, x2, y2 });
const circle = (name, cx, cy, r) => svg("circle", { class: name, cx, cy, r });
const text = (x, y, content, anchor = "start", name = null) =>
  svg("text", { x, y, "text-anchor": anchor, class: name, lang: "zh" }, content);

/** A label of so much room. */
function fitted(label, room) {
  const fits = Math.floor(room / 13);
  return label.length > fits ? `${label.slice(0, fits - 1)}…` : label;
}

/** A mark of a picture that leads to its fact, where the page has its document. The tables are for the keyboard. */
function leads(factId, label, mark) {
  mark.append(svg("title", {}, label));
  return leadsSomewhere(factId) ? svg("a", { href: `#${factId}`, tabindex: -1 }, mark) : mark;
}

/** Lines from top to bottom, with their numbers above. */
function uprights(scale, x, top, height, label) {
  return scale.map((tick) => [
    line("grid", x(tick), top - 12, x(tick), height), text(x(tick), top - 18, label(tick), "middle"),
  ]).flat();
}

function toldOf(point, unit = "") {
  const limits = point.limits ? ` (${point.limits})` : "";
  const value = `${modified(point.mod, group(point.obs_value))} ${unit}${point.planned ? ", planned" : ""}`;
  return `${point.region || ""} ${point.year}: ${value}${limits}`;
}

function overYears(series, region, width) {
  const { points, unit } = series;
  const [years, regions] = [distinct(points, "year"), distinct(points, "region")];
  const isFew = regions.length <= HUES;
  const height = Math.min(380, Math.max(240, width * 0.5));
  const [left, right, top, bottom] = [58, isFew ? 90 : 20, 14, 30];
  const scale = ticks(points.map((point) => +point.obs_value), 5);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const x = placed([first, last], left, width - right);
  const y = placed(scale, height - bottom, top);
  const drawn = picture(width, height, `${nameOfSeries(series)}, ${first} to ${last}`);
  for (const tick of scale)
    drawn.append(line("grid", left, y(tick), width - right, y(tick)),
      text(left - 8, y(tick) + 4, short(tick, shareUnit(unit)), "end"));
  const every = Math.ceil((last - first + 1) / Math.max(2, (width - left - right) / 52));
  for (let year = first; year <= last; year += every) drawn.append(text(x(year), height - 8, year, "middle"));

  const look = (name) => [
    isFew ? `hue-${regions.indexOf(name)}` : "", region && (name === region ? "strong" : "faint"),
  ].filter(Boolean).join(" ");
  // What is followed is drawn over the others, what was reached over plans.
  const over = (one, other) => (one.region === region) - (other.region === region);
  const reached = points.filter((point) => !point.planned).sort(over);
  const lines = grouped(reached, (point) => `${point.region} ${point.limits || ""}`).map(([, ends]) => ends);
  for (const ends of lines.sort((one, other) => over(one[0], other[0])))
    for (const [i, point] of ends.slice(1).entries()) {
      const gap = point.year - ends[i].year > 1 ? " gap" : "";
      drawn.append(line(`series ${look(point.region)}${gap}`,
        x(ends[i].year), y(+ends[i].obs_value), x(point.year), y(+point.obs_value)));
    }
  for (const point of [...points.filter(({ planned }) => planned).sort(over), ...reached]) {
    const name = `${point.planned ? "planned" : "actual"} ${look(point.region)}`;
    const mark = circle(name, x(point.year), y(+point.obs_value), point.planned ? 5.5 : 3.5);
    drawn.append(leads(point.fact_id, toldOf(point, unit), mark));
  }
  if (isFew) drawn.append(...endLabels(points, regions, y, width - right + 8));
  return drawn;
}

/** The names of lines at their ends, none over another. */
function endLabels(points, regions, y, x) {
  const ends = regions.map((name) => points.filter((point) => point.region === name).at(-1));
  ends.sort((one, other) => one.obs_value - other.obs_value);
  let free = Infinity;
  return ends.map((point) => {
    free = Math.min(y(+point.obs_value) + 4, free - 14);
    return text(x, free, point.region || "", "start", `end hue-${regions.indexOf(point.region)}`);
  });
}

/** The regions in the latest year of which most regions tell, the highest first. */
function overRegions(series, width) {
  const reached = series.points.filter((point) => !point.planned);
  const byYear = grouped(reached.length ? reached : series.points, (point) => point.year);
  const most = byYear[0][1].length;
  const year = Math.max(...byYear.filter(([, points]) => points.length === most).map(([told]) => told));
  const points = series.points.filter((point) => point.year === year);
  // A plan is a ring: what was reached may stand in it.
  const regions = grouped(points, (point) => point.region)
    .map(([name, here]) => [name, here.sort((one, other) => other.planned - one.planned)])
    .sort(([, one], [, other]) => other.at(-1).obs_value - one.at(-1).obs_value);
  const [left, right, top, step] = [Math.min(150, width * 0.34), 84, 40, 26];
  const height = top + step * regions.length + 6;
  const scale = ticks(points.map((point) => +point.obs_value), width < 500 ? 3 : 6);
  const x = placed(scale, left, width - right);
  const unit = shareUnit(series.unit);
  const drawn = picture(width, height, `${nameOfSeries(series)} by region in ${year}`);
  drawn.append(text(0, 14, year, "start", "strong"), ...uprights(scale, x, top, height, (tick) => short(tick, unit)));
  for (const [i, [name, here]] of regions.entries()) {
    const y = top + step * i + 8;
    drawn.append(text(left - 10, y + 4, name || "", "end"));
    for (const point of here) {
      const mark = circle(point.planned ? "planned" : "actual", x(+point.obs_value), y, point.planned ? 7 : 4);
      drawn.append(leads(point.fact_id, toldOf(point, series.unit), mark));
    }
    drawn.append(text(width - right + 12, y + 4, short(+here.at(-1).obs_value, unit)));
  }
  return drawn;
}

function dumbbells(name, found, width) {
  const [left, right, top, step] = [Math.min(150, width * 0.34), Math.min(150, width * 0.3), 30, 28];
  const height = top + step * found.length + 6;
  const values = found.flatMap((row) => [+row.planned_low, +row.planned_high, +row.reached]);
  const scale = ticks(values, width < 500 ? 2 : 5);
  const x = placed(scale, left, width - right);
  const unit = shareUnit(found[0].unit);
  const drawn = picture(width, height, `${name}: planned and reached by region`);
  drawn.append(...uprights(scale, x, top, height, (tick) => short(tick, unit)));
  for (const [i, row] of found.entries()) {
    const y = top + step * i + 8;
    const ends = [...new Set([row.planned_low, row.planned_high])];
    const aim = `${SIGNS[row.planned_mod] || ""}${ends.map((end) => short(+end)).join("–")}`;
    drawn.append(text(left - 10, y + 4, row.region || "", "end"),
      line("between", x(+row.planned_low), y, x(+row.reached), y),
      line("range", x(+row.planned_low), y, x(+row.planned_high), y));
    for (const end of ends) {
      const ring = circle("planned", x(+end), y, 7);
      drawn.append(leads(row.planned_fact_id, `${row.region}: planned ${plannedOf(row)}`, ring));
    }
    const mark = circle("actual", x(+row.reached), y, 4);
    drawn.append(leads(row.reached_fact_id, `${row.region}: reached ${group(row.reached)}`, mark),
      text(width - right + 12, y + 4, `${aim} → ${short(+row.reached, unit)}`));
  }
  return drawn;
}

const BARS = 60;

function growthBars(found, width) {
  const isCut = found.length > BARS;
  const shown = isCut ? [...found.slice(0, BARS / 2), ...found.slice(-BARS / 2)] : found;
  const [left, right, step] = [Math.min(330, width * 0.46), 84, 22];
  const height = step * shown.length + (isCut ? 28 : 8);
  // One that grew tenfold must not make hairs of all others.
  const sizes = found.map((fact) => Math.abs(signed(fact))).sort((one, other) => one - other);
  const most = Math.max(sizes[Math.floor((sizes.length - 1) * 0.95)] * 1.3, 1e-9);
  const bounded = (value) => Math.min(Math.max(value, -most), most);
  const values = [0, ...found.map((fact) => bounded(signed(fact)))];
  const x = placed([Math.min(...values), Math.max(...values)], left, width - right);
  const drawn = picture(width, height, "Growth rates by indicator");
  for (const [i, fact] of shown.entries()) {
    const y = step * i + 4;
    const value = signed(fact);
    const end = x(bounded(value));
    const bar = svg("rect", {
      class: value < 0 ? "fell" : "grew", x: Math.min(x(0), end), y: y + 2, width: Math.max(Math.abs(end - x(0)), 1),
      height: step - 8,
    });
    drawn.append(text(left - 8, y + 13, fitted(growthOf(fact), left - 10), "end"),
      leads(fact.id, `${growthOf(fact)}: ${value}%`, bar),
      text(Math.max(end, x(0)) + 6, y + 13, `${Math.abs(value) > most ? "» " : ""}${group(String(value))}%`));
  }
  drawn.append(line("zero", x(0), 0, x(0), step * shown.length));
  if (isCut)
    drawn.append(text(0, height - 4, `The ${BARS / 2} highest and the ${BARS / 2} lowest of ${number(found.length)}.`));
  return drawn;
}

function amounts(programs, width) {
  const values = programs.flatMap(([, found]) => found.map((row) => Math.log10(row.high)));
  const [lowest, highest] = [Math.floor(Math.min(...values)), Math.ceil(Math.max(...values))];
  const powers = Array.from({ length: Math.max(highest - lowest, 1) + 1 }, (_, i) => lowest + i);
  const [left, right, top, step] = [Math.min(210, width * 0.4), 26, 30, 24];
  const height = top + step * programs.length + 6;
  const x = placed(powers, left, width - right);
  const drawn = picture(width, height, "Amounts by programme");
  const marked = powers.filter((power, at) => at % (width < 500 ? 3 : 1) === 0);
  drawn.append(...uprights(marked, x, top, height, (power) => short(10 ** power)));
  for (const [i, [name, found]] of programs.entries()) {
    const y = top + step * i + 6;
    drawn.append(text(left - 10, y + 4, fitted(name, left - 10), "end"), line("grid", left, y, width - right, y));
    for (const row of found) {
      const label = [name, row.indicator, row.region, row.year, `${group(row.high)} 元`].filter(Boolean).join(" · ");
      drawn.append(leads(row.fact_id, label, circle("money", x(Math.log10(row.high)), y, 5)));
    }
  }
  return drawn;
}
