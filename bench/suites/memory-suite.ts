/**
 * Memory of a running engine over time: synthetic feed through its socket, one client, 1 s cadence.
 *
 * What fills up to a bound (history of frames, rings, symbol rows, traces, compiled code) is filled
 * before the first sample: the market runs ahead at full speed, and the window opens when the history
 * says that it is full. Before each sample every thread collects its own heap, so that what grows is
 * held by somebody and not garbage that waits for its turn; a collection of the main thread comes
 * right before resident memory is read.
 *
 * The window is 100 s; BENCH_MEMORY_MINUTES=60 makes it an hour. How little growth it can exclude,
 * its interval says.
 */
import { join } from "node:path";
import { LineProcess } from "../line-process.ts";
import type { HostReport } from "../scenarios/engine-host.ts";
import type { ThreadHeap } from "../scenarios/heap-watch.ts";
import { halfwaySlopes } from "../statistics.ts";
import type { Measure, Size, Suite } from "../suite.ts";

const HOST = join(import.meta.dir, "../scenarios/engine-host.ts");
const TICKS_PER_SECOND = 20_000;
const SYMBOLS = 4000;
/** One worker is the default. */
const THREADS = ["main", "ingest", "detector-0", "synthetic-feed"] as const;
const MEBI = 2 ** 20;
const MINUTES_MAX = 24 * 60;
/** Bound of the history of frames; the default. */
const RESUME_BYTES_MAX = 16 * MEBI;
/** A history whose next frame may not fit is full. */
const FULL_SHARE = 0.95;
/** A machine that takes longer to fill the history is too busy to be measured. */
const FILL_SECONDS_MAX = 120;

/** How long what is done. */
interface Plan {
  /** Event seconds at full speed: about 20,000 rows, more than the history of frames holds. */
  preRollSeconds: number;
  isFilled: boolean;
  /** After the fill: pages that the garbage of the way there had touched go back, code is compiled. */
  settleSeconds: number;
  sampleSeconds: number;
  windowSeconds: number;
}

/** One look at the whole process. */
interface Sample {
  seconds: number;
  rssMb: number;
  heaps: ThreadHeap[];
}

function planOf(size: Size): Plan {
  if (size === "smoke") {
    const windowSeconds = 0.6;
    return {
      preRollSeconds: 1,
      isFilled: false,
      settleSeconds: 0,
      sampleSeconds: 0.1,
      windowSeconds,
    };
  }
  const plan = { preRollSeconds: 150, isFilled: true, settleSeconds: 20 };
  const minutes = Number(process.env.BENCH_MEMORY_MINUTES ?? 0);
  if (!(minutes >= 0 && minutes <= MINUTES_MAX)) {
    const was = process.env.BENCH_MEMORY_MINUTES;
    throw new Error(`USAGE: BENCH_MEMORY_MINUTES is 0 to ${MINUTES_MAX} minutes, was "${was}"`);
  }
  if (minutes === 0) return { ...plan, sampleSeconds: 2, windowSeconds: 100 };
  return { ...plan, sampleSeconds: 5, windowSeconds: minutes * 60 };
}

/** Bytes that the history of frames holds. */
async function historyBytes(url: string): Promise<number> {
  const response = await fetch(`${url}/api/status`);
  return ((await response.json()) as { feed: { bytes: number } }).feed.bytes;
}

/** Resolves when the history of frames is as full as it gets. */
async function filled(url: string): Promise<void> {
  const deadlineMs = performance.now() + FILL_SECONDS_MAX * 1000;
  let bytes = await historyBytes(url);
  while (bytes < FULL_SHARE * RESUME_BYTES_MAX) {
    if (performance.now() > deadlineMs) {
      throw new Error(`the history holds ${bytes} bytes after ${FILL_SECONDS_MAX} s: not full`);
    }
    await Bun.sleep(200);
    bytes = await historyBytes(url);
  }
}

async function watch(plan: Plan): Promise<{ samples: Sample[]; last: HostReport }> {
  const { preRollSeconds, sampleSeconds, settleSeconds, windowSeconds } = plan;
  const config = {
    cadenceMs: 1000,
    start: "2025-07-29T14:00:00Z",
    synthetic: { symbols: SYMBOLS, ticksPerSecond: TICKS_PER_SECOND, preRollSeconds },
    server: { resumeBytesMax: RESUME_BYTES_MAX },
  };
  const command = [process.execPath, HOST, JSON.stringify(config), "running"];
  const host = new LineProcess([...command, String(sampleSeconds * 1000)]);
  const url = await host.line();
  const client = new WebSocket(`${url.replace("http", "ws")}/ws`);
  if (plan.isFilled) await filled(url);
  await Bun.sleep(settleSeconds * 1000);
  const samples: Sample[] = [];
  const startMs = performance.now();
  for (let seconds = 0; seconds < windowSeconds; ) {
    host.say("report");
    const { rssBytes, heaps } = JSON.parse(await host.line()) as HostReport;
    seconds = (performance.now() - startMs) / 1000;
    samples.push({ seconds, rssMb: rssBytes / MEBI, heaps });
    await Bun.sleep(sampleSeconds * 1000);
  }
  client.close();
  host.say("stop");
  const last = JSON.parse(await host.line()) as HostReport;
  await host.end();
  if (last.residual !== 0) throw new Error(`Invariant: residual 0, was ${last.residual}`);
  return { samples, last };
}

/** MB a minute between the halves of the window. */
function growth(name: string, points: { minutes: number; mb: number }[]): Measure {
  const slopes = halfwaySlopes(points.map(({ minutes, mb }) => ({ at: minutes, figure: mb })));
  return { name, unit: "MB/min", checksum: "", samples: [slopes] };
}

/** Of each thread: the growth of what is alive on it. A count that was seen twice is one point. */
function heapGrowths(samples: readonly Sample[]): Measure[] {
  return THREADS.map((thread) => {
    const counts = new Map<number, number>();
    for (const { heaps } of samples) {
      const heap = heaps.find((one) => one.thread === thread);
      if (heap !== undefined) counts.set(heap.epochMs, heap.liveBytes);
    }
    const points = [...counts].map(([epochMs, bytes]) => {
      return { minutes: epochMs / 60_000, mb: bytes / MEBI };
    });
    return growth(`growth of live objects, ${thread}`, points);
  });
}

export const memorySuite: Suite = {
  name: "memory",
  about:
    "a running engine after everything bounded is full: resident memory, live objects by thread",
  processes: 1,
  run: async (size) => {
    const { isFilled, ...plan } = planOf(size);
    const { samples, last } = await watch({ ...plan, isFilled });
    const resident = samples.map(({ seconds, rssMb }) => ({ minutes: seconds / 60, mb: rssMb }));
    return {
      parameters: {
        ticksPerSecond: TICKS_PER_SECOND,
        symbols: SYMBOLS,
        ...plan,
        resumeBytesMax: RESUME_BYTES_MAX,
        records: last.records,
      },
      measures: [
        {
          name: "resident memory",
          unit: "MB",
          checksum: "",
          samples: [resident.map(({ mb }) => mb)],
        },
        growth("growth of resident memory", resident),
        ...heapGrowths(samples),
      ],
      rivalries: [],
    };
  },
};
