/** A symbol's price and VWAP over market time, session extremes as lines, events as markers. */
import {
  createChart,
  createSeriesMarkers,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  LineSeries,
  LineStyle,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";
import type { ContractItem } from "#client";
import { eventEpochSeconds } from "../live.ts";
import { chartColours } from "../theme.ts";

/** An hour of one point a second. */
const POINTS_MAX = 3600;
const MARKERS_MAX = 200;

/** One look at the symbol. */
export interface PricePoint {
  readonly epochSeconds: number;
  readonly price: number;
  readonly vwap: number | null;
}

const MARKS: Readonly<Record<ContractItem["type"], string>> = {
  high: "H",
  low: "L",
  trend: "T",
  surge: "S",
};

export class PriceChart {
  readonly #chart: IChartApi;
  readonly #price: ISeriesApi<"Line">;
  readonly #vwap: ISeriesApi<"Line">;
  readonly #markers: ISeriesMarkersPluginApi<Time>;
  readonly #extremes: Map<string, IPriceLine> = new Map();
  /** One a second, by time; not in order. */
  readonly #points: Map<UTCTimestamp, PricePoint> = new Map();
  #lastTime = 0;

  constructor(parent: HTMLElement) {
    // The library's logo brings an inline style, which the page's policy forbids; the page names the
    // library in words.
    this.#chart = createChart(parent, { autoSize: true, layout: { attributionLogo: false } });
    this.#price = this.#chart.addSeries(LineSeries, { lineWidth: 2, title: "price" });
    this.#vwap = this.#chart.addSeries(LineSeries, {
      lineWidth: 1,
      lineStyle: LineStyle.Dashed,
      title: "VWAP",
      lastValueVisible: false,
      priceLineVisible: false,
    });
    this.#markers = createSeriesMarkers(this.#price, []);
    this.#chart.timeScale().applyOptions({
      timeVisible: true,
      secondsVisible: true,
      barSpacing: 6,
      rightOffset: 12,
    });
    this.paint();
  }

  /** Colours of the theme as it is now. */
  paint(): void {
    const { text, line, accent, warn, quiet, panel } = chartColours();
    this.#chart.applyOptions({
      layout: { background: { color: "transparent" }, textColor: text },
      grid: { vertLines: { color: line }, horzLines: { color: line } },
      timeScale: { borderColor: line },
      rightPriceScale: { borderColor: line },
    });
    this.#price.applyOptions({ color: accent });
    this.#vwap.applyOptions({ color: warn });
    for (const extreme of this.#extremes.values()) {
      extreme.applyOptions({ color: quiet, axisLabelTextColor: panel });
    }
  }

  /** Another symbol: forgets all. */
  begin(): void {
    this.#points.clear();
    for (const extreme of this.#extremes.values()) this.#price.removePriceLine(extreme);
    this.#extremes.clear();
    this.#draw();
    this.mark([]);
    this.#chart.timeScale().resetTimeScale();
  }

  /** The newest price. */
  add(point: PricePoint): void {
    const time = timeOf(point.epochSeconds);
    const isNewer = time >= this.#lastTime;
    this.#keep(point);
    if (!isNewer || this.#points.size > POINTS_MAX) {
      this.#draw();
      return;
    }
    this.#lastTime = time;
    this.#price.update({ time, value: point.price });
    if (point.vwap !== null) this.#vwap.update({ time, value: point.vwap });
  }

  /** Lines at the session's high and low. */
  extremes(high: number | null, low: number | null): void {
    for (const [title, price] of [
      ["session high", high],
      ["session low", low],
    ] as const) {
      const line = this.#extremes.get(title);
      if (price === null) continue;
      if (line !== undefined) line.applyOptions({ price });
      else {
        const { quiet, panel } = chartColours();
        const options = { price, title, lineStyle: LineStyle.Dotted, lineWidth: 1 as const };
        const colours = { color: quiet, axisLabelTextColor: panel, axisLabelVisible: true };
        this.#extremes.set(title, this.#price.createPriceLine({ ...options, ...colours }));
      }
    }
  }

  /** Shows these events on the price, which they tell, too. */
  mark(events: readonly ContractItem[]): void {
    for (const item of events) {
      // An event's VWAP is of its record's moment, the looks' of theirs: one line takes one of them.
      this.#keep({ epochSeconds: eventEpochSeconds(item), price: item.price, vwap: null });
    }
    if (events.length > 0) this.#draw();
    const { up, down } = chartColours();
    const markers = events.slice(-MARKERS_MAX).map((item): SeriesMarker<Time> => {
      const isUp = item.direction === "up";
      return {
        time: timeOf(eventEpochSeconds(item)),
        position: isUp ? "aboveBar" : "belowBar",
        shape: isUp ? "arrowUp" : "arrowDown",
        color: isUp ? up : down,
        text: MARKS[item.type],
      };
    });
    this.#markers.setMarkers(markers.toSorted((a, b) => Number(a.time) - Number(b.time)));
  }

  #keep(point: PricePoint): void {
    const time = timeOf(point.epochSeconds);
    const vwap = point.vwap ?? this.#points.get(time)?.vwap ?? null;
    this.#points.set(time, { ...point, vwap });
  }

  /** Draws all points, the newest POINTS_MAX at most. */
  #draw(): void {
    const sorted = [...this.#points].toSorted(([a], [b]) => a - b);
    for (const [time] of sorted.splice(0, sorted.length - POINTS_MAX)) this.#points.delete(time);
    this.#lastTime = sorted.at(-1)?.[0] ?? 0;
    this.#price.setData(sorted.map(([time, { price }]) => ({ time, value: price })));
    const known = sorted.flatMap(([time, { vwap }]) =>
      vwap === null ? [] : [{ time, value: vwap }],
    );
    this.#vwap.setData(known);
  }
}

function timeOf(epochSeconds: number): UTCTimestamp {
  return Math.floor(epochSeconds) as UTCTimestamp;
}
