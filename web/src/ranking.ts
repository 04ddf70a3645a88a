// A short list of names with their counts as bars; each is a button that filters.
import { h } from "./dom.ts";
import * as format from "./format.ts";
import { t } from "./i18n.ts";

export interface Ranked {
  label: string;
  count: number;
  pressed: boolean;
  choose(): void;
}

export function ranking(heading: string, rows: Ranked[]): HTMLElement[] {
  const most = Math.max(1, ...rows.map((row) => row.count));
  const items = rows.map(({ label, count, pressed, choose }) =>
    h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "ranked", "aria-pressed": String(pressed), click: choose, "--share": count / most },
        h("span", { class: "label" }, label),
        h("span", { class: "count" }, format.number(count)),
      ),
    ),
  );
  return [h("h3", {}, heading), items.length ? h("ol", { class: "ranking" }, ...items) : h("p", { class: "note" }, t("nothing"))];
}
