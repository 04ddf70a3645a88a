// The filters: search, dates, provinces, person, types and statuses; below them what is in force, each with a way out.
import { type App, toggled, type Update } from "./app.ts";
import { NONE, plain, words } from "./data.ts";
import { type Child, h, put } from "./dom.ts";
import * as format from "./format.ts";
import { name, t } from "./i18n.ts";
import { regionName } from "./places.ts";
import { START } from "./state.ts";

const SUGGESTED = 40;
const COPIED_FOR = 1500;

export function controls(section: HTMLElement, app: App): Update {
  const search = h("input", { type: "search", id: "search", autocomplete: "off", input: () => app.set({ text: search.value }, true) });
  const from = h("input", { type: "date", id: "from", change: () => app.set({ from: from.value }) });
  const to = h("input", { type: "date", id: "to", change: () => app.set({ to: to.value }) });
  const person = personField(app);
  const province = provinceField(app);
  const types = chips("type", app.events.core.types, (type) => app.set({ types: toggled(app.state.types, type) }));
  const statuses = chips("status", app.events.core.statuses, (status) => app.set({ statuses: toggled(app.state.statuses, status) }));
  const active = h("div", { class: "active", id: "active" });
  put(
    section,
    h(
      "div",
      { class: "fields" },
      field("search", t("search"), search, "wide"),
      field("from", t("from"), from),
      field("to", t("to"), to),
      field("province", t("province"), province),
      field("person", t("person"), person.input, "", person.list),
    ),
    types.group,
    h("div", { class: "below" }, statuses.group, active),
  );
  return (found) => {
    const { state } = app;
    if (search !== document.activeElement) search.value = state.text;
    if (person.input !== document.activeElement) person.input.value = "";
    from.value = state.from;
    to.value = state.to;
    types.update(found.types, state.types);
    statuses.update(found.statuses, state.statuses);
    put(active, ...activeFilters(app), actions(app));
  };
}

function field(id: string, label: string, control: HTMLElement, kind = "", ...more: Child[]): HTMLElement {
  return h("div", { class: `field ${kind}` }, h("label", { for: id }, label), control, ...more);
}

function chips(set: "type" | "status", values: string[], toggle: (value: string) => void) {
  const counts = values.map(() => h("span", { class: "count" }));
  const buttons = values.map((value, at) =>
    h(
      "button",
      { type: "button", class: `chip ${set}-${value.toLowerCase()}`, "data-value": value, "aria-pressed": "false", click: () => toggle(value) },
      h("span", { class: "swatch", "aria-hidden": "true" }),
      name(set, value),
      " ",
      counts[at],
    ),
  );
  const update = (found: number[], chosen: string[]) =>
    buttons.forEach((button, at) => {
      button.setAttribute("aria-pressed", String(chosen.includes(values[at])));
      button.classList.toggle("none", !found[at]);
      put(counts[at], format.number(found[at]));
    });
  return { group: h("div", { class: `chips ${set}-chips`, role: "group", "aria-label": t(set) }, ...buttons), update };
}

function provinceField(app: App): HTMLSelectElement {
  const codes = [...new Set(app.events.regions.flat())].map((code) => ({ code, name: regionName(app.events, code) }));
  codes.sort((a, b) => a.name.localeCompare(b.name, "vi"));
  const groups = (["VN", "LA", "other"] as const).map((country) => {
    const inside = codes.filter(({ code }) => (/^(VN|LA)-/.test(code) ? code.slice(0, 2) : "other") === country);
    const options = inside.map(({ code, name }) => h("option", { value: code }, name));
    return options.length ? h("optgroup", { label: t(country === "other" ? "countries" : `country_${country}`) }, ...options) : null;
  });
  const select: HTMLSelectElement = h(
    "select",
    {
      id: "province",
      change: () => {
        const chosen = select.value;
        select.value = "";
        if (chosen && !app.state.provinces.includes(chosen)) app.set({ provinces: [...app.state.provinces, chosen] });
      },
    },
    h("option", { value: "" }, t("anyProvince")),
    ...groups,
  );
  return select;
}

/** A text field that offers the people whose names fit, with what they are, and takes the one that is chosen. */
function personField(app: App) {
  let options: ReturnType<typeof peopleWithOffices> | null = null;
  const list = h("datalist", { id: "people" });
  const choose = () => {
    options ??= peopleWithOffices(app);
    const id = options.find((option) => option.label === input.value)?.id;
    if (id) {
      input.value = "";
      app.set({ person: id });
      return;
    }
    const wanted = plain(words(input.value)).trimEnd();
    put(list, ...options.filter((option) => option.folded.includes(wanted)).slice(0, SUGGESTED).map(({ label }) => h("option", { value: label })));
  };
  const input: HTMLInputElement = h("input", {
    id: "person",
    list: "people",
    autocomplete: "off",
    placeholder: t("personHint"),
    input: choose,
    focus: choose,
    change: choose,
  });
  return { input, list };
}

function peopleWithOffices({ events }: App) {
  const { people, offices } = events.core;
  const office = people.map(() => NONE);
  const met = people.map(() => 0);
  for (let row = 0; row < events.count; row++) {
    for (const each of events.people(row)) {
      met[each.person]++;
      if (office[each.person] === NONE) office[each.person] = each.office;
    }
  }
  const order = people.map((_, at) => at).sort((a, b) => met[b] - met[a]);
  return order.map((at) => {
    const label = office[at] === NONE ? people[at][1] : `${people[at][1]} (${offices[office[at]]})`;
    return { id: people[at][0], label, folded: plain(words(label)) };
  });
}

function activeFilters(app: App): HTMLElement[] {
  const { state, events } = app;
  const out = (label: string, change: Partial<typeof state>) =>
    h(
      "button",
      { type: "button", class: "out", "aria-label": t("remove", label), click: () => app.set(change) },
      label,
      h("span", { "aria-hidden": "true" }, " ×"),
    );
  const person = events.personNumber.get(state.person);
  const filters = state.provinces.map((code) =>
    out(regionName(events, code), { provinces: state.provinces.filter((each) => each !== code) }),
  );
  if (state.person) filters.push(out(person === undefined ? state.person : events.core.people[person][1], { person: "" }));
  if (state.office) filters.push(out(state.office, { office: "" }));
  if (state.from || state.to) filters.push(out(`${state.from || "…"} – ${state.to || "…"}`, { from: "", to: "" }));
  return filters;
}

function actions(app: App): HTMLElement {
  const { sort, open, network, language } = app.state;
  const status = h("span", { role: "status" });
  const share = h("button", { type: "button", class: "quiet", click: () => copy(status) }, t("share"));
  const filtered = (Object.keys(START) as (keyof typeof START)[]).some(
    (key) => !["sort", "open", "network", "language"].includes(key) && String(app.state[key]) !== String(START[key]),
  );
  const clear = h("button", { type: "button", id: "clear", class: "quiet", disabled: !filtered, click: () => app.set({ ...START, sort, open, network, language }) }, t("clear"));
  return h("span", { class: "actions" }, clear, share, status);
}

async function copy(status: HTMLElement): Promise<void> {
  await navigator.clipboard.writeText(location.href);
  put(status, t("copied"));
  setTimeout(() => put(status), COPIED_FOR);
}
