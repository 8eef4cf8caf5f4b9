import { expect, test } from "bun:test";
import { usageText } from "./usage-text.ts";

test.each([
  ["error: unknown option '--x'\n", "USAGE: unknown option '--x'. See --help.\n"],
  [
    "error: unknown option '--potr'\n(Did you mean --port?)\n",
    "USAGE: unknown option '--potr' (Did you mean --port?). See --help.\n",
  ],
  [
    "error: too many arguments. Expected 0 arguments but got 1.\n",
    "USAGE: too many arguments. Expected 0 arguments but got 1. See --help.\n",
  ],
])("%p is one line with one full stop a sentence", (said, shown) => {
  expect(usageText(said)).toBe(shown);
});
