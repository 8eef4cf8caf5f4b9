/** From the command to the first frame at a client, as a user would see it. */
import { join } from "node:path";
import { freePort } from "#bench/grading/copies";
import { type Contender, contest } from "../contest.ts";
import type { Suite } from "../suite.ts";

const GIVE_UP_MS = 20_000;
const ROUNDS = 12;

/** Milliseconds until a client has received a stock_data frame. */
async function firstFrameMs(): Promise<number> {
  const port = freePort();
  const main = join(import.meta.dir, "../../cli/engine.ts");
  const startedMs = performance.now();
  const engine = Bun.spawn([process.execPath, main, "--port", String(port)], {
    stdout: "ignore",
    stderr: "inherit",
  });
  try {
    for (;;) {
      const elapsed = performance.now() - startedMs;
      if (elapsed > GIVE_UP_MS) throw new Error(`no frame within ${GIVE_UP_MS} ms`);
      if (await hasFrame(port)) return performance.now() - startedMs;
      await Bun.sleep(2);
    }
  } finally {
    engine.kill("SIGTERM");
    await engine.exited;
  }
}

/** Connects and waits for a frame; false when nobody listens yet. */
function hasFrame(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const client = new WebSocket(`ws://127.0.0.1:${port}/ws/stock_data`);
    client.onerror = () => resolve(false);
    client.onmessage = () => {
      client.close();
      resolve(true);
    };
  });
}

export const startSuite: Suite = {
  name: "start",
  about: "`bun run engine` to the first stock_data frame at a WebSocket client",
  processes: 1,
  run: async (size) => {
    const contender: Contender = {
      name: "first frame",
      unit: "ms",
      sample: firstFrameMs,
      checksum: () => "",
    };
    return {
      parameters: { rounds: ROUNDS },
      measures: await contest([contender], size, ROUNDS, 1),
      rivalries: [],
    };
  },
};
