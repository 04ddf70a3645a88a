// What an opened row shows: the sentences that tell of the event, where they stand, and what was read from them.
import type { App } from "./app.ts";
import { type Account, type Details, NONE } from "./data.ts";
import { type Child, h } from "./dom.ts";
import * as format from "./format.ts";
import { name, t } from "./i18n.ts";
import { partyName } from "./places.ts";

export function details(app: App, row: number, words: Details): HTMLElement {
  const { events } = app;
  const { columns, partsOfDay, people, personRoles } = events.core;
  const part = columns.partOfDay[row];
  const date = [format.eventDate(events, row), part === NONE ? null : name("part", partsOfDay[part])].filter(Boolean).join(", ");
  const written = words.dateText ? `“${words.dateText}” (${name("basis", words.dateBasis)})` : name("basis", words.dateBasis);
  const attending = events.people(row).map(({ person, role }, at) =>
    h("li", {}, h("b", {}, people[person][1]), words.titles[at] ? `, ${words.titles[at]}` : "", ` (${name("role", personRoles[role])})`),
  );
  const sides = events.parties(row).map(({ party, role }) => h("li", {}, h("b", {}, partyName(events, party)), ` (${name("role", role)})`));
  const sums = events.amounts(row).map(({ value, currency }, at) => h("li", {}, format.exactSum(value, currency), words.amounts[at] ? ` “${words.amounts[at]}”` : ""));
  return h(
    "div",
    { class: "opened" },
    h("section", { class: "accounts", "aria-label": t("evidence") }, ...words.accounts.map((each) => account(each, words.trigger, words.accounts.length > 1))),
    h(
      "dl",
      { class: "facts" },
      ...fact(t("date"), date),
      ...fact(t("dateRead"), written),
      ...fact(t("place"), words.place),
      ...fact(t("sides"), list(sides)),
      ...fact(t("people"), list(attending)),
      ...fact(t("amounts"), list(sums)),
      ...fact(t("documents"), list(words.documents.map((text) => h("li", {}, text)))),
      ...fact(t("fields"), words.fields.map((field) => name("field", field)).join(", ") || null),
      ...fact(t("confidence"), `${columns.confidence[row]} %`),
      ...fact(t("id"), h("code", {}, words.id)),
    ),
  );
}

function account(told: Account, trigger: string, several: boolean): HTMLElement {
  const about = [told.publisher, told.published && format.moment(told.published), told.teaser && t("teaser"), several && name("status", told.status)];
  const link = safeLink(told.url);
  const heading = link ? h("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, told.title) : told.title;
  return h(
    "article",
    {},
    h("h4", {}, heading),
    h("p", { class: "about" }, about.filter(Boolean).join(" · "), link ? "" : h("span", { class: "uri" }, ` ${told.url}`)),
    ...told.evidence.map(([section, index, text]) =>
      h("blockquote", { class: "evidence" }, h("p", {}, ...marked(text, trigger)), h("cite", {}, name("section", section, index + 1))),
    ),
  );
}

/** A sentence with the words that name the event marked. */
function marked(text: string, trigger: string): Child[] {
  const at = trigger ? text.toLowerCase().indexOf(trigger.toLowerCase()) : -1;
  if (at < 0) return [text];
  const end = at + trigger.length;
  return [text.slice(0, at), h("mark", {}, text.slice(at, end)), text.slice(end)];
}

/** The address, where it is one that a page may lead to; null for all else, such as a file's path or a script. */
export function safeLink(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
}

function fact(label: string, value: Child): HTMLElement[] {
  return value ? [h("dt", {}, label), h("dd", {}, value)] : [];
}

function list(items: HTMLElement[]): HTMLElement | null {
  return items.length ? h("ul", {}, ...items) : null;
}
