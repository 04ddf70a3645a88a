// Events by month, stacked by type; what was only planned is hollow.
import { scaleLinear } from "d3-scale";
import type { App, Update } from "./app.ts";
import { dayOfIso, firstDay, isoDay, monthOf, NO_MONTH } from "./data.ts";
import { h, put, s } from "./dom.ts";
import type { Found } from "./filter.ts";
import * as format from "./format.ts";
import { name, t } from "./i18n.ts";

const HEIGHT = 220;
const MARGIN = { top: 12, right: 4, bottom: 24, left: 36 };
const NARROWEST = 5;
const YEAR_WIDTH = 32;
const WIDEST = 22;
const LONGEST = 240; // months; what is further away from the rest shares one bar at either end
const FUTURE = 24;

interface Bar {
  /** Events a type: those that took place, those only planned. */
  done: number[];
  planned: number[];
  total: number;
}

interface Axis {
  first: number;
  last: number;
}

export function timeline(section: HTMLElement, app: App): Update {
  const axis = axisOf(app);
  const chart = h("div", { class: "scroll", id: "timeline-chart" });
  const readout = h("p", { class: "readout", "aria-hidden": "true" });
  const note = h("p", { class: "note" });
  const figures = h("details", { class: "figures" });
  put(section, h("h2", {}, t("timeline")), h("p", { class: "help" }, t("timelineHelp")), chart, readout, note, figures);
  let shown: Found | null = null;
  let cursor = axis.last;
  let first = true;
  const redraw = () => {
    if (!shown) return;
    const bars = barsOf(app, shown, axis);
    put(chart, drawing(app, axis, bars, chart.clientWidth, readout, { get: () => cursor, set: (month) => (cursor = month) }));
    if (first) chart.scrollLeft = chart.scrollWidth;
    first = false;
    put(figures, h("summary", {}, t("timelineTable")), yearTable(app, shown));
    const left = shown.anyDate.reduce((count, row) => count + Number(app.events.month[row] === NO_MONTH), 0);
    put(note, left ? t("notInMonths", format.number(left)) : null);
  };
  new ResizeObserver(() => chart.firstElementChild?.getAttribute("data-for") !== String(chart.clientWidth) && redraw()).observe(chart);
  return (found) => {
    shown = found;
    redraw();
  };
}

function axisOf({ events }: App): Axis {
  const known = events.month.filter((month) => month !== NO_MONTH).sort();
  if (!known.length) return { first: 0, last: 0 };
  const now = events.core.asOf ? monthOf(Date.parse(events.core.asOf) / 86_400_000) : known[known.length - 1];
  const last = Math.max(Math.min(known[known.length - 1], now + FUTURE), known[0]);
  return { first: Math.max(known[0], last - LONGEST + 1), last };
}

function barsOf({ events }: App, found: Found, { first, last }: Axis): Bar[] {
  const { types, columns, statuses } = events.core;
  const planned = statuses.indexOf("PLANNED");
  const bars = Array.from({ length: last - first + 3 }, () => ({ done: types.map(() => 0), planned: types.map(() => 0), total: 0 }));
  for (const row of found.anyDate) {
    const month = events.month[row];
    if (month === NO_MONTH) continue;
    const bar = bars[Math.min(Math.max(month, first - 1), last + 1) - first + 1];
    (columns.status[row] === planned ? bar.planned : bar.done)[columns.type[row]]++;
    bar.total++;
  }
  return bars;
}

interface Cursor {
  get(): number;
  set(month: number): void;
}

