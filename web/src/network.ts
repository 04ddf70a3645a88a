// Who takes part in one event with whom, by person or by office: the best connected as a drawing, and as a list.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { scaleSqrt } from "d3-scale";
import type { App, Update } from "./app.ts";
import { NONE, type Person } from "./data.ts";
import { h, put, s } from "./dom.ts";
import type { Found } from "./filter.ts";
import * as format from "./format.ts";
import { t } from "./i18n.ts";
import { ranking } from "./ranking.ts";

const NODES = 46;
const LABELLED = 18;
const LISTED = 12;
const CROWD = 30; // a longer list of names says little about who met whom
const WIDTH = 620;
const HEIGHT = 500;
const EDGE = 44;
const TICKS = 260;
const WIDEST = 1.5;
const LETTERS = 11.5; // pixels
const COUNTRIES = ["VN", "LA", "other"] as const;

type By = "people" | "offices";

interface Node {
  id: number;
  meetings: number;
  country: (typeof COUNTRIES)[number];
  x?: number;
  y?: number;
}

interface Link {
  source: number;
  target: number;
  count: number;
}

export function network(section: HTMLElement, app: App): Update {
  const toggles = (["people", "offices"] as By[]).map((by) =>
    h("button", { type: "button", class: "chip plainchip", "data-by": by, click: () => app.set({ network: by }) }, t(by === "people" ? "byPerson" : "byOffice")),
  );
  const drawing = s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": t("networkLabel"), id: "network-chart" });
  const legend = h("p", { class: "legend" }, ...COUNTRIES.flatMap((country) => [h("span", { class: `dot side-${country}` }), h("span", {}, t(`country_${country}`))]));
  const list = h("div", { id: "network-list" });
  put(
    section,
    h("div", { class: "headline" }, h("h2", {}, t("network")), h("div", { class: "chips", role: "group", "aria-label": t("network") }, ...toggles)),
    h("p", { class: "help" }, t("networkHelp")),
    h("div", { class: "above" }, h("figure", {}, drawing, legend), list),
  );
  return (found) => {
    const by: By = app.state.network === "offices" ? "offices" : "people";
    toggles.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.by === by)));
    const { nodes, links } = graph(app, found, by);
    const scale = Math.max(1, WIDTH / (drawing.clientWidth || WIDTH)); // what a small screen shrinks, its names must not
    put(drawing, ...draw(app, by, closest(nodes, links), links, scale));
    put(list, ...meetingsList(app, by, nodes));
  };
}

/** Everybody who met somebody, the best connected first, and how often each two met. */
function graph(app: App, found: Found, by: By): { nodes: Node[]; links: Link[] } {
  const nodes = new Map<number, Node>();
  const links = new Map<string, Link>();
  for (const row of found.rows) {
    const people = present(app, row, by);
    people.forEach((a, at) => {
      for (const b of people.slice(at + 1)) {
        if (a.id === b.id || (a.party !== NONE && a.party === b.party)) continue;
        const [source, target] = a.id < b.id ? [a.id, b.id] : [b.id, a.id];
        const key = `${source} ${target}`;
        const link = links.get(key) ?? { source, target, count: 0 };
        link.count++;
        links.set(key, link);
        for (const each of [a, b]) {
          const node = nodes.get(each.id) ?? { id: each.id, meetings: 0, country: countryOf(app, each.party) };
          node.meetings++;
          if (node.country === "other") node.country = countryOf(app, each.party);
          nodes.set(each.id, node);
        }
      }
    });
  }
  return { nodes: [...nodes.values()].sort((a, b) => b.meetings - a.meetings || a.id - b.id), links: [...links.values()] };
}

/** Those who met most often, two by two, the best connected first. */
function closest(nodes: Node[], links: Link[]): Node[] {
  const meetings = new Map(nodes.map((node) => [node.id, node.meetings]));
  const weight = ({ source, target, count }: Link) => count * 1e6 + meetings.get(source)! + meetings.get(target)!;
  const shown = new Set<number>();
  for (const { source, target } of links.toSorted((a, b) => weight(b) - weight(a) || a.source - b.source || a.target - b.target)) {
    if (shown.size >= NODES) break;
    shown.add(source).add(target);
  }
  return nodes.filter((node) => shown.has(node.id));
}

function present({ events }: App, row: number, by: By): { id: number; party: number }[] {
  const id = (person: Person) => (by === "people" ? person.person : person.office);
  const people = events.people(row).slice(0, CROWD).map((person) => ({ id: id(person), party: person.party }));
  return people.filter((each) => each.id !== NONE);
}

function countryOf({ events }: App, party: number): Node["country"] {
  const country = party === NONE ? null : events.core.parties[party][3];
  return country === "VN" || country === "LA" ? country : "other";
}

