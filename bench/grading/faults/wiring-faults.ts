/** Faults of wiring, config and a user's own modules: no file of the engine is touched. */
import type { Fault } from "./fault.ts";

const HAND_OFF = `/** Hands records to the processor of this thread. */
const processors = new Map();

function processorOf(thread) {
  const processor = processors.get(thread);
  if (processor === undefined) throw new Error(\`No processor is bound to thread \${thread}\`);
  return processor;
}

export const createHandOff = ({ ring, thread }) => ({
  view: ring.view,
  claim: () => ring.claim(),
  commit: () => processorOf(thread).take(ring.view),
  flush: () => ring.flush(),
});
`;

const SLOW = `/** Looks at every tick for a long time. */
export const createDetector = ({ name }) => ({
  name,
  onTick() {
    for (const endMs = performance.now() + 1; performance.now() < endMs; );
  },
});
`;

const ENDLESS = `/** Looks for something in the ticks of a symbol, and never stops looking. */
export const createDetector = ({ name }) => {
  let ticks = 0;
  return {
    name,
    onTick() {
      ticks += 1;
      while (ticks > 5_000);
    },
  };
};
`;

export const WIRING_FAULTS: readonly Fault[] = [
  {
    id: "F01",
    symptom: "the feed delivers, and nothing passes the ingest thread",
    cause: "records are handed to a processor that is bound to another thread",
    files: { "plugins/hand-off.js": HAND_OFF },
    config: { plugins: { handOff: "./plugins/hand-off.js" } },
    expected: { stage: "ring", file: "plugins/hand-off.js" },
    remedies: ["ring-hand-off"],
  },
  {
    id: "F03",
    symptom: "the engine does not start",
    cause: "the config writes highlow, the engine reads highLow",
    config: { detectors: { highlow: { minPercent: 0.2 } } },
    expected: { stage: "source", file: "tickscope.config.json" },
    remedies: [],
  },
  {
    id: "N01",
    symptom: "records are overrun",
    cause: "a detector is slower than its source, and overrun: drop-oldest was chosen",
    files: { "plugins/slow-detector.js": SLOW },
    config: {
      overrun: "drop-oldest",
      ringSlots: 1024,
      plugins: { detectors: [{ name: "slow", module: "./plugins/slow-detector.js" }] },
    },
    expected: { stage: "detect", file: "plugins/slow-detector.js" },
    remedies: [],
  },
  {
    id: "N08",
    symptom: "one client falls behind",
    cause: "it does not read its socket",
    config: { server: { bufferedBytesMax: 65_536, slowClientCloseMs: 600_000 } },
    client: "never-reads",
    expected: { stage: "send", declares: "Client" },
    remedies: [],
  },
  {
    id: "N10",
    symptom: "one partition goes silent",
    cause: "a user's detector never returns",
    files: { "plugins/endless-detector.js": ENDLESS },
    config: {
      workerStallMs: 500,
      plugins: { detectors: [{ name: "endless", module: "./plugins/endless-detector.js" }] },
    },
    expected: { stage: "detect", file: "plugins/endless-detector.js" },
    remedies: [],
  },
];
