// Light, dark, or as the system is.
import { signal } from "./signals";
import { prefer, preferred } from "./prefs";

export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** The theme in use. */
export const theme = signal<Theme>("auto");

/** Changes the theme. */
export function dress(wanted: Theme): void {
  theme.value = wanted;
  document.documentElement.dataset.theme = wanted;
  prefer("theme", wanted);
}

/** The theme to begin with. */
export function firstTheme(): Theme {
  return themes.find((name) => name === preferred("theme")) ?? "auto";
}

// Tabs agree on the theme.
addEventListener("storage", ({ key, newValue }) => {
  const wanted = themes.find((name) => name === newValue);
  if (key === "seatplan.theme" && wanted && wanted !== theme.value) dress(wanted);
});
