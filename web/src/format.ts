// Numbers, dates and sums as each language writes them.
import { dayOfIso, type Events, firstDay, NONE } from "./data.ts";
import { language, t } from "./i18n.ts";

const DAY = 86_400_000;
const UNKNOWN_YEAR = /^XXXX-(\d\d)-(\d\d)/;
const QUARTER = /^(\d{4})-Q([1-4])$/;
const MONTH = /^(\d{4})-(\d\d)$/;
const ROMAN = ["", "I", "II", "III", "IV"];

export function number(value: number): string {
  return value.toLocaleString(language());
}

export function day(days: number): string {
  const vi = language() === "vi";
  return dates({ day: "numeric", month: vi ? "numeric" : "short", year: "numeric", timeZone: "UTC" }).format(days * DAY);
}

export function month(months: number): string {
  if (language() === "vi") return `${(months % 12) + 1}/${1970 + Math.floor(months / 12)}`;
  return dates({ month: "short", year: "numeric", timeZone: "UTC" }).format(firstDay(months) * DAY);
}

/** The day of a moment in ISO form, as it reads in Hanoi. */
export function moment(iso: string): string {
  return dates({ day: "numeric", month: "numeric", year: "numeric", timeZone: "Asia/Ho_Chi_Minh" }).format(new Date(iso));
}

/** The date of an event at its own precision; an em dash where there is none. */
export function eventDate(events: Events, row: number): string {
  const at = events.core.columns.date[row];
  return at === NONE ? "—" : timex(events.core.dates[at]);
}

function timex(value: string): string {
  if (value.includes("/")) return value.split("/").map(timex).join(" – ");
  const [unknown, quarter, ofMonth] = [UNKNOWN_YEAR.exec(value), QUARTER.exec(value), MONTH.exec(value)];
  if (unknown) return `${Number(unknown[2])}/${Number(unknown[1])}, ${t("unknownYear")}`;
  if (quarter) return t("quarter", language() === "vi" ? ROMAN[Number(quarter[2])] : quarter[2], quarter[1]);
  if (ofMonth) return month((Number(ofMonth[1]) - 1970) * 12 + Number(ofMonth[2]) - 1);
  const days = dayOfIso(value.slice(0, 10));
  return days === null ? value : day(days);
}

/** A sum in words that fit a table: 13,8 tỷ ₫. */
export function sum(value: number, currency: string): string {
  return money(value, currency, { notation: "compact", compactDisplay: "long", maximumFractionDigits: 1 });
}

export function exactSum(value: number, currency: string): string {
  return money(value, currency, { maximumFractionDigits: 2 });
}

function money(value: number, currency: string, form: Intl.NumberFormatOptions): string {
  return `${new Intl.NumberFormat(language(), form).format(value)} ${currency}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The format for dates in the reader's language; each is made once, since making one is slow. */
function dates(form: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = language() === "vi" ? "vi-VN" : "en-GB";
  const key = locale + JSON.stringify(form);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, form);
  formats.set(key, known);
  return known;
}
