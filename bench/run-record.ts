/** A run of the bench as a file: who measured what, where, with every raw sample. */
import { mkdirSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { join } from "node:path";
import type { SuiteRun } from "./suite.ts";

/** Where a run was made. Two runs on different machines are no comparison. */
export interface Machine {
  processors: string;
  memoryGiB: number;
  kernel: string;
  bun: string;
}

export interface RunRecord {
  version: 1;
  label: string;
  /** ISO 8601, UTC. */
  startedAt: string;
  machine: Machine;
  /** Git's name of the tree that was measured; `+` = with changes that are not committed. */
  commit: string;
  suites: SuiteRun[];
  /**
   * Two records with the same pairing were taken in turn, round by round (bench/lockstep.ts): figures
   * with the same index are a moment apart.
   */
  pairing?: string;
}

const BASELINES = join(import.meta.dir, "baselines");

/** This machine. */
export function thisMachine(): Machine {
  const processors = cpus();
  return {
    processors: `${processors.length} x ${processors[0]?.model ?? "?"}`,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    bun: Bun.version,
  };
}

/** The commit of the tree, as RunRecord.commit has it. */
export function thisCommit(): string {
  const git = (...args: string[]) => {
    const { success, stdout } = Bun.spawnSync(["git", ...args], { cwd: import.meta.dir });
    return success ? stdout.toString().trim() : undefined;
  };
  const commit = git("rev-parse", "--short", "HEAD");
  if (commit === undefined) return "no commit";
  return git("status", "--porcelain") === "" ? commit : `${commit}+`;
}

/** A new record of this machine and tree. */
export function newRecord(label: string, suites: SuiteRun[]): RunRecord {
  const startedAt = new Date().toISOString();
  return {
    version: 1,
    label,
    startedAt,
    machine: thisMachine(),
    commit: thisCommit(),
    suites,
  };
}

/** A label names a file of bench/baselines; a text with a slash or dot is a path. */
function pathOf(label: string): string {
  return /[./]/.test(label) ? label : join(BASELINES, `${label}.json`);
}

/** Writes a baseline; returns its path. Throws on a label that is no plain name. */
export async function saveBaseline(record: RunRecord): Promise<string> {
  if (!/^[\w-]+$/.test(record.label)) {
    throw new Error(`USAGE: --save ${record.label}: use letters, digits, - and _`);
  }
  mkdirSync(BASELINES, { recursive: true });
  const path = pathOf(record.label);
  await Bun.write(path, `${JSON.stringify(record, rounded)}\n`);
  return path;
}

/** Six significant digits: more than any figure here deserves. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === "number" ? Number(value.toPrecision(6)) : value;
}

/** Reads a baseline or a report.json. Throws USAGE when there is none or it is something else. */
export async function loadRecord(label: string): Promise<RunRecord> {
  const path = pathOf(label);
  const file = Bun.file(path);
  if (!(await file.exists())) {
    throw new Error(`USAGE: no baseline "${label}" (${path}): make one with --save ${label}`);
  }
  const record = (await file.json()) as RunRecord;
  if (record.version !== 1 || !Array.isArray(record.suites)) {
    throw new Error(`USAGE: ${path} is no bench record of version 1, was ${record.version}`);
  }
  return record;
}
