/**
 * The findings of a report as SARIF 2.1.0, so that editors and code scanning show them in place. Paths
 * stay relative to %SRCROOT%, the root of the repository, which the reader knows; the fingerprints let
 * a reader see whether a result of today is one of yesterday.
 */
import type { Invocation, Location, Log, Region, Result, ThreadFlowLocation } from "sarif";
import { placeOfStack } from "../locate.ts";
import type { BreakPoint, Evidence, Fix, Priority, Report } from "../report.ts";
import { fingerprintsOf } from "./finding-fingerprint.ts";
import { ruleIdOf, rulesOf } from "./sarif-rules.ts";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0-rtm.5.json";
const ROOT_ID = "%SRCROOT%";

const LEVELS: Record<Priority, NonNullable<Result["level"]>> = {
  CRITICAL: "error",
  HIGH: "error",
  MEDIUM: "warning",
  LOW: "note",
};

/** What the report itself does not know. */
export interface SarifOptions {
  /** Absolute URI of the repository; `urn:` when it has no address that others can reach. */
  repositoryUri: string;
}

/** The report as a SARIF log with one run. */
export function sarif(report: Report, { repositoryUri }: SarifOptions): Log {
  const rules = rulesOf(report.breakPoints);
  const fingerprints = fingerprintsOf(report.breakPoints);
  const ruleIds = rules.map(({ id }) => id);
  const results = report.breakPoints.map((point, index) => {
    const fix = report.fixes.find(({ finding }) => finding === point.rank);
    return resultOf(point, fix, ruleIds, fingerprints[index]!);
  });
  const provenance = {
    repositoryUri,
    revisionId: report.commit,
    mappedTo: { uriBaseId: ROOT_ID },
  };
  return {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "tickscope-diagnose", version: String(report.version), rules } },
        automationDetails: { id: `tickscope/diagnose/${report.startedAt}` },
        invocations: [invocationOf(report)],
        ...(report.commit === "" ? {} : { versionControlProvenance: [provenance] }),
        originalUriBaseIds: { [ROOT_ID]: { description: { text: "Root of the repository." } } },
        columnKind: "utf16CodeUnits",
        results,
        properties: { verdict: report.verdict, summary: report.summary },
      },
    ],
  };
}

function resultOf(
  point: BreakPoint,
  fix: Fix | undefined,
  ruleIds: readonly string[],
  fingerprint: string,
): Result {
  const ruleId = ruleIdOf(point);
  const related = point.evidence.flatMap((evidence, index): Location[] => {
    const location = placeOfEvidence(evidence, point);
    if (location === undefined) return [];
    return [{ id: index, message: { text: evidence.text }, physicalLocation: location }];
  });
  return {
    ruleId,
    ruleIndex: ruleIds.indexOf(ruleId),
    level: LEVELS[point.priority],
    kind: "fail",
    rank: Math.round(point.confidence * 1000) / 10,
    message: { text: `${point.rootCause}\n${point.impact}` },
    locations: [locationOf(point)],
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    codeFlows: [{ threadFlows: [{ locations: chainOf(point) }] }],
    partialFingerprints: { "tickscopeFinding/v1": fingerprint },
    properties: {
      priority: point.priority,
      confidence: point.confidence,
      order: point.rank,
      stage: point.stage,
      edge: point.edge,
      ...(fix === undefined
        ? {}
        : { fix: fix.title, effort: fix.effort, acceptance: fix.acceptance }),
    },
  };
}

/** The evidence in its order, then the place that it leads to. */
function chainOf(point: BreakPoint): ThreadFlowLocation[] {
  const steps = point.evidence.map((evidence): ThreadFlowLocation => {
    const physicalLocation = placeOfEvidence(evidence, point);
    return {
      kinds: [evidence.kind],
      importance: "important",
      location: {
        message: { text: evidence.text },
        logicalLocations: [{ fullyQualifiedName: point.stage, kind: "module" }],
        ...(physicalLocation === undefined ? {} : { physicalLocation }),
      },
    };
  });
  const end: ThreadFlowLocation = {
    importance: "essential",
    location: { ...locationOf(point), message: { text: point.rootCause } },
  };
  return [...steps, end].map((step, index) => ({ ...step, executionOrder: index + 1 }));
}

/** Where the evidence itself was seen: the top of its stack, or the line that changed. */
function placeOfEvidence(
  { kind, data }: Evidence,
  { file }: BreakPoint,
): Location["physicalLocation"] | undefined {
  const facts = (typeof data === "object" && data !== null ? data : {}) as Record<string, unknown>;
  if (typeof facts.stack === "string" && facts.stack !== "") {
    const place = placeOfStack(facts.stack);
    if (place !== undefined) return physical(place.file, place.line);
  }
  if (kind === "change" && Array.isArray(facts.lines) && file !== "") {
    return physical(file, Number(facts.lines[0] ?? 0));
  }
  return undefined;
}

function locationOf(point: BreakPoint): Location {
  const { file, line, stage } = point;
  const logical = [{ fullyQualifiedName: stage, kind: "module" }];
  const inside = { name: point.function, kind: "function", fullyQualifiedName: point.function };
  return {
    ...(file === "" ? {} : { physicalLocation: physical(file, line) }),
    logicalLocations: point.function === "" ? logical : [...logical, inside],
  };
}

function physical(file: string, line: number): NonNullable<Location["physicalLocation"]> {
  const region: { region?: Region } = line > 0 ? { region: { startLine: line } } : {};
  return { artifactLocation: { uri: encodeURI(file), uriBaseId: ROOT_ID }, ...region };
}

/** The exit code says what the command's does: 0 no fault, 1 findings, 2 it could not diagnose. */
function invocationOf({ startedAt, seconds, verdict, breakPoints, summary }: Report): Invocation {
  const isDone = verdict !== "unknown";
  const endTimeUtc = new Date(Date.parse(startedAt) + seconds * 1000).toISOString();
  return {
    executionSuccessful: isDone,
    startTimeUtc: startedAt,
    endTimeUtc,
    exitCode: isDone ? Number(breakPoints.length > 0) : 2,
    ...(isDone
      ? {}
      : { toolExecutionNotifications: [{ level: "error", message: { text: summary } }] }),
  };
}
