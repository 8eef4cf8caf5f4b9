/**
 * `/api/baselines`: runs that `bun run bench --save LABEL` kept, for pages to compare. Main thread.
 *
 * A saved run is a file (bench/baselines/LABEL.json, version 1); the engine reads it as data and knows
 * nothing of the bench. Only an engine that runs from a checkout has any.
 */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Endpoint, jsonResponse } from "#emitter";
import { quantile } from "#statistics";

const FOLDER = join(import.meta.dir, "../bench/baselines");
/** A larger file is no saved run: the largest has some ten thousand samples. */
const FILE_BYTES_MAX = 4_194_304;

/** One measure: the middle of its samples, and between which half of them lie. */
export interface BaselineMeasure {
  suite: string;
  name: string;
  unit: string;
  n: number;
  low: number;
  median: number;
  high: number;
  checksum: string;
}

export interface Baseline {
  label: string;
  /** ISO 8601, UTC. */
  startedAt: string;
  commit: string;
  machine: { processors: string; memoryGiB: number; kernel: string; bun: string };
  measures: BaselineMeasure[];
}

/** What the endpoint answers: newest first, and the files that could not be read. */
export interface BaselinesAnswer {
  baselines: Baseline[];
  problems: { file: string; message: string }[];
}

/** The parts of a saved run that are read. */
interface SavedRun extends Omit<Baseline, "measures"> {
  version: number;
  suites: {
    name: string;
    measures: { name: string; unit: string; checksum: string; samples: number[][] }[];
  }[];
}

/** Reads every saved run in `folder`; a file that is none becomes a problem. Never rejects. */
export async function readBaselines(folder: string = FOLDER): Promise<BaselinesAnswer> {
  const answer: BaselinesAnswer = { baselines: [], problems: [] };
  const names = existsSync(folder) ? await readdir(folder) : [];
  for (const file of names.filter((name) => name.endsWith(".json")).toSorted()) {
    try {
      answer.baselines.push(await readBaseline(join(folder, file)));
    } catch (error) {
      answer.problems.push({ file, message: (error as Error).message });
    }
  }
  answer.baselines.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  return answer;
}

async function readBaseline(path: string): Promise<Baseline> {
  const file = Bun.file(path);
  if (file.size > FILE_BYTES_MAX) {
    throw new Error(`not a saved run: ${file.size} bytes, at most ${FILE_BYTES_MAX}`);
  }
  const run = (await file.json()) as SavedRun;
  if (run?.version !== 1 || !Array.isArray(run.suites)) {
    throw new Error(`not a saved run of version 1, was ${run?.version}`);
  }
  const { processors, memoryGiB, kernel, bun } = run.machine;
  const measures = run.suites.flatMap(({ name: suite, measures: list }) => {
    return list.flatMap(({ name, unit, checksum, samples }): BaselineMeasure[] => {
      const sorted = samples.flat().sort((a, b) => a - b);
      if (sorted.length === 0) return [];
      const [low, median, high] = [0.25, 0.5, 0.75].map((share) => {
        return Number(quantile(sorted, share).toPrecision(6));
      });
      return [
        { suite, name, unit, n: sorted.length, low: low!, median: median!, high: high!, checksum },
      ];
    });
  });
  return {
    // The file's name is what commands take.
    label: basename(path, ".json"),
    startedAt: run.startedAt,
    commit: run.commit,
    machine: { processors, memoryGiB, kernel, bun },
    measures,
  };
}

/** The endpoint. It names machine and commit: for pages of this engine only. */
export function baselinesEndpoint(): Endpoint {
  const handle = async () => jsonResponse(200, await readBaselines());
  return { path: "/api/baselines", methods: ["GET"], access: "own-pages", handle };
}
