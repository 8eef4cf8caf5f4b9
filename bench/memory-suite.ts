/** Memory of a running engine over time: synthetic feed through its socket, one client, 1 s cadence. */
import { join } from "node:path";
import { LineProcess } from "./line-process.ts";
import type { HostReport } from "./scenarios/engine-host.ts";
import type { Size, Suite } from "./suite.ts";

const HOST = join(import.meta.dir, "scenarios", "engine-host.ts");
const TICKS_PER_SECOND = 20_000;
/** Rings, histograms and symbol rows are touched for the first time, code is compiled. */
const WARM_UP_SECONDS = { smoke: 0, full: 30 };
const WINDOWS = { smoke: 1, full: 9 };
const WINDOW_SECONDS = { smoke: 0.2, full: 10 };
const MEBI = 2 ** 20;

/** What a window of time shows. */
interface MemoryWindow {
  rssMb: number;
  rssPerMinute: number;
  heapPerMinute: number;
}

function windowOf(from: HostReport, to: HostReport, seconds: number): MemoryWindow {
  const perMinute = (bytes: number) => (bytes / MEBI / seconds) * 60;
  return {
    rssMb: to.rssBytes / MEBI,
    rssPerMinute: perMinute(to.rssBytes - from.rssBytes),
    heapPerMinute: perMinute(to.heapBytes - from.heapBytes),
  };
}

async function watch(size: Size): Promise<{ windows: MemoryWindow[]; records: number }> {
  const config = {
    cadenceMs: 1000,
    start: "2025-07-29T14:00:00Z",
    synthetic: { symbols: 4000, ticksPerSecond: TICKS_PER_SECOND, preRollSeconds: 0 },
  };
  const host = new LineProcess([process.execPath, HOST, JSON.stringify(config), "cadence"]);
  const url = await host.line();
  const client = new WebSocket(`${url.replace("http", "ws")}/ws`);
  const report = async () => {
    host.say("report");
    return JSON.parse(await host.line()) as HostReport;
  };
  await Bun.sleep(WARM_UP_SECONDS[size] * 1000);
  const windows: MemoryWindow[] = [];
  let from = await report();
  for (let i = 0; i < WINDOWS[size]; i++) {
    await Bun.sleep(WINDOW_SECONDS[size] * 1000);
    const to = await report();
    windows.push(windowOf(from, to, WINDOW_SECONDS[size]));
    from = to;
  }
  client.close();
  host.say("stop");
  const { residual, records } = JSON.parse(await host.line()) as HostReport;
  await host.end();
  if (residual !== 0) throw new Error(`Invariant: residual 0, was ${residual}`);
  return { windows, records };
}

export const memorySuite: Suite = {
  name: "memory",
  about: "resident memory and heap of a running engine, window by window, one client",
  processes: 1,
  run: async (size) => {
    const { windows, records } = await watch(size);
    const figures = (of: (window: MemoryWindow) => number) => [windows.map(of)];
    return {
      parameters: {
        ticksPerSecond: TICKS_PER_SECOND,
        symbols: 4000,
        warmUpSeconds: WARM_UP_SECONDS[size],
        windowSeconds: WINDOW_SECONDS[size],
        records,
      },
      measures: [
        { name: "resident", unit: "MB", checksum: "", samples: figures((w) => w.rssMb) },
        {
          name: "growth of resident memory",
          unit: "MB/min",
          checksum: "",
          samples: figures((w) => w.rssPerMinute),
        },
        {
          name: "growth of the heap",
          unit: "MB/min",
          checksum: "",
          samples: figures((w) => w.heapPerMinute),
        },
      ],
      rivalries: [],
    };
  },
};
