// The events one by one. Only the rows in sight are in the page; an opened row has its own height.
import { type App, toggled, type Update } from "./app.ts";
import { type Events, NONE } from "./data.ts";
import { details } from "./details.ts";
import { h, put } from "./dom.ts";
import type { Found } from "./filter.ts";
import * as format from "./format.ts";
import { name, t, type Word } from "./i18n.ts";
import { partyName } from "./places.ts";

const BEYOND = 6; // rows drawn outside the sight, so that scrolling shows no gap
const PRINTED = 200;
const GUESS = 320; // an opened row before it is measured, in pixels
const COLUMNS: Word[] = ["date", "type", "status", "event", "sides", "place", "confidence"];
const SORTABLE = new Set<string>(["date", "type", "status", "place", "confidence"]);

export function table(section: HTMLElement, app: App): Update {
  const view = new Table(app, section);
  return (found) => view.show(found);
}

class Table {
  private rows: Int32Array = new Int32Array();
  private sorted: { found: Found | null; sort: string } = { found: null, sort: "" };
  private opened: number[] = []; // places in `rows`, ascending
  private printing = false;
  private fresh = true; // then the first opened row is brought into sight: the view may come from an address
  private readonly heights = new Map<number, number>();
  private readonly head = h("div", { role: "row", class: "row head" });
  private readonly body = h("div", { role: "rowgroup", class: "body" });
  private readonly frame: HTMLElement;
  private readonly note = h("p", { class: "note print-only" });
  private readonly measure = new ResizeObserver((entries) => this.measured(entries));

  constructor(
    private readonly app: App,
    section: HTMLElement,
  ) {
    const grid = h("div", { role: "table", id: "grid", "aria-label": t("table") }, h("div", { role: "rowgroup", class: "heads" }, this.head), this.body);
    this.frame = h("div", { class: "frame", id: "frame", scroll: () => this.draw(), keydown: (event: KeyboardEvent) => this.key(event) }, grid);
    put(section, h("h2", {}, t("table")), this.frame, this.note);
    new ResizeObserver(() => this.draw()).observe(this.frame);
    addEventListener("beforeprint", () => this.print(true));
    addEventListener("afterprint", () => this.print(false));
  }

  show(found: Found): void {
    const { sort, open } = this.app.state;
    if (this.sorted.found !== found || this.sorted.sort !== sort) {
      this.rows = inOrder(this.app.events, found.rows, sort);
      if (this.sorted.found && this.sorted.found.rows.length !== found.rows.length) this.frame.scrollTop = 0;
      this.sorted = { found, sort };
    }
    const wanted = new Set(open.map((key) => this.app.events.rowOfKey.get(key)));
    this.opened = [];
    if (open.length) this.rows.forEach((row, at) => wanted.has(row) && this.opened.push(at));
    put(this.head, ...COLUMNS.map((column) => this.heading(column)));
    this.frame.querySelector("[role=table]")!.setAttribute("aria-rowcount", String(this.rows.length + 1));
    this.draw();
    if (this.fresh && this.opened.length) this.frame.scrollTop = this.top(this.opened[0]);
    this.fresh = false;
  }

  private heading(column: Word): HTMLElement {
    const label = t(column);
    if (!SORTABLE.has(column)) return h("div", { role: "columnheader", class: `cell ${column}` }, label);
    const { sort } = this.app.state;
    const down = sort === `-${column}`;
    const order = down ? "descending" : sort === column ? "ascending" : "none";
    const next = order === "none" ? (column === "date" || column === "confidence" ? `-${column}` : column) : down ? column : `-${column}`;
    const arrow = h("span", { class: "arrow", "aria-hidden": "true" }, { descending: "↓", ascending: "↑", none: "" }[order]);
    const button = h("button", { type: "button", "data-sort": column, click: () => this.app.set({ sort: next }) }, label, arrow);
    return h("div", { role: "columnheader", class: `cell ${column}`, "aria-sort": order }, button);
  }

  private rowHeight(): number {
    return parseFloat(getComputedStyle(this.frame).getPropertyValue("--row"));
  }

  private top(at: number): number {
    const above = this.opened.filter((each) => each < at);
    return at * this.rowHeight() + above.reduce((sum, each) => sum + this.heightOf(each), 0);
  }

  private heightOf(at: number): number {
    return this.heights.get(this.rows[at]) ?? GUESS;
  }

  /** The place in the list of the row at this height. */
  private placeAt(y: number): number {
    const height = this.rowHeight();
    let above = 0;
    for (const at of this.opened) {
      if ((at + 1) * height + above > y) break;
      if ((at + 1) * height + above + this.heightOf(at) > y) return at;
      above += this.heightOf(at);
    }
    return Math.max(0, Math.floor((y - above) / height));
  }

  private draw(): void {
    const { scrollTop, clientHeight } = this.frame;
    const first = this.printing ? 0 : Math.max(0, this.placeAt(scrollTop) - BEYOND);
    const last = this.printing ? Math.min(PRINTED, this.rows.length) : Math.min(this.rows.length, this.placeAt(scrollTop + clientHeight) + BEYOND);
    const focused = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>(".body .row")?.dataset.key;
    this.measure.disconnect();
    const drawn = [];
    for (let at = first; at < last; at++) {
      drawn.push(this.row(at));
      if (this.opened.includes(at)) drawn.push(this.detail(at));
    }
    this.body.style.height = `${this.top(this.rows.length)}px`;
    put(this.body, ...drawn);
    if (!this.rows.length) put(this.body, h("div", { role: "row" }, h("div", { role: "cell", class: "note" }, t("nothing"))));
    if (focused) this.focus(focused);
  }

