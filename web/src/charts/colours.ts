// Colours of the charts. Text on each of them has a contrast of 7 and more; what they say is also said in words.
import type { Owner } from "../data/profile";

interface Hue {
  hue: number;
  /** In the dark, if it is another one: dark yellow is olive. */
  darkHue?: number;
  /** How far from it functions of one owner may be: neighbours differ. */
  spread: number;
  light: [saturation: number, lightness: number];
  dark: [saturation: number, lightness: number];
}

const OWNERS: Record<Owner | "thread", Hue> = {
  program: { hue: 34, darkHue: 23, spread: 9, light: [86, 79], dark: [34, 33] },
  library: { hue: 214, spread: 14, light: [52, 86], dark: [24, 33] },
  builtin: { hue: 250, spread: 10, light: [16, 89], dark: [7, 35] },
  compiled: { hue: 154, spread: 8, light: [44, 77], dark: [34, 27] },
  thread: { hue: 220, spread: 0, light: [10, 92], dark: [8, 22] },
};

export function fillOf(owner: Owner | "thread", index: number, isDark: boolean): string {
  const { hue, darkHue = hue, spread, light, dark } = OWNERS[owner];
  const [saturation, lightness] = isDark ? dark : light;
  const turn = (hash(index) % 1000) / 500 - 1;
  const shade = (hash(index + 7919) % 100) / 50 - 1;
  return `hsl(${Math.round((isDark ? darkHue : hue) + spread * turn)}, ${saturation}%, ${Math.round(lightness + 3 * shade)}%)`;
}

export interface Ink {
  text: string;
  faint: string;
  line: string;
  back: string;
  accent: string;
  accentFill: string;
  otherFill: string;
}

/** As in style/base.css. */
export function ink(isDark: boolean): Ink {
  return isDark
    ? {
        text: "#eceef1",
        faint: "#a3adb8",
        line: "#343a42",
        back: "#15181c",
        accent: "#ffd479",
        accentFill: "#4fb889",
        otherFill: "#6b7a8c",
      }
    : {
        text: "#1b1f24",
        faint: "#59636f",
        line: "#d9dee4",
        back: "#ffffff",
        accent: "#8a2d00",
        accentFill: "#0f7a4b",
        otherFill: "#8896a6",
      };
}

function hash(number: number): number {
  let mixed = Math.imul(number + 1, 0x9e3779b1);
  mixed ^= mixed >>> 15;
  return (Math.imul(mixed, 0x85ebca6b) ^ (mixed >>> 13)) >>> 0;
}
