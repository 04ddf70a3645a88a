// Opens the data, reads the address, and keeps the views in step with it.
import { aid } from "./aid.ts";
import type { App, Update, View } from "./app.ts";
import { controls } from "./controls.ts";
import { type Core, Events, unpack } from "./data.ts";
import { byId, h, put } from "./dom.ts";
import { find } from "./filter.ts";
import * as format from "./format.ts";
import { browserLanguage, type Language, language, speak, t } from "./i18n.ts";
import { map } from "./map.ts";
import { network } from "./network.ts";
import { fromFragment, START, type State, toFragment } from "./state.ts";
import { table } from "./table.ts";
import { timeline } from "./timeline.ts";

const VIEWS: Record<string, View> = { controls, timeline, map, network, aid, table };
const LATER = ["map", "network", "aid"]; // what stands below the first screen is drawn after it
const A_FRAME = 30; // milliseconds
const LOOKS = new Set<keyof State>(["open", "network", "language", "sort"]);

class Page implements App {
  state: State = START;
  private updates: Record<string, Update> = {};
  private found = null as ReturnType<typeof find> | null;
  private read = 0;
  private started = false;

  constructor(readonly events: Events) {
    addEventListener("popstate", () => this.restore());
    this.restore();
    void this.drawLater().then(() => this.readAll());
  }

  set(change: Partial<State>, typing = false): void {
    const before = this.state;
    this.state = { ...before, ...change };
    const address = `#${toFragment(this.state)}`;
    if (typing) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    this.refresh(Object.keys(change) as (keyof State)[]);
  }

  private restore(): void {
    this.state = fromFragment(location.hash);
    this.refresh(["language", "text"]);
  }

  private refresh(changed: (keyof State)[]): void {
    if (changed.includes("language")) this.build();
    const filtered = !this.found || changed.some((key) => !LOOKS.has(key));
    if (filtered) this.found = find(this.events, this.state);
    const looks: (keyof State | string)[] = changed.includes("network") ? ["network"] : ["table"];
    for (const [view, update] of Object.entries(this.updates)) {
      if (!this.started && LATER.includes(view)) continue;
      if (filtered || changed.includes("language") || looks.includes(view)) update(this.found!);
    }
    this.count();
  }

  private async drawLater(): Promise<void> {
    for (const view of LATER) {
      await new Promise((next) => setTimeout(next, A_FRAME));
      this.updates[view](this.found!);
    }
    this.started = true;
  }

  /** Builds all views anew, in the language of the state. */
  private build(): void {
    const wanted = this.state.language as Language;
    speak(wanted === "vi" || wanted === "en" ? wanted : browserLanguage());
    document.documentElement.lang = language();
    document.title = t("title");
    put(byId("title"), t("title"));
    put(byId("lead"), t("lead"));
    put(byId("skip"), t("skip"));
    put(byId("about-title"), t("about"));
    put(byId("about-text"), t("aboutText"), this.events.core.asOf ? ` ${t("asOf", format.moment(this.events.core.asOf))}.` : "");
    put(byId("licences-title"), t("licences"));
    byId("controls").setAttribute("aria-label", t("filters"));
    put(byId("languages"), ...(["vi", "en"] as const).map((each) => this.languageButton(each)));
    this.updates = Object.fromEntries(Object.entries(VIEWS).map(([name, view]) => [name, view(byId(name), this)]));
  }

  private languageButton(each: Language): HTMLElement {
    const label = { vi: "Tiếng Việt", en: "English" }[each];
    const pressed = String(each === language());
    return h("button", { type: "button", lang: each, "data-language": each, "aria-pressed": pressed, click: () => this.set({ language: each }) }, label);
  }

  private count(): void {
    const words = t("shown", format.number(this.found!.rows.length), format.number(this.events.count));
    const reading = this.state.text && this.read < 1 ? `, ${t("searching", Math.floor(this.read * 100))}` : "";
    put(byId("count"), words + reading);
  }

  /** Unpacks the words chunk by chunk behind what is already shown, for searches. */
  private async readAll(): Promise<void> {
    const { chunk } = this.events.core;
    for (let row = 0; row < this.events.count; row += chunk) {
      await this.events.load(row);
      await new Promise((next) => setTimeout(next));
      this.read = Math.min(1, (row + chunk) / this.events.count);
    }
    this.read = 1;
    document.documentElement.dataset.read = "all";
    if (this.state.text) this.refresh(["text"]);
  }
}

async function open(): Promise<void> {
  if (typeof DecompressionStream === "undefined" || !Array.prototype.toReversed || !("canParse" in URL)) {
    speak(browserLanguage());
    put(byId("count"), t("tooOld"));
    return;
  }
  const page = new Page(new Events(await unpack<Core>("core")));
  if (page.state.open.length) byId("table").scrollIntoView();
  document.documentElement.dataset.ready = "yes";
}

void open();
