/**
 * The report when the pipeline's modules cannot be loaded. Imports nothing of the pipeline at run time:
 * the same modules that fail there would fail here.
 */
import { cpus } from "node:os";
import { currentCommit } from "./commit.ts";
import { placeOfStack } from "./locate.ts";
import type { BreakPoint, Report } from "./report.ts";
import { sourceFix } from "./source-fix.ts";
import { stageOfFile } from "./stage-of-file.ts";

/** Message and stack of what loading threw. */
export interface LoadFailure {
  message: string;
  stack: string;
}

/** Everything else follows from modules that cannot be loaded: this point comes first. */
export function loadFailurePoint(failure: LoadFailure): BreakPoint {
  const place = placeOfStack(`${failure.message}\n${failure.stack}`);
  const { message, stack } = failure;
  return {
    rank: 1,
    stage: place === undefined ? "source" : stageOfFile(place.file),
    edge: null,
    file: place?.file ?? "",
    line: place?.line ?? 0,
    function: place?.functionName ?? "",
    confidence: place === undefined ? 0.3 : 0.95,
    category: "start",
    code: "",
    rootCause: `the modules cannot be loaded: ${message}`,
    impact: "Nothing runs.",
    priority: "CRITICAL",
    evidence: [{ kind: "process", text: stack || message, data: { message, stack } }],
  };
}

/** A whole report with that one finding: no case ran, no engine was watched. */
export function loadFailureReport(
  failure: LoadFailure,
  startedAt: string,
  seconds: number,
  mode: Report["engine"]["mode"],
): Report {
  const point = loadFailurePoint(failure);
  const nothing = { records: 0, stages: {} };
  return {
    version: 1,
    startedAt,
    machine: { cpus: cpus().length, model: cpus()[0]?.model ?? "", bun: Bun.version },
    commit: currentCommit(),
    engine: { mode, url: "", config: null },
    verdict: "broken",
    summary: `${point.stage} at ${point.file || "(no place)"}: ${point.rootCause}`,
    breakPoints: [point],
    errors: [],
    errorsShed: 0,
    flow: {
      expected: {
        source: "unknown",
        isSteady: false,
        detectors: [],
        kinds: [],
        nodes: [],
        edges: [],
      },
      current: null,
      differences: [],
    },
    coverage: { stages: { known: 0, mapped: 0, live: 0 }, traced: nothing },
    latency: { perStage: {}, endToEnd: null },
    contract: {
      frames: 0,
      compliant: 0,
      rate: null,
      violations: [],
      lenient: { compliant: 0, rate: null, deviations: [] },
      ambiguities: [],
    },
    fixes: [sourceFix(point)],
    mended: null,
    ledger: null,
    probes: { run: 0, agreed: 0, deviating: [] },
    seconds,
  };
}
