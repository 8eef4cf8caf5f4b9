/** A chart of a few lines over time, with uPlot; it follows the width of its place. */
import uPlot from "uplot";
import { make, setAttribute, setShown } from "../elements.ts";
import { clockText } from "../format.ts";
import { chartColours } from "../theme.ts";
import type { Series } from "./series.ts";
import { logSplits } from "./splits.ts";

const HEIGHT_PX = 220;

/** A line: its name and the name of its colour. */
export interface Line {
  readonly name: string;
  readonly colour: "up" | "warn" | "down" | "accent" | "plum";
  readonly dash?: number[];
}

export interface LineChartOptions {
  readonly label: string;
  readonly lines: readonly Line[];
  /** A value in words, for the axis and the legend. */
  readonly text: (value: number) => string;
  /** How far apart values are drawn: logarithmic for what is never 0, arcsinh for what may be. */
  readonly scale: "log" | "asinh";
}

export class LineChart {
  readonly #place: HTMLElement;
  readonly #empty: HTMLElement = make("p", { class: "plot-empty" }, "No data yet.");
  readonly #options: LineChartOptions;
  #plot: uPlot | undefined;

  constructor(parent: HTMLElement, options: LineChartOptions) {
    this.#place = make("div", { class: "plot", role: "img", "aria-label": options.label });
    parent.append(this.#empty, this.#place);
    this.#options = options;
    new ResizeObserver(() => this.#fit()).observe(this.#place);
  }

  /** Shows the samples. */
  draw(series: Series): void {
    setShown(this.#empty, !series.hasValues);
    setShown(this.#place, series.hasValues);
    if (!series.hasValues) return;
    this.#say(series);
    const data = series.columns() as uPlot.AlignedData;
    if (this.#plot === undefined) this.#plot = new uPlot(this.#plotOptions(), data, this.#place);
    else this.#plot.setData(data);
    // Where nobody points, the legend says what is newest.
    if (this.#plot.cursor.idx === null || this.#plot.cursor.idx === undefined) {
      this.#plot.setLegend({ idx: series.size - 1 });
    }
  }

  /** What a picture shows, for people who do not see it. */
  #say(series: Series): void {
    const { label, lines, text } = this.#options;
    const newest = series.columns().map((column) => column.at(-1) ?? null);
    const words = lines.map(({ name }, i) => {
      const value = newest[i + 1] ?? null;
      return `${name} ${value === null ? "not measured" : text(value)}`;
    });
    setAttribute(this.#place, "aria-label", `${label}; now ${words.join(", ")}`);
  }

  /** Colours of the theme as it is now: from the next drawing on. */
  paint(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  #fit(): void {
    const width = this.#place.clientWidth;
    if (width > 0) this.#plot?.setSize({ width, height: HEIGHT_PX });
  }

  #plotOptions(): uPlot.Options {
    const { lines, text, scale } = this.#options;
    const colours = chartColours();
    const shown = (value: number | null) =>
      value === null || value === undefined ? "–" : text(value);
    const axis = {
      stroke: colours.quiet,
      grid: { stroke: colours.line, width: 1 },
      ticks: { stroke: colours.line, width: 1 },
    };
    return {
      width: Math.max(200, this.#place.clientWidth),
      height: HEIGHT_PX,
      scales: {
        y:
          scale === "log"
            ? { distr: 3, range: (_, min, max) => [min / 1.3, max * 1.3] }
            : { distr: 4, asinh: 10, range: (_, _min, max) => [0, Math.max(10, max * 1.5)] },
      },
      axes: [
        { ...axis, space: 80, values: (_, splits) => splits.map((at) => clockText(at * 1000)) },
        {
          ...axis,
          size: 72,
          splits: (_, _axis, min, max) => logSplits(min, max),
          // All of them: the splits are few already.
          filter: (_, splits) => splits,
          values: (_, splits) => splits.map((value) => (value === null ? "" : text(value))),
        },
      ],
      legend: { live: true },
      cursor: { drag: { x: false, y: false } },
      series: [
        {
          label: "at",
          value: (_: uPlot, seconds: number | null) =>
            seconds === null || seconds === undefined ? "–" : clockText(seconds * 1000),
        },
        ...lines.map(({ name, colour, dash = [] }) => ({
          label: name,
          stroke: colours[colour],
          width: 2,
          dash,
          spanGaps: false,
          points: { show: false },
          value: (_: uPlot, value: number | null) => shown(value),
        })),
      ],
    };
  }
}
