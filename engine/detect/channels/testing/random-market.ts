/** Markets out of fast-check's hands: drifts, jumps, pauses and bad ticks, so that every gate is met. */
import fc from "fast-check";
import type { BarInput, TickInput } from "./market.ts";

/** Moments of 2025-08-20 in New York from which a market runs: before, in and after the session. */
const STARTS_US: readonly number[] = ["08:30", "13:20", "13:31", "16:00", "19:20", "20:30"].map(
  (time) => Date.parse(`2025-08-20T${time}:00Z`) * 1000,
);
/** Both see the same ticks. */
export const SYMBOLS = ["WATCHED", "OTHER"] as const;

/** So many ticks that drift by so much each, the last of which jumps on a large volume. */
interface Segment {
  ticks: number;
  gapSeconds: number;
  driftPermille: number;
  noisePermille: number;
  jumpPercent: number;
  /** Before the first. */
  pauseSeconds: number;
  /** What is wrong with the fourth. */
  badTick: "none" | "late" | "not eligible" | "repeated";
}

/** Where a market begins and how it goes on. */
export interface RandomMarket {
  startUs: number;
  price: number;
  segments: Segment[];
}

export const randomMarket: fc.Arbitrary<RandomMarket> = fc.record({
  startUs: fc.constantFrom(...STARTS_US),
  price: fc.constantFrom(0.8, 6, 30, 120, 400, 900),
  segments: fc.array(
    fc.record<Segment>({
      ticks: fc.integer({ min: 5, max: 50 }),
      gapSeconds: fc.constantFrom(0.2, 1, 3, 7, 15),
      driftPermille: fc.integer({ min: -3, max: 3 }),
      noisePermille: fc.integer({ min: 0, max: 4 }),
      jumpPercent: fc.constantFrom(0, 0, 2, -3, 6, -9),
      pauseSeconds: fc.constantFrom(0, 0, 0, 90, 700),
      badTick: fc.constantFrom("none", "none", "late", "not eligible", "repeated"),
    }),
    { minLength: 4, maxLength: 8 },
  ),
});

/** The ticks of a market, in order of arrival; each goes to both symbols. */
export function ticksOf({ startUs, price, segments }: RandomMarket): TickInput[] {
  const ticks: TickInput[] = [];
  let epochUs = startUs;
  let last = price;
  for (const { ticks: count, gapSeconds, pauseSeconds, badTick, ...moves } of segments) {
    epochUs += pauseSeconds * 1e6;
    for (let i = 0; i < count; i++) {
      const isBad = i === 3 && badTick !== "none";
      const isJump = i === count - 1 && moves.jumpPercent !== 0;
      epochUs += gapSeconds * 1e6;
      const noise = (i % 2 === 0 ? 1 : -1) * moves.noisePermille;
      last *= 1 + (moves.driftPermille + noise) / 1000 + (isJump ? moves.jumpPercent / 100 : 0);
      const feedSeq = isBad && badTick === "repeated" ? ticks.length / 2 - 1 : ticks.length / 2;
      for (const symbol of SYMBOLS) {
        ticks.push({
          recordSeq: ticks.length,
          symbol,
          price: last,
          size: isJump ? 9000 : 100 + 10 * (i % 7),
          epochUs: isBad && badTick === "late" ? epochUs - 30e6 : epochUs,
          isEligible: !(isBad && badTick === "not eligible"),
          feedSeq: Math.floor(feedSeq),
        });
      }
    }
  }
  return ticks;
}

/** The same market as bars of a minute, out of three ticks each. */
export function barsOf(market: RandomMarket): BarInput[] {
  const prices = ticksOf(market).flatMap(({ symbol, ...tick }) =>
    symbol === SYMBOLS[0] ? [tick] : [],
  );
  return Array.from({ length: Math.floor(prices.length / 3) }, (_, i) => {
    const [first, second, third] = prices.slice(3 * i, 3 * i + 3);
    const all = [first!.price, second!.price, third!.price];
    const endEpochUs = market.startUs + i * 60e6;
    return {
      recordSeq: i,
      symbol: SYMBOLS[0],
      open: first!.price,
      high: Math.max(...all),
      low: Math.min(...all),
      close: third!.price,
      volume: first!.size + second!.size + third!.size,
      startEpochUs: endEpochUs - 60e6,
      endEpochUs,
    };
  });
}
