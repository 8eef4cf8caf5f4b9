/**
 * What is known of a healthy tree besides the answers: a fingerprint of every source file, and the order
 * in which the functions of a module answer. Recorded by `bun run diagnose record`.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { diffLines } from "diff";
import { PIPELINE_FOLDERS } from "./cases/index.ts";
import { gitOutput } from "./git.ts";
import { ROOT } from "./locate.ts";

/** No part of the pipeline: tests, cases, test support, generated code. */
const NOT_PIPELINE =
  /(\.test\.ts|\.cases\.ts|-?fixture\.ts|\.d\.ts|testdata\/|testing\/|generated\/|-litmus-worker\.ts)/;

/** Git's name of each pipeline file's content: with it, git can show the content of then. */
export type SourceFingerprints = Record<string, string>;

/** The record of a healthy tree. */
export interface RecordedTree {
  version: 1;
  sources: SourceFingerprints;
  /** By name of the cases: functions in the order in which they answer. */
  orders: Record<string, string>;
}

const PATH = join(import.meta.dir, "recorded-tree.json");

/** The committed record; undefined before the first one. */
export function loadRecordedTree(): RecordedTree | undefined {
  try {
    return JSON.parse(readFileSync(PATH, "utf8")) as RecordedTree;
  } catch {
    return undefined; // diagnosing without one is possible, and says so
  }
}

/** Writes the record, one entry a line, so that a change reads well in a diff. */
export async function saveRecordedTree(orders: Record<string, string>): Promise<void> {
  const tree: RecordedTree = { version: 1, sources: fingerprintSources(), orders };
  await Bun.write(PATH, `${JSON.stringify(tree, null, 2)}\n`);
}
/** Git's id of a blob with this content. */
function blobId(content: Uint8Array): string {
  const hasher = new Bun.CryptoHasher("sha1");
  hasher.update(`blob ${content.length}\0`);
  hasher.update(content);
  return hasher.digest("hex");
}

/** The pipeline's files as they are now. */
function fingerprintSources(): SourceFingerprints {
  const found: SourceFingerprints = {};
  for (const folder of PIPELINE_FOLDERS) {
    const files = [...new Bun.Glob("**/*.{ts,json,fbs}").scanSync(join(ROOT, folder))];
    for (const path of files.toSorted()) {
      const file = `${folder}/${path}`;
      if (!NOT_PIPELINE.test(file) && !file.endsWith("tsconfig.json")) {
        found[file] = blobId(readFileSync(join(ROOT, file)));
      }
    }
  }
  return found;
}

/** A file that changed since the record. */
export interface SuspectChange {
  file: string;
  /** Changed lines of today's file, from 1; empty when git does not know the content of then. */
  lines: number[];
  /** The change as text, cut; "" when unknown. */
  hunk: string;
}

/** Pipeline files that differ from the record. */
export function suspectChanges(known: SourceFingerprints): SuspectChange[] {
  const now = fingerprintSources();
  return Object.keys({ ...known, ...now })
    .filter((file) => known[file] !== now[file])
    .map((file) => changeOf(file, known[file], now[file]));
}

function changeOf(file: string, before: string | undefined, after: string | undefined) {
  if (before === undefined || after === undefined) {
    return { file, lines: [], hunk: before === undefined ? "new file" : "the file was deleted" };
  }
  const old = gitOutput(ROOT, "cat-file", "-p", before);
  if (old === undefined) return { file, lines: [], hunk: "" };
  const lines: number[] = [];
  const hunk: string[] = [];
  let at = 1;
  for (const part of diffLines(old, readFileSync(join(ROOT, file), "utf8"))) {
    const count = part.count ?? 0;
    if (part.added || part.removed) {
      const mark = part.added ? "+" : "-";
      hunk.push(
        ...part.value
          .trimEnd()
          .split("\n")
          .map((line) => `${mark}${line}`),
      );
    }
    if (part.added) for (let i = 0; i < count; i++) lines.push(at + i);
    if (part.removed) lines.push(at);
    if (!part.removed) at += count;
  }
  return { file, lines: [...new Set(lines)], hunk: hunk.slice(0, 12).join("\n") };
}
