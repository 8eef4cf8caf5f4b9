/** The six lists and how they show their rows; a burst is drawn one list after the other. */
import type { HighLowItem, StockData, SurgeItem, TrendItem } from "#client";
import { countText, priceText, signedText } from "../format.ts";
import { EventList } from "./event-list.ts";
import type { Column, Listed } from "./event-row.ts";

/**
 * Rows a picture, all lists together: as many as one list shows. A list that changes is painted whole, so
 * one list in full costs a picture less than a few rows of each.
 */
const ROWS_A_PICTURE = 14;

/** What stands in every list. */
interface Priced {
  readonly time: string;
  readonly price: number;
}

function withShared<T extends Priced>(columns: Column<T>[]): Column<T>[] {
  return [
    { heading: "time", weight: 14, className: "text", text: ({ time }) => time },
    { heading: "price", weight: 16, text: ({ price }) => priceText(price) },
    ...columns,
  ];
}

function flagsText({ trend_flag, surge_flag }: HighLowItem): string {
  const arrow = (flag: string | null) => (flag === "up" ? "▲" : "▼");
  const trend = trend_flag === null ? "" : `T${arrow(trend_flag)}`;
  return surge_flag === null ? trend : `${trend} S${arrow(surge_flag)}`.trim();
}

function highLowColumns(side: "count_up" | "count_down"): Column<HighLowItem>[] {
  return withShared<HighLowItem>([
    {
      heading: "#",
      weight: 7,
      title: "events of this side, this session",
      text: (item) => countText(item[side]),
    },
    {
      heading: "change",
      weight: 14,
      title: "against the session's base price",
      text: (item) => `${signedText(item.percent_change, 2)}%`,
    },
    {
      heading: "score",
      weight: 11,
      title: "significance, 0 to 100",
      text: (item) => item.significance_score.toFixed(0),
    },
    {
      heading: "flags",
      weight: 11,
      title: "T trend, S surge of the symbol",
      className: "text",
      text: flagsText,
    },
  ]);
}

const TREND_COLUMNS = withShared<TrendItem>([
  {
    heading: "#",
    weight: 7,
    title: "trend events this session, both sides",
    text: (item) => countText(item.count),
  },
  { heading: "strength", weight: 17, className: "text", text: (item) => item.trend_strength },
  {
    heading: "score",
    weight: 11,
    title: "-1 to 1",
    text: (item) => signedText(item.trend_score, 2),
  },
  { heading: "VWAP", weight: 12, className: "text", text: (item) => item.trend_vwap_position },
]);

const SURGE_COLUMNS = withShared<SurgeItem>([
  {
    heading: "#",
    weight: 7,
    title: "surges today",
    text: (item) => countText(item.daily_surge_count),
  },
  { heading: "move", weight: 14, text: (item) => `${signedText(item.magnitude, 2)}%` },
  { heading: "strength", weight: 17, className: "text", text: (item) => item.strength },
  {
    heading: "trigger",
    weight: 12,
    className: "text",
    text: ({ trigger_type }) => (trigger_type === "price_and_volume" ? "both" : trigger_type),
  },
]);

export class EventLists {
  readonly #highs: EventList<HighLowItem>;
  readonly #lows: EventList<HighLowItem>;
  readonly #trendUp: EventList<TrendItem>;
  readonly #trendDown: EventList<TrendItem>;
  readonly #surgeUp: EventList<SurgeItem>;
  readonly #surgeDown: EventList<SurgeItem>;
  #picture = 0;
  /** The list that is drawn first in the next picture. */
  #next = 0;
  #nextAges = 0;
  isShown = false;

  /** `now`: the market's time, epoch seconds. */
  constructor(parent: Element, now: () => number) {
    const list = <T extends Listed>(title: string, side: "up" | "down", columns: Column<T>[]) => {
      return new EventList(parent, title, side, columns, now);
    };
    this.#highs = list("Highs", "up", highLowColumns("count_up"));
    this.#trendUp = list("Trending up", "up", TREND_COLUMNS);
    this.#surgeUp = list("Surging up", "up", SURGE_COLUMNS);
    this.#lows = list("Lows", "down", highLowColumns("count_down"));
    this.#trendDown = list("Trending down", "down", TREND_COLUMNS);
    this.#surgeDown = list("Surging down", "down", SURGE_COLUMNS);
  }

  get #session(): EventList<HighLowItem & SurgeItem>[] {
    const lists = [this.#highs, this.#lows, this.#surgeUp, this.#surgeDown];
    return lists as unknown as EventList<HighLowItem & SurgeItem>[];
  }

  get #all(): EventList<never>[] {
    return [...this.#session, this.#trendUp, this.#trendDown] as unknown as EventList<never>[];
  }

  /** Takes a frame; returns how many rows were new, by kind. */
  add({ highs, lows, trending, surging }: StockData): {
    highs: number;
    lows: number;
    trends: number;
    surges: number;
  } {
    const fresh = {
      highs: this.#highs.add(highs),
      lows: this.#lows.add(lows),
      trends: this.#trendUp.add(trending.up) + this.#trendDown.add(trending.down),
      surges: this.#surgeUp.add(surging.up) + this.#surgeDown.add(surging.down),
    };
    this.wake();
    return fresh;
  }

  /** Draws from the next picture on, while there is something to draw and the lists are shown. */
  wake(): void {
    if (this.#picture !== 0 || !this.isShown) return;
    this.#picture = requestAnimationFrame(() => {
      this.#picture = 0;
      const lists = this.#all;
      let rowsLeft = ROWS_A_PICTURE;
      for (let looked = 0; looked < lists.length && rowsLeft > 0; looked += 1) {
        rowsLeft -= lists[this.#next]?.draw(ROWS_A_PICTURE) ?? 0;
        this.#next = (this.#next + 1) % lists.length;
      }
      if (lists.some((list) => list.hasWaiting)) this.wake();
    });
  }

  set isPaused(isPaused: boolean) {
    for (const list of this.#all) list.isPaused = isPaused;
    this.wake();
  }

  /** Says how old the rows of one list are, the next one at the next call: to paint all costs a picture. */
  drawNextAges(): void {
    const lists = this.#all;
    lists[this.#nextAges]?.drawAges();
    this.#nextAges = (this.#nextAges + 1) % lists.length;
    this.wake(); // a list that lost the focus has rows to show
  }

  markGap(text: string): void {
    for (const list of this.#all) list.markGap(text);
  }

  /** A new session: trends go on, the rest starts anew. */
  clearSession(): void {
    for (const list of this.#session) list.clear();
  }

  clearAll(): void {
    for (const list of this.#all) list.clear();
  }
}
