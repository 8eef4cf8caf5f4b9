import { afterAll, expect, test } from "bun:test";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../locate.ts";
import { FAULTS, faultsOf, SCENARIOS } from "./catalogue.ts";
import { inject } from "./injection.ts";

/** What faults replace in this tree, and their list. All of it would be copied for each fault. */
const part = mkdtempSync(join(tmpdir(), "tickscope-faults-"));
const replaced = FAULTS.flatMap(({ replacements = [] }) => replacements.map(({ file }) => file));
for (const path of [...new Set(replaced), "diagnosis/faults"]) {
  cpSync(join(ROOT, path), join(part, path), { recursive: true });
}
afterAll(() => rmSync(part, { recursive: true }));

test.each(FAULTS.map(({ id }) => id))("%s can be injected into this tree", async (id) => {
  const [fault] = faultsOf(id);
  const { copy, remove } = inject(part, [fault!], 1);
  try {
    for (const { file, put } of fault!.replacements ?? []) expect(copy.read(file)).toContain(put);
    for (const [path, text] of Object.entries(fault!.files ?? {}))
      expect(copy.read(path)).toBe(text);
    // What is examined holds no word of what may be wrong with it.
    expect(() => copy.read("diagnosis/faults/catalogue.ts")).toThrow("ENOENT");
  } finally {
    await remove();
  }
});

test("names are those of the catalogue, once each", () => {
  const ids = FAULTS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => /^[FN]\d\d$/.test(id))).toBe(true);
  for (const names of Object.values(SCENARIOS))
    expect(faultsOf(names.join(","))).toHaveLength(names.length);
});
