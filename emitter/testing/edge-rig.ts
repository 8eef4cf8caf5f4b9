/** An emitter on a free port of loopback over an InProcessView, for tests. */
import { afterEach, expect } from "bun:test";
import {
  createEmitter,
  type EdgeLimits,
  type Emitter,
  type EmitterConfig,
  type Endpoint,
} from "../index.ts";
import { TEST_ZONE, takeViolations } from "./contract-watch.ts";
import { InProcessView } from "./in-process-view.ts";

const LIMITS: EdgeLimits = {
  clientsMax: 1000,
  subscriptionSymbolsMax: 100,
  messageBytesMax: 4096,
  bufferedBytesMax: 1_048_576,
  slowClientCloseMs: 10_000,
  historyRows: 100,
  resumeFramesMax: 100,
  resumeBytesMax: 1_000_000,
  origins: [],
};

export interface EdgeRig {
  view: InProcessView;
  emitter: Emitter;
  port: number;
  http: string;
  ws: string;
}

/** Changes to the default of a test: a cadence so long that only emitNow() emits. */
export type RigOptions = Partial<Omit<EmitterConfig, "server">> & {
  server?: Partial<EdgeLimits>;
} & {
  endpoints?: Endpoint[];
};

/** Starts an emitter. */
export async function startRig({ endpoints = [], ...options }: RigOptions = {}): Promise<EdgeRig> {
  const view = new InProcessView();
  const emitter = createEmitter({
    view,
    endpoints,
    config: {
      host: "127.0.0.1",
      port: 0,
      cadenceMs: 60_000,
      timeZone: TEST_ZONE,
      drainMsMax: 2000,
      workerStallMs: 2000,
      ...options,
      server: { ...LIMITS, ...options.server },
    },
  });
  const { port } = await emitter.start();
  return { view, emitter, port, http: `http://127.0.0.1:${port}`, ws: `ws://127.0.0.1:${port}` };
}

/**
 * Ends the rig and checks that nothing was lost without a name: every stage and edge of the ledger
 * sums up, and no client got a message that breaks the contract.
 */
export async function stopRig(rig: EdgeRig, drain = true): Promise<void> {
  await rig.emitter.stop(drain);
  rig.view.queue.assertInvariants();
  expect(rig.view.queue.length).toBe(0);
  expect(rig.emitter.pendingRows).toBe(0);
  const ledger = rig.view.ledgerSnapshot();
  const open = [...ledger.stages, ...ledger.edges].filter((part) => part.residual !== 0);
  expect(open).toEqual([]);
  expect(takeViolations().violations).toEqual([]);
}

/**
 * How the tests of a file start their rig, one a test at the most. It ends, checked, after each test, and
 * before it does whatever `beforeStop` ends.
 */
export function rigPerTest(
  beforeStop: () => void = () => undefined,
): (options?: RigOptions) => Promise<EdgeRig> {
  let rig: EdgeRig | undefined;
  afterEach(async () => {
    beforeStop();
    if (rig !== undefined) await stopRig(rig);
    rig = undefined;
  });
  return async (options = {}) => {
    rig = await startRig(options);
    return rig;
  };
}
