// Vietnam and Laos: provinces shaded by their events, arcs between the sides of one event, and both as lists.
import { geoMercator, geoPath } from "d3-geo";
import { scaleSqrt } from "d3-scale";
import { type App, toggled, type Update } from "./app.ts";
import { h, put, s } from "./dom.ts";
import type { Found } from "./filter.ts";
import * as format from "./format.ts";
import { t } from "./i18n.ts";
import { centre, COUNTRIES, FRAME, ISLANDS, LAND, regionName, PROVINCES } from "./places.ts";
import { ranking } from "./ranking.ts";

const WIDTH = 460;
const HEIGHT = 640;
const ARCS = 60;
const LISTED = 10;
const STEPS = 5;

interface Pair {
  a: string;
  b: string;
  count: number;
}

export function map(section: HTMLElement, app: App): Update {
  const projection = geoMercator().fitExtent([[8, 8], [WIDTH - 8, HEIGHT - 8]], FRAME);
  const path = geoPath(projection);
  const shapes = PROVINCES.map((shape) => {
    const code = String(shape.id);
    const title = s("title");
    const outline = s("path", { class: "province", d: path(shape), "data-code": code, click: () => choose(app, code) }, title);
    return { code, title, outline };
  });
  const arcs = s("g", { class: "arcs" });
  const provinces = h("div", { id: "provinces-list" });
  const pairs = h("div", { id: "pairs-list" });
  const land = s("g", { "aria-hidden": "true" }, s("path", { class: "land", d: path(LAND) }), s("path", { class: "border", d: path(COUNTRIES) }));
  const islands = ISLANDS.map((shape) => s("path", { class: "island", d: path(shape) }));
  const drawing = s(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": t("mapLabel"), id: "map-chart" },
    land,
    ...islands,
    ...shapes.map(({ outline }) => outline),
    arcs,
  );
  const legend = h("p", { class: "legend" });
  put(
    section,
    h("h2", {}, t("map")),
    h("p", { class: "help" }, t("mapHelp")),
    h("div", { class: "beside" }, h("figure", {}, drawing, legend), h("div", {}, provinces, pairs)),
  );
  return (found) => {
    const counts = regionCounts(app, found);
    const most = Math.max(1, ...counts.values());
    const shade = scaleSqrt([0, most], [0, STEPS]);
    for (const { code, title, outline } of shapes) {
      const count = counts.get(code) ?? 0;
      outline.setAttribute("data-shade", String(Math.ceil(shade(count))));
      outline.classList.toggle("chosen", app.state.provinces.includes(code));
      put(title, `${regionName(app.events, code)}: ${t("eventCount", format.number(count))}`);
    }
    const met = pairsOf(app, found);
    put(arcs, ...arcsOf(app, met, projection));
    put(legend, ...legendOf(most));
    put(provinces, ...provinceList(app, counts));
    put(pairs, ...pairList(app, met));
  };
}

function choose(app: App, code: string): void {
  app.set({ provinces: toggled(app.state.provinces, code) });
}

function regionCounts({ events }: App, found: Found): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of found.anyProvince) {
    for (const code of events.regions[row]) {
      if (code.includes("-")) counts.set(code, (counts.get(code) ?? 0) + 1);
    }
  }
  return counts;
}

/** Sides that can be placed on the map and take part in one event, by how often they do, the most often first. */
function pairsOf({ events }: App, found: Found): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const row of found.rows) {
    const ids = events.parties(row).map(({ party }) => events.core.parties[party][0]);
    const codes = [...new Set(ids)].filter((id) => centre(id)).sort();
    codes.forEach((a, at) => {
      for (const b of codes.slice(at + 1)) {
        if (b.startsWith(`${a}-`)) continue; // a country and its own province
        const key = `${a} ${b}`;
        const pair = pairs.get(key) ?? { a, b, count: 0 };
        pair.count++;
        pairs.set(key, pair);
      }
    });
  }
  return [...pairs.values()].sort((x, y) => y.count - x.count || x.a.localeCompare(y.a) || x.b.localeCompare(y.b));
}

function arcsOf(app: App, pairs: Pair[], projection: ReturnType<typeof geoMercator>): SVGElement[] {
  const shown = pairs.slice(0, ARCS);
  const width = scaleSqrt([0, shown[0]?.count ?? 1], [0.4, 3.6]);
  return shown.toReversed().map(({ a, b, count }) => {
    const [x1, y1] = projection(centre(a)!)!;
    const [x2, y2] = projection(centre(b)!)!;
    const bend = 0.22;
    const [cx, cy] = [(x1 + x2) / 2 + (y2 - y1) * bend, (y1 + y2) / 2 - (x2 - x1) * bend];
    const title = s("title", {}, `${regionName(app.events, a)} – ${regionName(app.events, b)}: ${format.number(count)}`);
    return s("path", { class: "arc", d: `M${x1},${y1}Q${cx},${cy} ${x2},${y2}`, "stroke-width": width(count).toFixed(2) }, title);
  });
}

function legendOf(most: number): HTMLElement[] {
  const steps = Array.from({ length: STEPS }, (_, at) => h("span", { class: "step", "data-shade": at + 1 }));
  return [h("span", {}, "1"), ...steps, h("span", {}, t("eventCount", format.number(most)))];
}

function provinceList(app: App, counts: Map<string, number>): HTMLElement[] {
  const ranked = [...counts].sort(([a, x], [b, y]) => y - x || a.localeCompare(b)).slice(0, LISTED);
  const rows = ranked.map(([code, count]) => ({
    label: regionName(app.events, code),
    count,
    pressed: app.state.provinces.includes(code),
    choose: () => choose(app, code),
  }));
  return ranking(t("topProvinces"), rows);
}

function pairList(app: App, pairs: Pair[]): HTMLElement[] {
  const rows = pairs.slice(0, LISTED).map(({ a, b, count }) => {
    const pressed = app.state.provinces.includes(a) && app.state.provinces.includes(b);
    return {
      label: `${regionName(app.events, a)} – ${regionName(app.events, b)}`,
      count,
      pressed,
      choose: () => app.set({ provinces: pressed ? [] : [a, b] }),
    };
  });
  return ranking(t("topPairs"), rows);
}
