/** The door of the simulated market. */
export { defaultStartEpochUs } from "./market-hours.ts";
export {
  SyntheticFeed,
  type SyntheticFeedOptions,
} from "./synthetic-feed.ts";
export type { SyntheticReport } from "./synthetic-worker.ts";
export { FLAT_SYMBOL } from "./tickers.ts";
