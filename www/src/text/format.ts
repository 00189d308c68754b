// Numbers, dates and money as a reader writes them. Every instant is given in UTC; nothing is calculated.
import { signal } from "../signals";

/** The language of the page, as `Intl` knows it. */
export const locale = signal("en-GB");

const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function cached<T extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: (locale: string) => T): T {
  const full = `${locale.value} ${key}`;
  const found = made.get(full) ?? make(locale.value);
  made.set(full, found);
  return found as T;
}

/** `1,204` */
export function number(value: number): string {
  return cached("n", (tag) => new Intl.NumberFormat(tag)).format(value);
}

/** `24 Jan 2027` */
export function day(iso: string): string {
  const options: Intl.DateTimeFormatOptions = { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" };
  return written(iso, cached("d", (tag) => new Intl.DateTimeFormat(tag, options)));
}

/** `24 Jan 2027 UTC` */
export function date(iso: string): string {
  return `${day(iso)} UTC`;
}

/** `24 Jan 2027, 08:00` */
export function moment(iso: string): string {
  const options: Intl.DateTimeFormatOptions = {
    timeZone: "UTC", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  };
  return written(iso, cached("t", (tag) => new Intl.DateTimeFormat(tag, options)));
}

/** `24 Jan 2027, 08:00 UTC` */
export function instant(iso: string): string {
  return `${moment(iso)} UTC`;
}

/** How many digits a currency has after the point; two for those the browser does not know. */
export function digits(currency: string): number {
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** `€37.20`, from minor units. */
export function money({ currency, amount }: { currency: string; amount: number }): string {
  const units = amount / 10 ** digits(currency);
  try {
    return cached(`m ${currency}`, (tag) => new Intl.NumberFormat(tag, { style: "currency", currency })).format(units);
  } catch {
    return `${number(units)} ${currency}`;
  }
}

/** Bytes as `1.2 MB`. */
export function size(bytes: number): string {
  const [unit, shift] = bytes < 1e6 ? (["kilobyte", 1e3] as const) : (["megabyte", 1e6] as const);
  return cached(unit, (tag) => new Intl.NumberFormat(tag, { style: "unit", unit, maximumFractionDigits: 1 })).format(bytes / shift);
}

function written(iso: string, format: Intl.DateTimeFormat): string {
  const instant = new Date(iso);
  return Number.isNaN(instant.getTime()) ? iso : format.format(instant);
}