function draw(app: App, by: By, nodes: Node[], all: Link[], scale: number): SVGElement[] {
  const shown = new Set(nodes.map((node) => node.id));
  const links = all.filter((link) => shown.has(link.source) && shown.has(link.target));
  const radius = scaleSqrt([0, nodes[0]?.meetings ?? 1], [2.5, 15]);
  const width = scaleSqrt([0, Math.max(1, ...links.map((link) => link.count))], [0.4, 4]);
  place(nodes, links, (node) => radius(node.meetings));
  const at = new Map(nodes.map((node) => [node.id, node]));
  const lines = links.map(({ source, target, count }) => {
    const [a, b] = [at.get(source)!, at.get(target)!];
    const title = s("title", {}, `${label(app, by, source)} – ${label(app, by, target)}: ${format.number(count)}`);
    return s("line", { class: "link", x1: a.x, y1: a.y, x2: b.x, y2: b.y, "stroke-width": width(count).toFixed(2) }, title);
  });
  const dots = nodes.map((node) =>
    s(
      "circle",
      { class: `node side-${node.country}${chosen(app, by, node.id) ? " chosen" : ""}`, cx: node.x, cy: node.y, r: radius(node.meetings), click: () => choose(app, by, node.id) },
      s("title", {}, `${label(app, by, node.id)}: ${format.number(node.meetings)}`),
    ),
  );
  return [s("g", {}, ...lines), s("g", {}, ...dots), s("g", { class: "names", "aria-hidden": "true" }, ...names(app, by, nodes, radius, scale))];
}

/** Lays the nodes out: the forces are fixed and so is their order, so that the same events give the same picture. */
function place(nodes: Node[], links: Link[], radius: (node: Node) => number): void {
  const simulation = forceSimulation(nodes)
    .force("link", forceLink<Node, any>(links.map((link) => ({ ...link }))).id((node) => node.id).distance(70).strength(0.12))
    .force("charge", forceManyBody().strength(-130))
    .force("apart", forceCollide<Node>((node) => radius(node) + 9))
    .force("x", forceX(WIDTH / 2).strength(0.06))
    .force("y", forceY(HEIGHT / 2).strength(0.09))
    .stop();
  simulation.tick(TICKS);
  stretch(nodes, "x", EDGE, WIDTH - EDGE);
  stretch(nodes, "y", EDGE / 2, HEIGHT - EDGE / 2);
}

/** Spreads the nodes over the drawing, for few of them not too far. */
function stretch(nodes: Node[], axis: "x" | "y", low: number, high: number): void {
  const [least, most] = [Math.min(...nodes.map((node) => node[axis]!)), Math.max(...nodes.map((node) => node[axis]!))];
  const scale = Math.min(WIDEST, (high - low) / (most - least || 1));
  for (const node of nodes) node[axis] = Math.round((low + high) / 2 + (node[axis]! - (least + most) / 2) * scale);
}

/** The names of the best connected that do not run into a name already written. */
function names(app: App, by: By, nodes: Node[], radius: (meetings: number) => number, scale: number): SVGElement[] {
  const taken: { left: number; right: number; y: number }[] = [];
  return nodes.slice(0, LABELLED).flatMap((node) => {
    const text = shorten(label(app, by, node.id));
    const half = text.length * 3.1 * scale;
    const x = Math.min(Math.max(node.x!, half), WIDTH - half);
    const y = node.y! - radius(node.meetings) - 4;
    if (taken.some((other) => Math.abs(other.y - y) < 13 * scale && other.left < x + half && other.right > x - half)) return [];
    taken.push({ left: x - half, right: x + half, y });
    return [s("text", { x, y, "text-anchor": "middle", "font-size": LETTERS * scale }, text)];
  });
}

function shorten(text: string): string {
  return text.length > 30 ? `${text.slice(0, 29)}…` : text;
}

function label({ events }: App, by: By, id: number): string {
  return by === "people" ? events.core.people[id][1] : events.core.offices[id];
}

function chosen({ events, state }: App, by: By, id: number): boolean {
  return by === "people" ? events.core.people[id][0] === state.person : events.core.offices[id] === state.office;
}

function choose(app: App, by: By, id: number): void {
  const value = chosen(app, by, id) ? "" : by === "people" ? app.events.core.people[id][0] : app.events.core.offices[id];
  app.set(by === "people" ? { person: value } : { office: value });
}

function meetingsList(app: App, by: By, nodes: Node[]): HTMLElement[] {
  const rows = nodes.slice(0, LISTED).map(({ id, meetings }) => ({
    label: label(app, by, id),
    count: meetings,
    pressed: chosen(app, by, id),
    choose: () => choose(app, by, id),
  }));
  return ranking(t("topMeetings"), rows);
}
