/** What the page reads of the engine's messages; schemas/JSON.md has all of it. */

interface Item {
  ticker: string;
  price: number;
  time: string;
  event_id: string;
  direction: "up" | "down";
  reversal: boolean | string;
  percent_change: number;
  rel_volume: number;
}

export interface HighLow extends Item {
  count_up: number;
  count_down: number;
  significance_score: number;
}

export interface Trend extends Item {
  trend_strength: string;
  trend_score: number;
  trend_vwap_position: string;
}

export interface Surge extends Item {
  magnitude: number;
  volume_multiplier: number;
  trigger_type: string;
}

export interface Activity {
  total_highs: number;
  total_lows: number;
  activity_level: string;
  ticks_10sec: number;
  ticks_30sec: number;
  ticks_60sec: number;
  ticks_300sec: number;
}

export interface StockData {
  highs: HighLow[];
  lows: HighLow[];
  trending: { up: Trend[]; down: Trend[] };
  surging: { up: Surge[]; down: Surge[] };
  activity: Activity;
}

export interface StatusUpdate {
  status: string;
  connected: boolean;
  provider: string;
  market_status: string;
  timestamp: string;
  avg_response: number;
}

/** A message of `/ws` that this page has a use for. */
export type EngineMessage = { epoch: string; seq: number } & (
  | { event: "stock_data"; data: StockData }
  | { event: "status_update"; data: StatusUpdate }
  | { event: "session_reset"; data: { new_session: string } }
);

/** `/api/ledger`, as far as it is shown. */
export interface Ledger {
  isDrained: boolean;
  residual: number;
  stages: {
    stage: string;
    in: number;
    out: number;
    produced: number;
    filtered: Record<string, number>;
    dropped: Record<string, number>;
    errored: Record<string, number>;
    inFlight: number;
    residual: number;
  }[];
  edges: { from: string; to: string; residual: number }[];
}
