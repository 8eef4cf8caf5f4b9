/**
 * Every fault that can be injected, diagnosed by a process that is told nothing of it. Edits of the
 * source are found by probes alone; what only a living engine shows gets one.
 */
import { beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import type { Report } from "#diagnosis";
import {
  diagnoseScenario,
  expectedPlace,
  FAULTS,
  faultsOf,
  isMended,
} from "../diagnosis/faults/index.ts";

const ROOT = join(import.meta.dir, "..");
/** Two cores: more at a time would only wait for one another. */
const JOBS = 2;

type Outcome = Report | Error;
const outcomes = new Map<string, Outcome>();

async function diagnose(id: string): Promise<Outcome> {
  const [fault] = faultsOf(id);
  const isLive = fault?.edits === undefined || fault.remedies.length > 0;
  const isFixing = (fault?.remedies.length ?? 0) > 0;
  const options = { root: ROOT, seed: 1, seconds: 2, isFixing, rollsBack: false, isLive };
  try {
    return await diagnoseScenario(faultsOf(id), options);
  } catch (error) {
    return error as Error;
  }
}

beforeAll(async () => {
  const waiting = FAULTS.map(({ id }) => id);
  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      outcomes.set(id, await diagnose(id));
    }
  };
  await Promise.all(Array.from({ length: JOBS }, work));
}, 900_000);

describe("each fault alone", () => {
  test.each(FAULTS.map(({ id, cause }) => [id, cause] as const))("%s %s", (id) => {
    const fault = FAULTS.find((candidate) => candidate.id === id)!;
    const report = outcomes.get(id);
    if (report instanceof Error || report === undefined) throw report ?? new Error("no outcome");
    const [first] = report.breakPoints;
    const all = report.breakPoints.map(({ file, rootCause }) => `${file}: ${rootCause}`).join("\n");
    expect({ stage: first?.stage, file: first?.file }, all).toEqual(expectedPlace(fault));
    expect(report.verdict).not.toBe("healthy");
    if (fault.remedies.length > 0) expect(isMended({ fault, report, problem: "" })).toBe(true);
  });
});

test("the two faults of the beginning, stacked: both in order, mended, and taken back", async () => {
  const options = {
    root: ROOT,
    seed: 2,
    seconds: 2,
    isFixing: true,
    rollsBack: true,
    isLive: true,
  };
  const { breakPoints, mended, fixes } = await diagnoseScenario(faultsOf("sprint-109"), options);
  expect(breakPoints.slice(0, 2).map(({ rank, file, line }) => [rank, file, line > 0])).toEqual([
    [1, "plugins/hand-off.js", true],
    [2, "engine/pipeline.ts", true],
  ]);
  expect(mended?.remedies.map(({ name, problem }) => [name, problem])).toEqual([
    ["ring-hand-off", null],
    ["register-channels", null],
  ]);
  expect(mended?.before).toMatchObject({ rows: 0, isHealthy: false });
  expect(mended?.after).toMatchObject({ isHealthy: true, flatRows: 0, findings: [] });
  expect(mended?.after.rows).toBeGreaterThan(0);
  expect(mended?.after.compliant).toBe(mended?.after.messages);
  expect(mended?.rolledBack?.isHealthy).toBe(false);
  expect(fixes.filter(({ applied }) => applied).map(({ remedy }) => remedy)).toEqual([
    "ring-hand-off",
    "register-channels",
  ]);
}, 120_000);

test("a name that is none is refused with those that are", () => {
  expect(() => faultsOf("F99")).toThrow(/"F99" is none of sprint-109, F01/);
});
