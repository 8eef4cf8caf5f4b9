/** The six lists of the page and how they show their rows. */
import { byId, countText, priceText, signed } from "./elements.ts";
import { type Column, EventList } from "./event-list.ts";
import type { HighLow, StockData, Surge, Trend } from "./messages.ts";

/** What every row has. */
interface Shared {
  time: string;
  ticker: string;
  price: number;
  reversal: boolean | string;
}

function withShared<T extends Shared>(columns: Column<T>[]): Column<T>[] {
  return [
    { heading: "time", className: "text", text: ({ time }) => time },
    {
      heading: "ticker",
      className: "text ticker",
      text: ({ ticker, reversal }) => (reversal === false ? ticker : `${ticker} ↺`),
    },
    { heading: "price", text: ({ price }) => priceText(price) },
    ...columns,
  ];
}

function highLowColumns(side: "count_up" | "count_down"): Column<HighLow>[] {
  return withShared<HighLow>([
    { heading: "#", text: (item) => countText(item[side]) },
    { heading: "change", text: (item) => `${signed(item.percent_change, 2)}%` },
    { heading: "rel. vol", text: (item) => item.rel_volume.toFixed(1) },
    { heading: "score", text: (item) => item.significance_score.toFixed(0) },
  ]);
}

const TREND_COLUMNS = withShared<Trend>([
  { heading: "strength", className: "text", text: (item) => item.trend_strength },
  { heading: "score", text: (item) => signed(item.trend_score, 2) },
  { heading: "VWAP", className: "text", text: (item) => item.trend_vwap_position },
]);

function triggerText({ trigger_type }: Surge): string {
  return trigger_type === "price_and_volume" ? "both" : trigger_type;
}

const SURGE_COLUMNS = withShared<Surge>([
  { heading: "move", text: (item) => `${signed(item.magnitude, 2)}%` },
  { heading: "× vol", text: (item) => item.volume_multiplier.toFixed(1) },
  { heading: "trigger", className: "text", text: triggerText },
]);

export class EventLists {
  readonly #highs: EventList<HighLow>;
  readonly #lows: EventList<HighLow>;
  readonly #trendUp: EventList<Trend>;
  readonly #trendDown: EventList<Trend>;
  readonly #surgeUp: EventList<Surge>;
  readonly #surgeDown: EventList<Surge>;

  constructor() {
    const parent = byId("lists");
    this.#highs = new EventList(parent, "Highs", "up", highLowColumns("count_up"));
    this.#trendUp = new EventList(parent, "Trending up", "up", TREND_COLUMNS);
    this.#surgeUp = new EventList(parent, "Surging up", "up", SURGE_COLUMNS);
    this.#lows = new EventList(parent, "Lows", "down", highLowColumns("count_down"));
    this.#trendDown = new EventList(parent, "Trending down", "down", TREND_COLUMNS);
    this.#surgeDown = new EventList(parent, "Surging down", "down", SURGE_COLUMNS);
  }

  add(frame: StockData): void {
    this.#highs.add(frame.highs);
    this.#lows.add(frame.lows);
    this.#trendUp.add(frame.trending.up);
    this.#trendDown.add(frame.trending.down);
    this.#surgeUp.add(frame.surging.up);
    this.#surgeDown.add(frame.surging.down);
  }

  /** A new session: trends go on, the rest starts anew. */
  clearSession(): void {
    for (const list of [this.#highs, this.#lows, this.#surgeUp, this.#surgeDown]) list.clear();
  }

  /** Another run of the engine. */
  clearAll(): void {
    this.clearSession();
    this.#trendUp.clear();
    this.#trendDown.clear();
  }
}
