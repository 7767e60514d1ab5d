// Light or dark, as the system has it until the reader chooses. Styles follow `data-theme`, charts follow `isDark`.
import { computed, effect, signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";

const KEY = "hotloop-theme";
const media = matchMedia("(prefers-color-scheme: dark)");
const systemIsDark = signal(media.matches);
media.addEventListener("change", () => {
  systemIsDark.value = media.matches;
});

export const theme = signal<Theme>(remembered());
export const isDark = computed(() => (theme.value === "system" ? systemIsDark.value : theme.value === "dark"));

effect(() => {
  document.documentElement.dataset.theme = isDark.value ? "dark" : "light";
});

export function choose(chosen: Theme): void {
  theme.value = chosen;
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // Where nothing may be stored the choice lasts as long as the page.
  }
}

function remembered(): Theme {
  try {
    const found = localStorage.getItem(KEY);
    return found === "light" || found === "dark" ? found : "system";
  } catch {
    return "system";
  }
}
