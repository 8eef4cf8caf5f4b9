/**
 * From what a living engine shows to break points. Each rule reads counters, not intentions, and none
 * knows which faults exist: a stage that loses, makes up, stops or complains is named as such.
 */
import { existsSync, readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { EngineStatus, LedgerSnapshot } from "#engine";
import { STAGES, type Stage } from "#engine/telemetry";
import { SURROUNDING_DECLARATIONS, SURROUNDINGS } from "#inspect/flow";
import { capacityFindings } from "./capacity-rules.ts";
import { infoOf } from "./error-catalogue.ts";
import { feedFindings } from "./feed-rules.ts";
import { type Finding, finding } from "./finding.ts";
import type { LiveEvidence } from "./live-evidence.ts";
import { type Place, placeOfRecord, placeOfStack, ROOT } from "./locate.ts";
import type { Evidence } from "./report.ts";
import { stageOfFile } from "./stage-of-file.ts";

/** The stage at which faults of a part around the pipeline show. */
function pipelineStage(stage: string): Stage {
  const part = SURROUNDINGS.find((candidate) => candidate === stage);
  if (part !== undefined) return SURROUNDING_DECLARATIONS[part].stage;
  return STAGES.find((candidate) => candidate === stage) ?? "detect";
}

/** An engine that ended although nobody asked it to, or did not come up at all. */
export function startFailure(exitCode: number, stderr: string): Finding {
  const code = stderr.match(/^([A-Z][A-Z_]+):/m)?.[1] ?? "";
  const place = placeOfStack(stderr);
  const stage = place === undefined ? "source" : stageOfFile(place.file);
  const config = configPlace(stderr);
  const text = stderr.trim().split("\n").slice(-12).join("\n");
  const what =
    exitCode === 0
      ? "the engine does not respond as expected"
      : `the engine failed (exit code ${exitCode})`;
  const cause = `${what}: ${text.split("\n")[0]}`;
  const evidence: Evidence[] = [{ kind: "process", text, data: { exitCode } }];
  return {
    ...finding(stage, "start", config === undefined ? 0.7 : 0.95, cause, evidence, config ?? place),
    code,
  };
}

/** The line of a config file that a refusal is about: `CONFIG_…: FILE: KEY.PATH …`. */
function configPlace(stderr: string): Place | undefined {
  const match = stderr.match(/^CONFIG_[A-Z_]+: (\S+\.json): ([\w.]+)?/m);
  const path = match?.[1];
  if (path === undefined || !existsSync(resolve(ROOT, path))) return undefined;
  const key = match?.[2]?.split(".").at(-1) ?? "";
  const lines = readFileSync(resolve(ROOT, path), "utf8").split("\n");
  const line = key === "" ? 0 : lines.findIndex((text) => text.includes(`"${key}"`)) + 1;
  return { file: relative(ROOT, resolve(ROOT, path)), line, functionName: "" };
}

function residuals({ final, after }: LiveEvidence): Finding[] {
  const ledger = final ?? after;
  const found: Finding[] = [];
  for (const stage of ledger.stages) {
    if (stage.residual === 0) continue;
    const verb = stage.residual > 0 ? "loses" : "adds";
    const cause = `${stage.stage} ${verb} ${Math.abs(stage.residual)} records without a counter`;
    const evidence: Evidence[] = [{ kind: "ledger", text: cause, data: stage }];
    found.push(finding(stage.stage, "loss", 0.75, cause, evidence));
  }
  for (const edge of ledger.edges) {
    if (edge.residual === 0) continue;
    const cause = `${edge.from} produced ${edge.produced}, ${edge.to} received ${edge.taken}`;
    const evidence: Evidence[] = [{ kind: "ledger", text: cause, data: edge }];
    const part = finding(edge.to, "loss", 0.6, cause, evidence);
    found.push({ ...part, edge: `${edge.from} -> ${edge.to}` });
  }
  return found;
}

/** The first stage into which nothing comes, or out of which nothing goes. */
function noFlow({ final, after }: LiveEvidence): Finding[] {
  const ledger: LedgerSnapshot = final ?? after;
  for (const stage of ledger.stages) {
    if (stage.in === 0) {
      const index = STAGES.indexOf(stage.stage);
      const before = ledger.stages[index - 1];
      const cause =
        before === undefined
          ? "no data arrives from the feed"
          : `${before.stage} produced ${before.produced}, ${stage.stage} received nothing`;
      const evidence: Evidence[] = [{ kind: "ledger", text: cause, data: { before, stage } }];
      const culprit = before !== undefined && before.produced === 0 ? before.stage : stage.stage;
      return [finding(culprit, "no-flow", 0.7, cause, evidence)];
    }
    const errored = Object.values(stage.errored).reduce((a, b) => a + b, 0);
    const filtered = Object.values(stage.filtered).reduce((a, b) => a + b, 0);
    if (stage.out === 0 && errored + filtered > 0) {
      const reasons = JSON.stringify({ ...stage.errored, ...stage.filtered });
      const cause = `${stage.stage} received ${stage.in} and passed nothing on: ${reasons}`;
      const evidence: Evidence[] = [{ kind: "ledger", text: cause, data: stage }];
      return [finding(stage.stage, "no-flow", 0.8, cause, evidence)];
    }
  }
  return [];
}

/** Errors of the engine itself; errors in the input are judged by the feed rules. */
function errors({ errors: entries, status }: LiveEvidence): Finding[] {
  const found: Finding[] = [];
  for (const entry of entries) {
    const info = infoOf(entry.code);
    if (info?.category === "input") continue;
    const cause = `${entry.count} x ${entry.code} on ${entry.thread}: ${entry.message}`;
    const evidence: Evidence[] = [{ kind: "error", text: cause, data: entry }];
    const place = placeOfPlugin(entry.stack, status.plugins) ?? placeOfRecord(entry.stack);
    // A code that the table does not have: the stack says where it belongs.
    const unknown = place === undefined ? "detect" : stageOfFile(place.file);
    const stage = info === undefined ? unknown : pipelineStage(info.stage);
    // A user module on the stack is near-certain evidence.
    const confidence = place !== undefined && isUserModule(place.file) ? 0.9 : 0.65;
    const part = finding(stage, "errors", confidence, cause, evidence, place);
    found.push({ ...part, code: entry.code });
  }
  return found;
}

/** The line of a user's module that a stack goes through, wherever that module lies. */
function placeOfPlugin(stack: string, plugins: EngineStatus["plugins"]): Place | undefined {
  for (const { module, name } of plugins) {
    const at = stack.indexOf(`${module}:`);
    if (at < 0) continue;
    const line = Number.parseInt(stack.slice(at + module.length + 1), 10);
    return { file: relative(ROOT, module), line: line || 0, functionName: name };
  }
  return undefined;
}

/** Whether a file is none of the repository's pipeline: a plug-in, a config. */
export function isUserModule(file: string): boolean {
  return !/^(schemas|codec|engine|emitter)\//.test(file);
}

function contract({ frames }: LiveEvidence): Finding[] {
  return frames.violations.slice(0, 5).map(({ path, expected, actual, section, count }) => {
    const cause = `${count} x ${path}: expected ${expected}, was ${actual} (${section})`;
    const evidence: Evidence[] = [
      { kind: "contract", text: cause, data: { path, section, count } },
    ];
    return finding("frame", "contract", 0.6, cause, evidence);
  });
}

/** What a synthetic market always shows to a client that watches for some seconds. */
function expectations(live: LiveEvidence): Finding[] {
  const { frames, status } = live;
  if (status.source !== "synthetic") return [];
  if (frames.frames === 0) {
    const cause = `a client received ${frames.messages} messages but no stock_data frame`;
    const evidence: Evidence[] = [{ kind: "expectation", text: cause, data: frames }];
    return [finding("send", "no-flow", 0.6, cause, evidence)];
  }
  if (frames.flatRows > 0) {
    const cause = `${frames.flatRows} rows of a symbol whose price never moves`;
    const evidence: Evidence[] = [{ kind: "expectation", text: cause, data: frames.rows }];
    return [finding("detect", "silent", 0.7, cause, evidence)];
  }
  if (!isFull(live)) return [];
  const empty = Object.entries(frames.rows).filter(([, rows]) => rows === 0);
  if (empty.length === 0) return [];
  const cause = `empty lists: ${empty.map(([list]) => list).join(", ")}`;
  const evidence: Evidence[] = [{ kind: "expectation", text: cause, data: frames.rows }];
  return [finding("detect", "silent", 0.5, cause, evidence)];
}

/** Market seconds, and ticks of each symbol in them, after which every list has had a row. */
const FULL_SECONDS = 540;
const FULL_TICKS = 500;

/** Whether the simulated market has come so far that an empty list says something. */
function isFull({ isWhole, after, config }: LiveEvidence): boolean {
  const { symbols, ticksPerSecond, url } = config.synthetic;
  const ticks = after.stages.find(({ stage }) => stage === "normalise")?.in ?? 0;
  const isOwnMarket = url === null;
  const hasTime = ticks / ticksPerSecond >= FULL_SECONDS;
  return isWhole && isOwnMarket && hasTime && ticks / symbols >= FULL_TICKS;
}

function ending({ exit }: LiveEvidence): Finding[] {
  if (exit === null || exit.exitCode === 0) return [];
  const text = `the engine exited with code ${exit.exitCode}`;
  const evidence: Evidence[] = [{ kind: "process", text, data: exit }];
  const place = placeOfStack(exit.stderr);
  const stage = place === undefined ? "send" : stageOfFile(place.file);
  return [finding(stage, "start", 0.5, text, evidence, place)];
}

/** Everything that the evidence shows, the first sick place of the flow first. */
export function liveFindings(live: LiveEvidence): Finding[] {
  const found = [
    ...errors(live),
    ...feedFindings(live),
    ...capacityFindings(live),
    ...noFlow(live),
    ...residuals(live),
    ...contract(live),
    ...expectations(live),
    ...ending(live),
  ];
  const order = (one: Finding) => STAGES.indexOf(one.stage);
  // Within a stage the stronger evidence first; along the flow the earlier stage.
  return found.toSorted((a, b) => order(a) - order(b) || b.confidence - a.confidence);
}
