// Sums of aid by donor, recipient and year, one table a currency.
import type { App, Update } from "./app.ts";
import { h, put } from "./dom.ts";
import type { Found } from "./filter.ts";
import * as format from "./format.ts";
import { t } from "./i18n.ts";
import { partyName } from "./places.ts";

const ROWS = 12;
const NO_YEAR = 0;

interface Line {
  donor: string;
  recipient: string;
  years: Map<number, number>;
  total: number;
}

export function aid(section: HTMLElement, app: App): Update {
  const tables = h("div", { id: "aid-tables" });
  const unpriced = h("p", { class: "note" });
  put(section, h("h2", {}, t("aid")), h("p", { class: "help" }, t("aidHelp")), tables, unpriced);
  let all = false;
  let shown: Found | null = null;
  const redraw = () => {
    if (!shown) return;
    const { currencies, without } = sums(app, shown);
    const drawn = [...currencies].sort(([a], [b]) => Number(b === "VND") - Number(a === "VND") || a.localeCompare(b));
    put(tables, ...drawn.map(([currency, lines]) => table(currency, [...lines.values()], all, expand)));
    if (!drawn.length) put(tables, h("p", { class: "note" }, t("nothing")));
    put(unpriced, without ? t("unpriced", format.number(without)) : null);
  };
  const expand = () => {
    all = true;
    redraw();
  };
  return (found) => {
    shown = found;
    redraw();
  };
}

function sums({ events }: App, found: Found) {
  const currencies = new Map<string, Map<string, Line>>();
  let without = 0;
  for (const row of found.rows) {
    if (events.type(row) !== "AID" || !["HELD", "ONGOING"].includes(events.status(row))) continue;
    const byCurrency = new Map<string, number[]>();
    for (const { value, currency } of events.amounts(row)) byCurrency.set(currency, [...(byCurrency.get(currency) ?? []), value]);
    if (!byCurrency.size) without++;
    const year = events.year[row];
    const [donor, recipient] = [sides(events, row, "DONOR"), sides(events, row, "RECIPIENT")];
    for (const [currency, values] of byCurrency) {
      const lines = currencies.get(currency) ?? new Map<string, Line>();
      currencies.set(currency, lines);
      const key = `${donor}\n${recipient}`;
      const line = lines.get(key) ?? { donor, recipient, years: new Map(), total: 0 };
      lines.set(key, line);
      const given = handedOver(values);
      line.years.set(year, (line.years.get(year) ?? 0) + given);
      line.total += given;
    }
  }
  return { currencies, without };
}

/** What an event gave: its sums together, unless the largest is the total of the others. */
function handedOver(values: number[]): number {
  const sum = values.reduce((a, b) => a + b, 0);
  const largest = Math.max(...values);
  return values.length > 2 && largest * 2 === sum ? largest : sum;
}

function sides(events: App["events"], row: number, role: string): string {
  const names = events.parties(row).filter((each) => each.role === role).map(({ party }) => partyName(events, party));
  return names.join(", ") || t("noDonor");
}

function table(currency: string, lines: Line[], all: boolean, expand: () => void): HTMLElement {
  lines.sort((a, b) => b.total - a.total || a.donor.localeCompare(b.donor, "vi") || a.recipient.localeCompare(b.recipient, "vi"));
  const years = [...new Set(lines.flatMap((line) => [...line.years.keys()]))].sort((a, b) => a - b);
  const shown = all ? lines : lines.slice(0, ROWS);
  const most = Math.max(...lines.flatMap((line) => [...line.years.values()]));
  const head = h(
    "tr",
    {},
    h("th", { scope: "col" }, t("donor")),
    h("th", { scope: "col" }, t("recipient")),
    h("th", { scope: "col", class: "sum" }, t("total")),
    ...years.toReversed().map((year) => h("th", { scope: "col", class: "sum" }, year === NO_YEAR ? t("noYear") : year)),
  );
  const rows = shown.map((line) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, line.donor),
      h("td", {}, line.recipient),
      cell(line.total, currency, 0, "total"),
      ...years.toReversed().map((year) => cell(line.years.get(year), currency, (line.years.get(year) ?? 0) / most)),
    ),
  );
  const yearSums = years.toReversed().map((year) => cell(lines.reduce((sum, line) => sum + (line.years.get(year) ?? 0), 0), currency, 0, "total"));
  const everything = cell(lines.reduce((sum, line) => sum + line.total, 0), currency, 0, "total");
  const foot = h("tr", {}, h("th", { scope: "row", colspan: 2 }, t("total")), everything, ...yearSums);
  const more = shown.length < lines.length ? h("button", { type: "button", class: "quiet", click: expand }, t("allRows", format.number(lines.length))) : null;
  const grid = h("table", { class: "plain aid" }, h("caption", {}, currency), h("thead", {}, head), h("tbody", {}, ...rows), h("tfoot", {}, foot));
  return h("div", {}, h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": `${t("aid")}, ${currency}` }, grid), more);
}

function cell(value: number | undefined, currency: string, share: number, kind = ""): HTMLElement {
  if (!value) return h("td", { class: "sum" });
  return h("td", { class: `sum ${kind}`, title: format.exactSum(value, currency), "--share": share.toFixed(3) }, format.sum(value, currency));
}
