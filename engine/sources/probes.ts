/** Known-answer probes of the sources, in the order in which they stand on each other. */
import type { Probe } from "#schemas";
import { BACKOFF_PROBE } from "./backoff.probe.ts";
import { BINANCE_CLIENT_PROBE } from "./binance-client.probe.ts";
import { BINANCE_DECODER_PROBE } from "./binance-decoder.probe.ts";
import { COUNT_FRAME_PROBE } from "./count-frame.probe.ts";
import { CSV_FORMS_PROBE } from "./csv-forms.probe.ts";
import { CSV_IMPORT_PROBE } from "./csv-import.probe.ts";
import { CSV_ROW_PROBE } from "./csv-row.probe.ts";
import { DAY_STATS_PROBE } from "./day-stats.probe.ts";
import { DECIMAL_PROBE } from "./decimal.probe.ts";
import { ENCODED_PROBLEM_PROBE } from "./encoded-problem.probe.ts";
import { FEED_CONNECTION_PROBE } from "./feed-connection.probe.ts";
import { FRAME_INTAKE_PROBE } from "./frame-intake.probe.ts";
import { JSON_BYTES_PROBE } from "./json-bytes.probe.ts";
import { MASSIVE_CLIENT_PROBE } from "./massive-client.probe.ts";
import { MASSIVE_CONDITIONS_PROBE } from "./massive-conditions.probe.ts";
import { MASSIVE_DECODER_PROBE } from "./massive-decoder.probe.ts";
import { MASSIVE_DIALECT_PROBE } from "./massive-dialect.probe.ts";
import { NORMALISER_PROBE } from "./normaliser.probe.ts";
import { RECORD_INTAKE_PROBE } from "./record-intake.probe.ts";
import { RECORD_PROBLEM_PROBE } from "./record-problem.probe.ts";
import { SEQUENCE_GAPS_PROBE } from "./sequence-gaps.probe.ts";
import { SESSION_IMPORT_PROBE } from "./session-import.probe.ts";
import { BURSTS_PROBE } from "./simulator/bursts.probe.ts";
import { FEED_SUBSCRIBER_PROBE } from "./simulator/feed-subscriber.probe.ts";
import { MARKET_HOURS_PROBE } from "./simulator/market-hours.probe.ts";
import { MARKET_PACE_PROBE } from "./simulator/market-pace.probe.ts";
import { MASSIVE_TEXT_PROBE } from "./simulator/massive-text.probe.ts";
import { RANDOM_PROBE } from "./simulator/random.probe.ts";
import { SIMULATOR_PROBE } from "./simulator/simulator.probe.ts";
import { STOCK_PROBE } from "./simulator/stock.probe.ts";
import { SYNTHETIC_FEED_PROBE } from "./simulator/synthetic-feed.probe.ts";
import { SYNTHETIC_WORKER_PROBE } from "./simulator/synthetic-worker.probe.ts";
import { TICKERS_PROBE } from "./simulator/tickers.probe.ts";
import { TRADE_WEIGHTS_PROBE } from "./simulator/trade-weights.probe.ts";
import { TAPE_BLOCK_BUILDER_PROBE } from "./tape-block-builder.probe.ts";
import { TAPE_IMPORT_PROBE } from "./tape-import.probe.ts";
import { TAPE_INPUT_PROBE } from "./tape-input.probe.ts";
import { TAPE_PACE_PROBE } from "./tape-pace.probe.ts";
import { TAPE_REPLAY_PROBE } from "./tape-replay.probe.ts";
import { TAPE_SOURCE_PROBE } from "./tape-source.probe.ts";
import { TICKER_IDS_PROBE } from "./ticker-ids.probe.ts";
import { TRADE_SCANNER_PROBE } from "./trade-scanner.probe.ts";

export const SOURCE_PROBES: readonly Probe[] = [
  DECIMAL_PROBE,
  BACKOFF_PROBE,
  COUNT_FRAME_PROBE,
  SEQUENCE_GAPS_PROBE,
  MASSIVE_CONDITIONS_PROBE,
  DAY_STATS_PROBE,
  JSON_BYTES_PROBE,
  TICKER_IDS_PROBE,
  TRADE_SCANNER_PROBE,
  FRAME_INTAKE_PROBE,
  RECORD_PROBLEM_PROBE,
  ENCODED_PROBLEM_PROBE,
  RECORD_INTAKE_PROBE,
  NORMALISER_PROBE,
  MASSIVE_DECODER_PROBE,
  BINANCE_DECODER_PROBE,
  MASSIVE_DIALECT_PROBE,
  CSV_ROW_PROBE,
  CSV_FORMS_PROBE,
  TAPE_BLOCK_BUILDER_PROBE,
  TAPE_INPUT_PROBE,
  CSV_IMPORT_PROBE,
  TAPE_PACE_PROBE,
  TAPE_REPLAY_PROBE,
  TAPE_SOURCE_PROBE,
  RANDOM_PROBE,
  MARKET_HOURS_PROBE,
  TICKERS_PROBE,
  TRADE_WEIGHTS_PROBE,
  MASSIVE_TEXT_PROBE,
  MARKET_PACE_PROBE,
  STOCK_PROBE,
  BURSTS_PROBE,
  SIMULATOR_PROBE,
  FEED_SUBSCRIBER_PROBE,
  FEED_CONNECTION_PROBE,
  MASSIVE_CLIENT_PROBE,
  SESSION_IMPORT_PROBE,
  TAPE_IMPORT_PROBE,
  BINANCE_CLIENT_PROBE,
  SYNTHETIC_FEED_PROBE,
  SYNTHETIC_WORKER_PROBE,
];
