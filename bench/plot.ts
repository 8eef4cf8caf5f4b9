/** Plots as SVG text: every sample as a dot, medians with their intervals, curves over an axis. */
import { medianInterval } from "./statistics.ts";
import type { Measure } from "./suite.ts";
import { figureText } from "./text-report.ts";

const WIDTH = 900;
const LABEL_WIDTH = 330;
const ROW_HEIGHT = 22;
const AXIS_HEIGHT = 30;
const CURVE_HEIGHT = 260;
/** Figures further apart than this get a logarithmic axis. */
const LOG_FROM = 20;

/** Places figures on an axis of `length` pixels. */
class Scale {
  readonly #low: number;
  readonly #high: number;
  readonly #length: number;
  readonly #isLog: boolean;

  constructor(figures: readonly number[], length: number) {
    const positive = figures.filter((figure) => figure > 0);
    this.#high = Math.max(...figures, Number.MIN_VALUE) * 1.05;
    this.#isLog =
      positive.length === figures.length && this.#high / Math.min(...figures) > LOG_FROM;
    this.#low = this.#isLog ? Math.min(...figures) * 0.9 : 0;
    this.#length = length;
  }

  at(figure: number): number {
    const share = this.#isLog
      ? Math.log(figure / this.#low) / Math.log(this.#high / this.#low)
      : (figure - this.#low) / (this.#high - this.#low);
    return share * this.#length;
  }

  /** Five figures to write at the axis. */
  get ticks(): number[] {
    return [0, 0.25, 0.5, 0.75, 1].map((share) => {
      if (this.#isLog) return this.#low * (this.#high / this.#low) ** share;
      return this.#low + (this.#high - this.#low) * share;
    });
  }
}

function svg(height: number, parts: readonly string[]): string {
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img">${parts.join("")}</svg>`;
}

function text(x: number, y: number, anchor: "start" | "middle" | "end", said: string): string {
  return `<text x="${x.toFixed(1)}" y="${y}" text-anchor="${anchor}">${Bun.escapeHTML(said)}</text>`;
}

/** A row per measure of one unit: dots for samples, a line for the interval of the median. */
export function samplesSvg(measures: readonly Measure[]): string {
  const scale = new Scale(
    measures.flatMap(({ samples }) => samples.flat()),
    WIDTH - LABEL_WIDTH - 40,
  );
  const x = (figure: number) => LABEL_WIDTH + scale.at(figure);
  const bottom = measures.length * ROW_HEIGHT + 6;
  const parts = scale.ticks.map((tick) => {
    const line = `<line class="axis" x1="${x(tick)}" x2="${x(tick)}" y1="0" y2="${bottom}"/>`;
    return line + text(x(tick), bottom + 16, "middle", figureText(tick));
  });
  for (const [row, { name, samples }] of measures.entries()) {
    const y = row * ROW_HEIGHT + ROW_HEIGHT / 2 + 3;
    parts.push(text(LABEL_WIDTH - 10, y + 4, "end", name));
    for (const figure of samples.flat()) {
      parts.push(`<circle class="dot" cx="${x(figure).toFixed(1)}" cy="${y}" r="3"/>`);
    }
    const { low, middle, high } = medianInterval(samples);
    const [from, to, at] = [low, high, middle].map((figure) => x(figure).toFixed(1));
    parts.push(`<path class="mark" d="M${from} ${y}H${to}M${at} ${y - 7}V${y + 7}"/>`);
  }
  parts.push(text(LABEL_WIDTH - 10, bottom + 16, "end", measures[0]!.unit));
  return svg(bottom + AXIS_HEIGHT, parts);
}

/** One curve: medians with intervals over the axis of the measures. */
export function curveSvg(measures: readonly Measure[]): string {
  const { axis } = measures[0]!.at!;
  const xs = new Scale(
    measures.map(({ at }) => at!.value),
    WIDTH - 160,
  );
  const intervals = measures.map(({ samples }) => medianInterval(samples));
  const ys = new Scale([...intervals.flatMap(({ low, high }) => [low, high])], CURVE_HEIGHT - 20);
  const points = measures.map(({ at }, i) => {
    const y = (figure: number) => (CURVE_HEIGHT - ys.at(figure)).toFixed(1);
    const { low, middle, high } = intervals[i]!;
    return {
      x: (100 + xs.at(at!.value)).toFixed(1),
      at: at!.value,
      y: y(middle),
      low: y(low),
      high: y(high),
    };
  });
  const parts = points.map(({ x, at, low, high }) => {
    const bar = `<path class="mark" d="M${x} ${low}V${high}"/>`;
    return bar + text(Number(x), CURVE_HEIGHT + 16, "middle", figureText(at));
  });
  parts.push(`<path class="mark" d="M${points.map(({ x, y }) => `${x} ${y}`).join("L")}"/>`);
  for (const tick of ys.ticks) {
    parts.push(text(90, CURVE_HEIGHT - ys.at(tick) + 4, "end", figureText(tick)));
  }
  parts.push(text(WIDTH - 10, CURVE_HEIGHT + 16, "end", `${axis}; ${measures[0]!.unit}`));
  return svg(CURVE_HEIGHT + AXIS_HEIGHT, parts);
}
