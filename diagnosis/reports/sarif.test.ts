/** The SARIF of a report is valid SARIF 2.1.0 and says what the report says. */
import { describe, expect, test } from "bun:test";
import type { Log, Run } from "sarif";
import type { Report } from "../report.ts";
import { publicUri } from "./repository-uri.ts";
import { sarif } from "./sarif.ts";
import { brokenReport, healthyReport } from "./testing/example-reports.ts";
import { sarifProblems } from "./testing/sarif-schema.ts";

function logOf(report: Report): Log {
  const log = sarif(report, { repositoryUri: "https://example.org/tickscope" });
  return JSON.parse(JSON.stringify(log)) as Log;
}

function runOf(report: Report): Run {
  return logOf(report).runs[0]!;
}

describe("valid SARIF 2.1.0", () => {
  test.each([
    ["healthy", healthyReport()],
    ["broken", brokenReport()],
    ["undecided", healthyReport({ verdict: "unknown", summary: "no baseline", commit: "" })],
  ])("%s", (_name, report) => {
    expect(sarifProblems(logOf(report))).toEqual([]);
  });

  test("the schema refuses what is not SARIF", () => {
    const log = logOf(brokenReport());
    expect(sarifProblems({ ...log, version: "2.0.0" })).not.toEqual([]);
    (log.runs[0]!.results![0] as { level: string }).level = "fatal";
    expect(sarifProblems(log)).not.toEqual([]);
  });
});

describe("results", () => {
  const report = brokenReport();
  const { results = [], tool } = runOf(report);

  test("one per break point, in its order, with its rule, level and place", () => {
    expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ["exception/ROUTE_MISSING", "error"],
      ["loss", "warning"],
      ["contract", "note"],
    ]);
    for (const { ruleIndex, ruleId } of results) {
      expect(tool.driver.rules![ruleIndex!]!.id).toBe(ruleId!);
    }
    expect(results[0]!.locations![0]!.physicalLocation).toEqual({
      artifactLocation: { uri: "engine/detect/router/breaker.ts", uriBaseId: "%SRCROOT%" },
      region: { startLine: 52 },
    });
    expect(results[1]!.locations![0]!.physicalLocation!.region).toBeUndefined();
    expect(results[2]!.locations![0]!.physicalLocation).toBeUndefined();
  });

  test("a rule of a code carries cause and remedy of the table", () => {
    const rule = tool.driver.rules!.find(({ id }) => id === "exception/ROUTE_MISSING")!;
    expect(rule.shortDescription!.text).not.toBe("");
    expect(rule.help!.text).toStartWith("Remedy: ");
  });

  test("the evidence is a chain that ends at the place", () => {
    const chain = results[0]!.codeFlows![0]!.threadFlows[0]!.locations;
    expect(chain.map(({ executionOrder }) => executionOrder)).toEqual([1, 2, 3, 4]);
    expect(chain.map(({ kinds }) => kinds?.[0])).toEqual(["ledger", "error", "change", undefined]);
    expect(chain.at(-1)!.location!.physicalLocation!.region!.startLine).toBe(52);
    expect(chain[1]!.location!.physicalLocation!.artifactLocation!.uri).toBe(
      "engine/detect/router/breaker.ts",
    );
    expect(results[0]!.relatedLocations!.map(({ id }) => id)).toEqual([1, 2]);
  });

  test("every result carries its fix", () => {
    for (const { properties } of results) expect(properties!.acceptance).toContain("bun run");
  });
});

describe("fingerprints", () => {
  const fingerprint = (report: Report) =>
    runOf(report).results!.map(({ partialFingerprints }) => Object.values(partialFingerprints!)[0]);
  const patched = (patch: object) => {
    const report = brokenReport();
    return { ...report, breakPoints: report.breakPoints.map((p) => ({ ...p, ...patch })) };
  };

  test("stay when lines, counts and confidence change", () => {
    const later = patched({ line: 99, confidence: 0.5, rootCause: "others", rank: 7 });
    expect(fingerprint(later)).toEqual(fingerprint(brokenReport()));
  });

  test.each([
    { stage: "queue" as const },
    { function: "fail" },
    { category: "hang" as const },
    { code: "EVENT_INVALID" },
    { edge: "queue -> frame" },
    { file: "engine/deliver/collector.ts" },
  ])("change with %j", (patch) => {
    const before = fingerprint(brokenReport());
    const after = fingerprint(patched(patch));
    for (const [index, each] of after.entries()) expect(each).not.toBe(before[index]);
  });

  test("tell fields of the contract apart, and repetitions of the same", () => {
    const contract = brokenReport().breakPoints[2]!;
    const volume = { kind: "contract" as const, text: "volume", data: { path: "highs[].volume" } };
    const points = [contract, { ...contract, evidence: [volume] }, contract];
    const found = fingerprint({ ...brokenReport(), breakPoints: points }) as string[];
    expect(new Set(found).size).toBe(3);
    expect(found.map((each) => each.split(":")[2])).toEqual(["1", "1", "2"]);
  });
});

test("run facts: times, exit code, commit", () => {
  const broken = runOf(brokenReport());
  expect(broken.invocations![0]).toMatchObject({ executionSuccessful: true, exitCode: 1 });
  expect(broken.invocations![0]!.endTimeUtc).toBe("2025-08-20T15:00:08.500Z");
  expect(broken.versionControlProvenance![0]).toMatchObject({
    repositoryUri: "https://example.org/tickscope",
    revisionId: brokenReport().commit,
  });
  expect(runOf(healthyReport()).invocations![0]!.exitCode).toBe(0);
  expect(runOf(healthyReport({ commit: "" })).versionControlProvenance).toBeUndefined();
  const undecided = runOf(healthyReport({ verdict: "unknown", summary: "no baseline" }));
  expect(undecided.invocations![0]).toMatchObject({ executionSuccessful: false, exitCode: 2 });
});

test.each([
  ["https://user:secret@example.org/a/b.git", "https://example.org/a/b.git"],
  ["git@example.org:a/b.git", "ssh://example.org/a/b.git"],
  ["/some/where/b.git", "urn:tickscope:repository"],
  ["file:///some/where/b.git", "urn:tickscope:repository"],
  ["C:\\work\\b", "urn:tickscope:repository"],
  ["", "urn:tickscope:repository"],
])("address of the repository %s is given as %s", (remote, uri) => {
  expect(publicUri(remote)).toBe(uri);
});
