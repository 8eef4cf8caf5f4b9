/**
 * Faults that can be injected, diagnosed by a process that is told nothing of them. Run here: every fault
 * that a living engine shows, and of those that replace a piece of a module, which probes find, the first
 * of each stage that no other test breaks. All of them, with probes and a living engine each:
 * `bun run diagnose scenarios`.
 */
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { diagnoseScenario, expectedPlace, FAULTS, faultsOf, isMended } from "#bench/grading/faults";

type Fault = (typeof FAULTS)[number];

const ROOT = join(import.meta.dir, "../..");
/** Longer than a diagnosis may take. */
const SCENARIO_MS_MAX = 150_000;

const isEdited = ({ edits }: Fault) => edits !== undefined;
const isRemedied = ({ remedies }: Fault) => remedies.length > 0;
/** Only probes find it: no engine is started. */
const isSilent = (fault: Fault) => isEdited(fault) && !isRemedied(fault);

/** Stages in which another test breaks a module, and diagnoses it. */
const BROKEN_ELSEWHERE: Readonly<Record<string, string>> = {
  detect: "diagnose.test.ts",
  route: "diagnose.test.ts",
  frame: "report-files.test.ts",
};

function isFirstOfStage(fault: Fault): boolean {
  const { stage } = expectedPlace(fault);
  if (stage in BROKEN_ELSEWHERE) return false;
  return fault === FAULTS.find((other) => isSilent(other) && expectedPlace(other).stage === stage);
}

const CHOSEN = FAULTS.filter((fault) => !isSilent(fault) || isFirstOfStage(fault));

describe("each fault alone", () => {
  test.each(CHOSEN.map((fault) => [fault.id, fault.cause, fault] as const))(
    "%s %s",
    async (_id, _cause, fault) => {
      const report = await diagnoseScenario([fault], {
        root: ROOT,
        seed: 1,
        seconds: 2,
        isFixing: isRemedied(fault),
        rollsBack: false,
        isLive: !isSilent(fault),
        // Modules that were not replaced answer as they do without the fault.
        usesProbes: isEdited(fault),
      });
      const [first] = report.breakPoints;
      const all = report.breakPoints.map(({ file, rootCause }) => `${file}: ${rootCause}`);
      expect({ stage: first?.stage, file: first?.file }, all.join("\n")).toEqual(
        expectedPlace(fault),
      );
      expect(report.verdict).not.toBe("healthy");
      if (isRemedied(fault)) expect(isMended({ fault, report, problem: "" })).toBe(true);
    },
    SCENARIO_MS_MAX,
  );
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
    [2, "engine/run/pipeline.ts", true],
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
}, 150_000);

test("a name that is none is refused with those that are", () => {
  expect(() => faultsOf("F99")).toThrow(/"F99" is not one of: sprint-109, F01/);
});
