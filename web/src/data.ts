// The events as the report packed them: a core of columns, and chunks of details that are unpacked when they are wanted.

export interface Core {
  count: number;
  chunk: number;
  asOf: string | null;
  types: string[];
  statuses: string[];
  precisions: string[];
  partsOfDay: string[];
  partyKinds: string[];
  partyRoles: string[];
  personRoles: string[];
  parties: [id: string, name: string, kind: number, country: string | null][];
  people: [id: string, name: string][];
  offices: string[];
  places: [name: string, region: string | null, country: string | null][];
  dates: string[];
  currencies: string[];
  columns: {
    key: string[];
    type: number[];
    status: number[];
    start: (number | null)[];
    end: (number | null)[];
    date: number[];
    precision: number[];
    partOfDay: number[];
    place: number[];
    confidence: number[];
    parties: number[][];
    people: number[][];
    amounts: number[][];
  };
}

export interface Account {
  title: string;
  url: string;
  publisher: string | null;
  published: string | null;
  teaser: boolean;
  status: string;
  evidence: [section: string, index: number, text: string][];
}

export interface Details {
  id: string;
  trigger: string;
  summary: string;
  dateText: string | null;
  dateBasis: string;
  place: string | null;
  titles: string[];
  amounts: string[];
  documents: string[];
  fields: string[];
  accounts: Account[];
}

export interface Person {
  person: number;
  office: number;
  party: number;
  role: number;
}

export const NONE = -1;
export const NO_MONTH = -1;
const NO_DAY = -(2 ** 31);
const DAY = 86_400_000;
const LONGEST_IN_A_MONTH = 31;

export class Events {
  readonly count: number;
  /** Days since 1970; an event without a date has none. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Months since 1970 of events whose month is known, else NO_MONTH. */
  readonly month: Int32Array;
  /** The year of each event; 0 for one without a date. */
  readonly year: Int32Array;
  /** The provinces and countries that an event concerns: the province where it is, and the sides. */
  readonly regions: string[][];
  readonly personNumber: Map<string, number>;
  readonly rowOfKey: Map<string, number>;
  readonly haystacks: string[];
  private readonly details: (Details[] | undefined)[] = [];
  private readonly pending = new Map<number, Promise<void>>();

  constructor(readonly core: Core) {
    const { columns } = core;
    this.count = core.count;
    this.haystacks = new Array(core.count);
    this.start = Int32Array.from(columns.start, (day) => day ?? NO_DAY);
    this.end = Int32Array.from(columns.end, (day, row) => day ?? this.start[row]);
    this.month = this.start.map((day, row) => (this.hasMonth(row) ? monthOf(day) : NO_MONTH));
    this.year = this.start.map((day) => (day === NO_DAY ? 0 : 1970 + Math.floor(monthOf(day) / 12)));
    this.regions = columns.parties.map((_, row) => this.regionsOf(row));
    this.personNumber = new Map(core.people.map(([id], number) => [id, number]));
    this.rowOfKey = new Map(columns.key.map((key, row) => [key, row]));
  }

  type = (row: number) => this.core.types[this.core.columns.type[row]];
  status = (row: number) => this.core.statuses[this.core.columns.status[row]];
  precision = (row: number) => this.core.precisions[this.core.columns.precision[row]];
  isDated = (row: number) => this.start[row] !== NO_DAY;

  people(row: number): Person[] {
    const flat = this.core.columns.people[row];
    const people: Person[] = [];
    for (let at = 0; at < flat.length; at += 4) people.push({ person: flat[at], office: flat[at + 1], party: flat[at + 2], role: flat[at + 3] });
    return people;
  }

  parties(row: number): { party: number; role: string }[] {
    const flat = this.core.columns.parties[row];
    const parties: { party: number; role: string }[] = [];
    for (let at = 0; at < flat.length; at += 2) parties.push({ party: flat[at], role: this.core.partyRoles[flat[at + 1]] });
    return parties;
  }

  amounts(row: number): { value: number; currency: string }[] {
    const flat = this.core.columns.amounts[row];
    const amounts: { value: number; currency: string }[] = [];
    for (let at = 0; at < flat.length; at += 2) amounts.push({ value: flat[at], currency: this.core.currencies[flat[at + 1]] });
    return amounts;
  }

  /** The words of an event, once its chunk is unpacked. */
  detail(row: number): Details | undefined {
    return this.details[Math.floor(row / this.core.chunk)]?.[row % this.core.chunk];
  }

  /** Unpacks the chunk that holds `row`. */
  load(row: number): Promise<void> {
    const chunk = Math.floor(row / this.core.chunk);
    const known = this.pending.get(chunk);
    if (known) return known;
    const loading = parsed.then(() => unpack<Details[]>(`details-${chunk}`)).then((details) => {
      this.details[chunk] = details;
      details.forEach((detail, at) => (this.haystacks[chunk * this.core.chunk + at] = plain(this.words(detail, chunk * this.core.chunk + at))));
    });
    this.pending.set(chunk, loading);
    return loading;
  }

  /** The words of all that a search looks at in an event. */
  words(detail: Details, row: number): string {
    const { parties, people, places, columns } = this.core;
    const place = columns.place[row];
    return words([
      detail.trigger,
      detail.summary,
      ...detail.accounts.flatMap((account) => [account.title, account.publisher ?? ""]),
      ...this.parties(row).map(({ party }) => parties[party][1]),
      ...this.people(row).map(({ person }) => people[person][1]),
      place === NONE ? "" : places[place][0],
    ].join("\n"));
  }

  private hasMonth(row: number): boolean {
    const precision = this.precision(row);
    if (!this.isDated(row) || precision === "YEAR" || precision === "QUARTER") return false;
    return this.end[row] - this.start[row] <= LONGEST_IN_A_MONTH;
  }

  private regionsOf(row: number): string[] {
    const { parties, places, partyKinds, columns } = this.core;
    const place = columns.place[row];
    const region = place === NONE ? null : places[place][1];
    const codes = region ? [region] : [];
    for (const { party } of this.parties(row)) {
      const [id, , kind] = parties[party];
      if (["PROVINCE", "COUNTRY"].includes(partyKinds[kind]) && !codes.includes(id)) codes.push(id);
    }
    return codes;
  }
}

/** The words of a text with one space before, between and after: what a search looks at. */
export function words(text: string): string {
  return ` ${text.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
}

/** Text as a careless search writes it, without tone and vowel marks. */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");
}

export function monthOf(day: number): number {
  const date = new Date(day * DAY);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

export function firstDay(month: number): number {
  return Date.UTC(1970 + Math.floor(month / 12), ((month % 12) + 12) % 12) / DAY;
}

/** `2021-12-18` for a day since 1970. */
export function isoDay(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

export function dayOfIso(text: string): number | null {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? null : time / DAY;
}

/** The chunks stand behind the script, so that what needs none of them is drawn before the browser has read them all. */
const parsed = new Promise<void>((done) => {
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => done());
  else done();
});

/** The JSON in one of the page's compressed blocks. */
export async function unpack<T>(id: string): Promise<T> {
  const letters = atob(document.getElementById(id)!.textContent!);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(plain).text());
}
