// Numbers as people read them: 1_234_567 ns is "1.235 ms", a part of a half is "50.0 %".

/** A number and its unit apart, so that columns of them can be aligned. */
export interface Quantity {
  number: string;
  unit: string;
}

const TIMES: [least: number, unit: string][] = [
  [60e9, "min"],
  [1e9, "s"],
  [1e6, "ms"],
  [1e3, "µs"],
  [0, "ns"],
];
const BYTES: [least: number, unit: string][] = [
  [2 ** 30, "GiB"],
  [2 ** 20, "MiB"],
  [2 ** 10, "KiB"],
  [0, "B"],
];

export const UNKNOWN = "–";

export function timeParts(nanoseconds: number): Quantity {
  return scaled(nanoseconds, TIMES);
}

export function time(nanoseconds: number | null | undefined): string {
  return joined(nanoseconds, TIMES);
}

export function bytes(number: number | null | undefined): string {
  return joined(number, BYTES);
}

export function count(number: number | null | undefined): string {
  return number == null ? UNKNOWN : number.toLocaleString("en");
}

/** "12.3 %" of the whole; nothing of nothing is 0. */
export function share(part: number, whole: number): string {
  return `${(whole > 0 ? (100 * part) / whole : 0).toFixed(1)} %`;
}

/** How many times: 0.0123, 1.23, 12.3, 1,234. */
export function times(factor: number | null | undefined): string {
  return factor == null || !Number.isFinite(factor) ? UNKNOWN : significant(factor);
}

function joined(number: number | null | undefined, units: [number, string][]): string {
  if (number == null) return UNKNOWN;
  const { number: text, unit } = scaled(number, units);
  return `${text}\u202f${unit}`;
}

function scaled(number: number, units: [number, string][]): Quantity {
  const size = Math.abs(number);
  // What would be rounded up to 1000 of a unit is 1 of the next.
  const [least, unit] = units.find(([least]) => size >= least * 0.9995) ?? units[units.length - 1];
  const value = number / (least || 1);
  // Whole ones of the smallest unit, but for what would be hardly any: an iteration in lanes takes 0.28 ns.
  const isWhole = least === 0 && (Number.isInteger(value) || Math.abs(value) >= 10);
  return { number: isWhole ? String(Math.round(value)) : significant(value), unit };
}

function significant(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  const digits = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.995 ? 2 : 3;
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
