/** The door of the simulated market. */
export { defaultStartEpochUs } from "./market-hours.ts";
export { CHANNELS, MarketSimulator, type MarketSink, type SimulatorOptions } from "./simulator.ts";
export {
  SyntheticFeed,
  type SyntheticFeedCounts,
  type SyntheticFeedOptions,
} from "./synthetic-feed.ts";
export type { SyntheticReport, SyntheticRequest } from "./synthetic-worker.ts";
export { FLAT_SYMBOL, SIMULATED_SYMBOLS_MAX } from "./tickers.ts";
