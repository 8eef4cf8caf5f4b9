/** Every colour that text has, against every ground it stands on: WCAG 2.1, 1.4.3 (AA, 4.5 to 1). */
import { expect, test } from "bun:test";
import { join } from "node:path";

const RATIO_MIN = 4.5;
const TEXTS = ["text", "quiet", "up", "down", "warn", "accent", "plum"];
const GROUNDS = ["page", "panel"];

const css = await Bun.file(join(import.meta.dir, "base.css")).text();
const tokens = new Map(
  [...css.matchAll(/--(\w+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => {
    return [name!, { light: light!, dark: dark! }];
  }),
);

/** Relative luminance, 0 to 1. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

test("black on white is 21 to 1", () => {
  expect(ratio("#000000", "#ffffff")).toBeCloseTo(21, 6);
});

test.each(["light", "dark"] as const)("%s", (theme) => {
  const poor: string[] = [];
  // Rows that are new have a ground of their own, and no text in the colours of health.
  const pairs = [
    ...TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)),
    ["text", "fresh"] as const,
    ["quiet", "fresh"] as const,
  ];
  for (const [text, ground] of pairs) {
    const found = ratio(tokens.get(text)![theme], tokens.get(ground)![theme]);
    if (found < RATIO_MIN) poor.push(`${text} on ${ground}: ${found.toFixed(2)}`);
  }
  expect(poor).toEqual([]);
});