function drawing(app: App, axis: Axis, bars: Bar[], width: number, readout: HTMLElement, cursor: Cursor): SVGElement {
  const months = bars.length;
  const pitch = Math.min(WIDEST, Math.max(NARROWEST, (width - MARGIN.left - MARGIN.right) / months));
  const full = Math.max(width, MARGIN.left + MARGIN.right + pitch * months);
  const x = (at: number) => MARGIN.left + at * pitch;
  const y = scaleLinear([0, Math.max(1, ...bars.map((bar) => bar.total))], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice(4);
  const mark = s("rect", { class: "cursor", y: MARGIN.top, height: HEIGHT - MARGIN.top - MARGIN.bottom, width: pitch, x: x(cursor.get() - axis.first + 1) });
  const surface = s("rect", { class: "surface", x: MARGIN.left, y: 0, width: pitch * months, height: HEIGHT });
  const svg = s(
    "svg",
    { width: full, height: HEIGHT, viewBox: `0 0 ${full} ${HEIGHT}`, "data-for": width },
    ...gridlines(y, full),
    ...yearMarks(axis, bars, x),
    ...selection(app, axis, x, pitch, months),
    ...app.events.core.types.flatMap((type, at) => segments(type, at, bars, x, y, pitch)),
    mark,
    surface,
  );
  const point = (at: number) => {
    cursor.set(at + axis.first - 1);
    mark.setAttribute("x", String(x(at)));
    const words = sentence(app, axis, bars[at], at, months);
    put(readout, words);
    surface.setAttribute("aria-valuenow", String(at));
    surface.setAttribute("aria-valuetext", words);
  };
  listen(app, axis, surface, months, (clientX) => Math.floor((clientX - svg.getBoundingClientRect().left - MARGIN.left) / pitch), point);
  return svg;
}

function segments(type: string, at: number, bars: Bar[], x: (at: number) => number, y: (value: number) => number, pitch: number) {
  const gap = pitch > 8 ? 2 : 1;
  const paths = { done: "", planned: "" };
  bars.forEach((bar, month) => {
    const below = sumTo(bar.done, at);
    const solid = bar.done[at];
    if (solid) paths.done += rectangle(x(month), y(below + solid), pitch - gap, y(below) - y(below + solid));
    const under = sumTo(bar.done, bar.done.length) + sumTo(bar.planned, at);
    const hollow = bar.planned[at];
    if (hollow) paths.planned += rectangle(x(month) + 0.6, y(under + hollow) + 0.6, pitch - gap - 1.2, Math.max(0.5, y(under) - y(under + hollow) - 1.2));
  });
  const colour = `type-${type.toLowerCase()}`;
  return [
    paths.done && s("path", { class: `bar ${colour}`, d: paths.done }, s("title", {}, name("type", type))),
    paths.planned && s("path", { class: `bar hollow ${colour}`, d: paths.planned }, s("title", {}, `${name("type", type)} (${t("planned")})`)),
  ].filter((path) => path !== "");
}

function rectangle(x: number, y: number, width: number, height: number): string {
  return `M${x.toFixed(1)},${y.toFixed(1)}h${width.toFixed(1)}v${height.toFixed(1)}h${(-width).toFixed(1)}z`;
}

function sumTo(values: number[], end: number): number {
  let sum = 0;
  for (let at = 0; at < end; at++) sum += values[at];
  return sum;
}

function gridlines(y: ReturnType<typeof scaleLinear<number, number>>, width: number) {
  return y.ticks(4).filter(Number.isInteger).flatMap((value) => [
    s("line", { class: "grid", x1: MARGIN.left, x2: width - MARGIN.right, y1: y(value), y2: y(value) }),
    s("text", { class: "tick", x: MARGIN.left - 6, y: y(value), dy: "0.35em", "text-anchor": "end" }, format.number(value)),
  ]);
}

function yearMarks({ first, last }: Axis, bars: Bar[], x: (at: number) => number) {
  const marks = [];
  const room = x(12) - x(0);
  const every = Math.ceil(44 / room);
  for (let month = first; month <= last; month++) {
    const year = 1970 + Math.floor(month / 12);
    if (month % 12 || year % every) continue;
    const at = x(month - first + 1);
    marks.push(s("line", { class: "year", x1: at, x2: at, y1: HEIGHT - MARGIN.bottom, y2: HEIGHT - MARGIN.bottom + 5 }));
    if (at + YEAR_WIDTH <= x(bars.length)) marks.push(s("text", { class: "tick", x: at + 2, y: HEIGHT - 6 }, year));
  }
  if (bars[0].total) marks.push(s("text", { class: "tick", x: x(0), y: MARGIN.top - 2 }, `← ${t("earlier")}`));
  if (bars[bars.length - 1].total) marks.push(s("text", { class: "tick", x: x(bars.length), y: MARGIN.top - 2, "text-anchor": "end" }, `${t("later")} →`));
  return marks;
}

/** Shades the months that the date filter takes in. */
function selection({ state }: App, { first }: Axis, x: (at: number) => number, pitch: number, months: number) {
  const [from, to] = [dayOfIso(state.from), dayOfIso(state.to)];
  if (from === null && to === null) return [];
  const left = from === null ? 0 : Math.max(0, monthOf(from) - first + 1);
  const right = to === null ? months : Math.min(months, monthOf(to) - first + 2);
  return right > left ? [s("rect", { class: "selection", x: x(left), y: 0, width: (right - left) * pitch, height: HEIGHT - MARGIN.bottom })] : [];
}

function sentence(app: App, { first }: Axis, bar: Bar, at: number, months: number): string {
  const label = at === 0 ? t("earlier") : at === months - 1 ? t("later") : format.month(first + at - 1);
  const planned = bar.planned.reduce((a, b) => a + b, 0);
  const kinds = app.events.core.types
    .map((type, kind) => ({ type, count: bar.done[kind] + bar.planned[kind] }))
    .filter(({ count }) => count)
    .sort((a, b) => b.count - a.count)
    .map(({ type, count }) => `${name("type", type)} ${format.number(count)}`);
  const head = `${label}: ${t("eventCount", format.number(bar.total))}`;
  return [planned ? `${head} (${t("plannedCount", format.number(planned))})` : head, ...kinds].join(" · ");
}

/** Mouse, touch and keys: point at a month, take one, or drag over several. */
function listen(app: App, axis: Axis, surface: SVGElement, months: number, monthAt: (x: number) => number, point: (at: number) => void): void {
  const inside = (at: number) => Math.min(Math.max(at, 0), months - 1);
  let at = months - 2;
  let pressed: number | null = null;
  const take = (a: number, b: number) => {
    const [low, high] = [Math.min(a, b) + axis.first - 1, Math.max(a, b) + axis.first - 1];
    const range = { from: low < axis.first ? "" : isoDay(firstDay(low)), to: high > axis.last ? "" : isoDay(firstDay(high + 1) - 1) };
    app.set(range.from === app.state.from && range.to === app.state.to ? { from: "", to: "" } : range);
  };
  for (const [key, value] of Object.entries({ tabindex: "0", role: "slider", "aria-label": t("timeline"), "aria-valuemin": "0", "aria-valuemax": String(months - 1) })) {
    surface.setAttribute(key, value);
  }
  surface.addEventListener("focus", () => point(at));
  surface.addEventListener("pointermove", (event) => point((at = inside(monthAt(event.clientX)))));
  surface.addEventListener("pointerdown", (event) => (pressed = inside(monthAt(event.clientX))));
  surface.addEventListener("pointercancel", () => (pressed = null));
  surface.addEventListener("pointerup", (event) => {
    if (pressed !== null) take(pressed, inside(monthAt(event.clientX)));
    pressed = null;
  });
  surface.addEventListener("keydown", (event) => {
    const moves: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, PageUp: at + 12, PageDown: at - 12, Home: 0, End: months - 1 };
    if (event.key in moves) point((at = inside(moves[event.key])));
    else if (event.key === "Enter" || event.key === " ") take(at, at);
    else return;
    event.preventDefault();
  });
}

function yearTable({ events }: App, found: Found): HTMLElement {
  const planned = events.core.statuses.indexOf("PLANNED");
  const years = new Map<number, [number, number]>();
  for (const row of found.anyDate) {
    if (!events.isDated(row)) continue;
    const year = events.year[row];
    const counts = years.get(year) ?? [0, 0];
    counts[0]++;
    counts[1] += Number(events.core.columns.status[row] === planned);
    years.set(year, counts);
  }
  const rows = [...years].sort(([a], [b]) => b - a);
  const head = h("tr", {}, h("th", { scope: "col" }, t("year")), h("th", { scope: "col" }, t("events")), h("th", { scope: "col" }, t("planned")));
  const body = rows.map(([year, [all, plans]]) =>
    h("tr", {}, h("th", { scope: "row" }, year), h("td", {}, format.number(all)), h("td", {}, format.number(plans))),
  );
  return h("table", { class: "plain" }, h("thead", {}, head), h("tbody", {}, ...body));
}
