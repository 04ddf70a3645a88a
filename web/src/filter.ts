// Which events fit the filters, and how many would if one filter were lifted: each view leaves its own filter out.
import { dayOfIso, type Events, plain, words } from "./data.ts";
import type { State } from "./state.ts";

export interface Found {
  /** Rows that fit all filters. */
  rows: Int32Array;
  /** Rows that fit all filters but the dates: the timeline. */
  anyDate: Int32Array;
  /** Rows that fit all filters but the provinces: the map. */
  anyProvince: Int32Array;
  /** Events a type, and a status, if that filter were lifted. */
  types: number[];
  statuses: number[];
}

const TYPE = 1;
const STATUS = 2;
const DATE = 4;
const PROVINCE = 8;
const OTHER = 16;

export function find(events: Events, state: State): Found {
  const misses = missing(events, state);
  const { columns, types, statuses } = events.core;
  const counts = { types: types.map(() => 0), statuses: statuses.map(() => 0) };
  const rows = new Int32Array(events.count);
  const anyDate = new Int32Array(events.count);
  const anyProvince = new Int32Array(events.count);
  const sizes = { rows: 0, anyDate: 0, anyProvince: 0 };
  for (let row = 0; row < events.count; row++) {
    const missed = misses(row);
    if (!missed) rows[sizes.rows++] = row;
    if (!(missed & ~DATE)) anyDate[sizes.anyDate++] = row;
    if (!(missed & ~PROVINCE)) anyProvince[sizes.anyProvince++] = row;
    if (!(missed & ~TYPE)) counts.types[columns.type[row]]++;
    if (!(missed & ~STATUS)) counts.statuses[columns.status[row]]++;
  }
  return {
    rows: rows.subarray(0, sizes.rows),
    anyDate: anyDate.subarray(0, sizes.anyDate),
    anyProvince: anyProvince.subarray(0, sizes.anyProvince),
    ...counts,
  };
}

/** For a row, the filters that it fails, as bits. */
function missing(events: Events, state: State): (row: number) => number {
  const { columns, types, statuses, offices } = events.core;
  const wantedTypes = types.map((type) => !state.types.length || state.types.includes(type));
  const wantedStatuses = statuses.map((status) => !state.statuses.length || state.statuses.includes(status));
  const [from, to] = [dayOfIso(state.from), dayOfIso(state.to)];
  const person = state.person ? (events.personNumber.get(state.person) ?? Infinity) : null;
  const office = state.office ? offices.indexOf(state.office) : null;
  const says = matcher(events, state.text);
  return (row) => {
    let missed = 0;
    if (!wantedTypes[columns.type[row]]) missed |= TYPE;
    if (!wantedStatuses[columns.status[row]]) missed |= STATUS;
    if ((from !== null || to !== null) && !within(events, row, from, to)) missed |= DATE;
    if (state.provinces.length && !state.provinces.every((code) => events.regions[row].includes(code))) missed |= PROVINCE;
    if (person !== null && !events.people(row).some((each) => each.person === person)) missed |= OTHER;
    if (office !== null && !events.people(row).some((each) => each.office === office)) missed |= OTHER;
    if (says && !(missed & OTHER) && !says(row)) missed |= OTHER;
    return missed;
  };
}

function within(events: Events, row: number, from: number | null, to: number | null): boolean {
  if (!events.isDated(row)) return false;
  return (from === null || events.end[row] >= from) && (to === null || events.start[row] <= to);
}

/**
 * Whether an event has every word of a search, and what stands in quotes as one. The last word may be only begun; words
 * typed with marks must stand with these marks.
 */
function matcher(events: Events, text: string): ((row: number) => boolean) | null {
  const parts = text.match(/"[^"]*"|[^\s"]+/g) ?? [];
  const typing = /[^\s"]$/.test(text);
  const wanted = parts.map((part, at) => (typing && at === parts.length - 1 ? words(part).trimEnd() : words(part))).filter((part) => part.trim());
  if (!wanted.length) return null;
  const folded = wanted.map(plain);
  const marked = wanted.filter((part, at) => part !== folded[at]);
  return (row) => {
    const haystack = events.haystacks[row];
    if (haystack === undefined || !folded.every((part) => haystack.includes(part))) return false;
    if (!marked.length) return true;
    const exact = events.words(events.detail(row)!, row);
    return marked.every((part) => exact.includes(part));
  };
}
