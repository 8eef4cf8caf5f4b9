import { expect, test } from "bun:test";
import { isJsonTree } from "./json-tree.ts";

test("an object is a tree; null, lists and plain values are none", () => {
  expect(["{}", '{"a":[]}'].map((text) => isJsonTree(JSON.parse(text)))).toEqual([true, true]);
  for (const text of ["null", "[]", "[{}]", "1", '"a"', "true"]) {
    expect([text, isJsonTree(JSON.parse(text))]).toEqual([text, false]);
  }
  expect(isJsonTree(undefined)).toBe(false);
});
