/**
 * What is known of a healthy tree: the answers of every probe, and a fingerprint of every source file.
 * Recorded by `bun run diagnose record`, read at every diagnosis.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { diffLines } from "diff";
import type { Stage } from "#telemetry";
import { gitOutput } from "./git.ts";
import { ROOT } from "./locate.ts";
import type { KnownAnswers } from "./probe-report.ts";

/** Folders whose files make the pipeline. */
const FOLDERS = ["schemas", "codec", "engine", "emitter"];
/** No part of the pipeline: tests, probes, test support, generated code. */
const NOT_PIPELINE =
  /(\.test\.ts|\.probe\.ts|probes\.ts|fixture\.ts|\.d\.ts|testdata\/|testing\/|generated\/|-litmus-worker\.ts)/;

/** Git's name of each pipeline file's content: with it, git can show the content of then. */
export type SourceFingerprints = Record<string, string>;

/** The record of a healthy tree. */
export interface Baseline {
  version: 1;
  answers: KnownAnswers;
  sources: SourceFingerprints;
  /** Stage of each file that a probe pins. */
  stages: Record<string, Stage>;
}

const PATH = join(import.meta.dir, "baseline.json");

/** The committed baseline; undefined before the first record. */
export function loadBaseline(): Baseline | undefined {
  try {
    return JSON.parse(readFileSync(PATH, "utf8")) as Baseline;
  } catch {
    return undefined; // diagnosing without one is possible, and says so
  }
}

/** Writes the baseline, one answer a line, so that a change reads well in a diff. */
export async function saveBaseline({ answers, sources, stages }: Baseline): Promise<void> {
  const probes = Object.entries(answers).map(([name, list]) => {
    const lines = list.map((answer) => `      ${JSON.stringify(answer)}`).join(",\n");
    return `    ${JSON.stringify(name)}: [\n${lines}\n    ]`;
  });
  const staged = Object.entries(stages).map(([file, stage]) => {
    return `    ${JSON.stringify(file)}: "${stage}"`;
  });
  const files = Object.entries(sources).map(([file, id]) => `    ${JSON.stringify(file)}: "${id}"`);
  const parts = [
    '  "version": 1',
    `  "answers": {\n${probes.join(",\n")}\n  }`,
    `  "sources": {\n${files.join(",\n")}\n  }`,
    `  "stages": {\n${staged.join(",\n")}\n  }`,
  ];
  await Bun.write(PATH, `{\n${parts.join(",\n")}\n}\n`);
}

/** Git's id of a blob with this content. */
function blobId(content: Uint8Array): string {
  const hasher = new Bun.CryptoHasher("sha1");
  hasher.update(`blob ${content.length}\0`);
  hasher.update(content);
  return hasher.digest("hex");
}

/** The pipeline's files as they are now. */
export function fingerprintSources(): SourceFingerprints {
  const found: SourceFingerprints = {};
  for (const folder of FOLDERS) {
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

/** A file that changed since the baseline. */
export interface SuspectChange {
  file: string;
  /** Changed lines of today's file, from 1; empty when git does not know the content of then. */
  lines: number[];
  /** The change as text, cut; "" when unknown. */
  hunk: string;
}

/** Pipeline files that differ from the baseline. */
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