  private focus(key: string): void {
    this.body.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"] button`)?.focus({ preventScroll: true });
  }

  private row(at: number): HTMLElement {
    const { events, state } = this.app;
    const row = this.rows[at];
    const key = events.core.columns.key[row];
    const words = events.detail(row);
    if (!words) void events.load(row).then(() => this.draw());
    const [type, status] = [events.type(row), events.status(row)];
    const expanded = this.opened.includes(at);
    const place = events.core.columns.place[row];
    const toggle = () => this.app.set({ open: toggled(state.open, key) });
    const sides = [...new Set(events.parties(row).map(({ party }) => partyName(events, party)))].join(" – ");
    const element = h(
      "div",
      { role: "row", class: `row${expanded ? " open" : ""}`, "data-key": key, "aria-rowindex": at + 2, click: (event: Event) => event.target instanceof HTMLAnchorElement || toggle() },
      h("div", { role: "cell", class: "cell date" }, h("button", { type: "button", "aria-expanded": String(expanded) }, format.eventDate(events, row))),
      h("div", { role: "cell", class: `cell type type-${type.toLowerCase()} status-${status.toLowerCase()}` }, h("span", { class: "swatch", "aria-hidden": "true" }), name("type", type), unless("HELD", status)),
      h("div", { role: "cell", class: `cell status status-${status.toLowerCase()}` }, name("status", status)),
      h("div", { role: "cell", class: "cell event" }, h("span", { class: "clamp" }, words?.summary ?? "…")),
      h("div", { role: "cell", class: "cell sides" }, h("span", { class: "clamp" }, sides)),
      h("div", { role: "cell", class: "cell place" }, h("span", { class: "clamp" }, place === NONE ? "" : events.core.places[place][0])),
      h("div", { role: "cell", class: "cell confidence" }, `${events.core.columns.confidence[row]} %`),
    );
    element.style.top = `${this.top(at)}px`;
    return element;
  }

  private detail(at: number): HTMLElement {
    const row = this.rows[at];
    const words = this.app.events.detail(row);
    const element = h(
      "div",
      { role: "row", class: "row detail", "data-row": row },
      h("div", { role: "cell", "aria-colspan": COLUMNS.length, class: "cell" }, words ? details(this.app, row, words) : "…"),
    );
    element.style.top = `${this.top(at) + this.rowHeight()}px`;
    if (words) this.measure.observe(element);
    return element;
  }

  private measured(entries: ResizeObserverEntry[]): void {
    let changed = false;
    for (const { target } of entries) {
      const row = Number((target as HTMLElement).dataset.row);
      const height = (target as HTMLElement).offsetHeight;
      if (height && this.heights.get(row) !== height) {
        this.heights.set(row, height);
        changed = true;
      }
    }
    if (changed) this.draw();
  }

  /** Up and down go from row to row. */
  private key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const current = (event.target as HTMLElement).closest<HTMLElement>(".body .row:not(.detail)");
    if (!step || !current) return;
    event.preventDefault();
    const at = Number(current.getAttribute("aria-rowindex")) - 2 + step;
    if (at < 0 || at >= this.rows.length) return;
    const [top, height] = [this.top(at), this.rowHeight()];
    const { scrollTop, clientHeight } = this.frame;
    if (top < scrollTop) this.frame.scrollTop = top;
    if (top + height * 2 > scrollTop + clientHeight) this.frame.scrollTop = top + height * 2 - clientHeight;
    this.draw();
    this.focus(this.app.events.core.columns.key[this.rows[at]]);
  }

  private print(on: boolean): void {
    this.printing = on;
    put(this.note, on && this.rows.length > PRINTED ? t("printed", format.number(PRINTED), format.number(this.rows.length)) : null);
    this.draw();
  }
}

/** The status beside the type, where the screen has no room for a column of its own and it is not the usual one. */
function unless(usual: string, status: string): HTMLElement | null {
  return status === usual ? null : h("span", { class: "also" }, `(${name("status", status)})`);
}

/** `rows` sorted; they come with the latest first, and among equals stay so. */
function inOrder(events: Events, rows: Int32Array, sort: string): Int32Array {
  const down = sort.startsWith("-");
  const key = sortKey(events, sort.replace("-", ""));
  const sign = down ? -1 : 1;
  return Int32Array.from(rows).sort((a, b) => sign * (key[a] - key[b]) || a - b);
}

function sortKey(events: Events, column: string): ArrayLike<number> {
  const { columns, types, statuses, places } = events.core;
  if (column === "confidence") return columns.confidence;
  if (column === "status") return ranks(statuses.map((each) => name("status", each)), columns.status);
  if (column === "type") return ranks(types.map((each) => name("type", each)), columns.type);
  if (column === "place") return ranks(places.map(([each]) => each), columns.place);
  return events.start;
}

/** For each row the rank of its name in the alphabet; rows without one come last. */
function ranks(names: string[], column: number[]): Int32Array {
  const collator = new Intl.Collator("vi");
  const order = names.map((_, at) => at).sort((a, b) => collator.compare(names[a], names[b]));
  const rank = new Int32Array(names.length);
  order.forEach((at, place) => (rank[at] = place));
  return Int32Array.from(column, (at) => (at === NONE ? names.length : rank[at]));
}
