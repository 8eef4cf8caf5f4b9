import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type StagedEdit, WorkCopy } from "#bench/grading/copies";
import { baselineOf, type Check, differenceOf, type Observation, Oracle } from "./oracle.ts";

const seen = (facts: Record<string, string>): Observation => new Map(Object.entries(facts));

test("only what never varied can differ; what was never seen differs too", () => {
  const baseline = baselineOf([
    seen({ exit: "0", time: "5", once: "x" }),
    seen({ exit: "0", time: "6" }),
  ]);
  expect([...baseline.steady.keys()]).toEqual(["exit"]);
  expect(differenceOf(baseline, seen({ exit: "0", time: "9" }))).toBeUndefined();
  expect(differenceOf(baseline, seen({ exit: "0", once: "y" }))).toBeUndefined();
  expect(differenceOf(baseline, seen({ exit: "1", time: "5" }))).toBe("exit: 0 -> 1");
  expect(differenceOf(baseline, seen({ time: "5" }))).toBe("exit: 0 -> absent");
  expect(differenceOf(baseline, seen({ exit: "0", new: "n" }))).toBe("new: absent -> n");
});

let folder: string;
let pristine: WorkCopy;
let edited: WorkCopy;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tickscope-oracle-"));
  pristine = new WorkCopy(folder, false);
  edited = new WorkCopy(folder, false);
});
afterAll(() => {
  pristine.remove();
  edited.remove();
  rmSync(folder, { recursive: true });
});

/** Says "same" of the pristine copy, and of the edited one what it is told, in turn. */
class ScriptedCheck implements Check {
  runs = 0;
  readonly name: string;
  readonly #says: string[];

  constructor(name: string, says: string[]) {
    this.name = name;
    this.#says = [...says];
  }

  async observe(copy: WorkCopy): Promise<Observation> {
    if (copy === pristine) return seen({ fact: "same" });
    this.runs += 1;
    return seen({ fact: this.#says.shift() ?? "same" });
  }
}

test("a difference counts when it shows twice, and ends the search", async () => {
  const flaky = new ScriptedCheck("flaky", ["other", "same"]);
  const certain = new ScriptedCheck("certain", ["other", "other"]);
  const never = new ScriptedCheck("never", []);
  const oracle = new Oracle(pristine, () => [flaky, certain, never]);
  const verdict = await oracle.examine(edited, {} as StagedEdit);
  expect(verdict).toEqual({ isChanged: true, check: "certain", difference: "fact: same -> other" });
  expect([flaky.runs, certain.runs, never.runs]).toEqual([2, 2, 0]);
});

test("an edit that nothing sees is equivalent", async () => {
  const oracle = new Oracle(pristine, () => [new ScriptedCheck("blind", [])]);
  expect((await oracle.examine(edited, {} as StagedEdit)).isChanged).toBe(false);
});
