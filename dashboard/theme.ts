/** Dark, light, or as the system says. */
import { button, setText } from "./elements.ts";
import { load, save } from "./settings.ts";

const THEMES = ["system", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];

/** The button that changes the theme. `onChange`: charts draw on canvas and must draw anew. */
export function themeButton(onChange: () => void): HTMLButtonElement {
  let theme = THEMES.find((known) => known === load("theme")) ?? "system";
  const element = button("", () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";
    save("theme", theme);
    show(element, theme);
    onChange();
  });
  element.className = "quiet";
  show(element, theme);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", onChange);
  return element;
}

function show(element: HTMLElement, theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  setText(element, `theme: ${theme}`);
}

/** The colours that canvas charts draw with, as they are now. */
export function chartColours(): Record<
  "text" | "quiet" | "line" | "panel" | "up" | "down" | "warn" | "accent" | "plum",
  string
> {
  // light-dark() is resolved where a colour is used, not in the custom property.
  const probe = document.createElement("i");
  probe.className = "probe";
  document.body.append(probe);
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    text: colour("text"),
    quiet: colour("quiet"),
    line: colour("line"),
    panel: colour("panel"),
    up: colour("up"),
    down: colour("down"),
    warn: colour("warn"),
    accent: colour("accent"),
    plum: colour("plum"),
  };
  probe.remove();
  return colours;
}
