import { expect, test } from "bun:test";
import { defaultConfig } from "#schemas";
import { firstScreen } from "./first-screen.ts";

const URL_ = "http://localhost:5000";

test("without a terminal it is one line", () => {
  expect(firstScreen(defaultConfig(), URL_, false)).toBe(
    "tickscope: synthetic -> http://localhost:5000  (live page; Ctrl-C quits)",
  );
});

test("on a terminal it says what runs, where to look and what to try, in 80 columns", () => {
  const text = firstScreen(defaultConfig(), URL_, true);
  expect(text).toContain("a simulated market of 600 symbols, seed 1");
  expect(text).toContain("bun run top\n");
  expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
});

test("commands name the address when it is not the usual one", () => {
  const text = firstScreen(defaultConfig(), "http://localhost:5001", true);
  expect(text).toContain("bun run explain AAPL --attach http://localhost:5001");
});
