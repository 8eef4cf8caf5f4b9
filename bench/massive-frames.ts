/** Frames of the Massive dialect, made from a fixed seed: trades as the live feed sends them. */
import { nextRandom } from "./load-random.ts";

const START_EPOCH_MS = Date.UTC(2025, 6, 29, 14, 0);
/** A trade every so many milliseconds in all. */
const TRADES_PER_MS = 4;

/** Which keys a trade has: those that matter, or all that Massive's documentation names. */
export type TradeShape = "short" | "whole";

/** `count` frames of `trades` trades each, over `symbols` symbols; feed sequences grow. */
export function massiveFrames(
  count: number,
  trades: number,
  symbols: number,
  shape: TradeShape = "short",
): string[] {
  let random = 4711;
  let sequence = 0;
  return Array.from({ length: count }, () => {
    const messages = Array.from({ length: trades }, () => {
      random = nextRandom(random);
      const symbol = (random >>> 8) % symbols;
      const price = (5 + (symbol % 400) + (random & 0xff) / 100).toFixed(2);
      const epochMs = START_EPOCH_MS + Math.floor(sequence++ / TRADES_PER_MS);
      const size = 100 + (random & 0x3ff);
      const head = `{"ev":"T","sym":"S${symbol}","x":4,"i":"${sequence}","z":3,"p":${price},"s":${size}`;
      if (shape === "short") return `${head},"c":[14,41],"t":${epochMs},"q":${sequence}}`;
      const times = `"t":${epochMs},"pt":${epochMs - 21},"q":${sequence}`;
      return `${head},"ds":"${size}.0","c":[14,37,41],${times},"trfi":202,"trft":${epochMs - 1}}`;
    });
    return `[${messages.join(",")}]`;
  });
}
