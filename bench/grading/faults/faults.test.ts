import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../../diagnosis/locate.ts";
import { FAULTS, faultsOf, SCENARIOS } from "./catalogue.ts";
import { expectedPlace } from "./expected-place.ts";
import { inject } from "./injection.ts";

test("faults are put into a copy together, and the copy does not hold the list of them", async () => {
  const faults = faultsOf("F01,F18,F31");
  const { copy, configPath, remove } = inject(ROOT, faults, 1);
  try {
    for (const fault of faults.filter(({ edits }) => edits !== undefined)) {
      const { file } = expectedPlace(fault);
      expect(copy.read(file)).not.toBe(await Bun.file(join(ROOT, file)).text());
    }
    for (const [path, text] of Object.entries(faults[0]!.files!))
      expect(copy.read(path)).toBe(text);
    expect(JSON.parse(copy.read(configPath!))).toEqual(faults[0]!.config);
    // What is examined holds no word of what may be wrong with it.
    expect(() => copy.read("bench/grading/faults/catalogue.ts")).toThrow("ENOENT");
  } finally {
    await remove();
  }
});

test.each(FAULTS)("$id expects the diagnosis to name a file that is there", (fault) => {
  const { file } = expectedPlace(fault);
  const isBrought = fault.files?.[file] !== undefined || file === "tickscope.config.json";
  expect(isBrought || existsSync(join(ROOT, file))).toBe(true);
});

test("names are those of the catalogue, once each", () => {
  const ids = FAULTS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => /^[FN]\d\d$/.test(id))).toBe(true);
  for (const names of Object.values(SCENARIOS))
    expect(faultsOf(names.join(","))).toHaveLength(names.length);
});
