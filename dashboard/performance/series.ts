/** Samples over time, bounded: columns of numbers as uPlot wants them. */

export class Series {
  readonly #samplesMax: number;
  /** Column 0: epoch seconds. null = nothing was measured: a hole in the line. */
  #columns: (number | null)[][];

  /** `lines`: columns besides time. */
  constructor(lines: number, samplesMax: number) {
    this.#samplesMax = samplesMax;
    this.#columns = Array.from({ length: lines + 1 }, () => []);
  }

  get size(): number {
    return this.#columns[0]?.length ?? 0;
  }

  add(epochSeconds: number, values: readonly (number | null)[]): void {
    for (const [i, column] of this.#columns.entries()) {
      column.push(i === 0 ? epochSeconds : (values[i - 1] ?? null));
      if (column.length > this.#samplesMax) column.shift();
    }
  }

  /** A hole: the engine did not answer, or another run began. */
  addHole(epochSeconds: number): void {
    this.add(epochSeconds, []);
  }

  /** False while there is nothing to draw. */
  get hasValues(): boolean {
    return this.#columns.slice(1).some((column) => column.some((value) => value !== null));
  }

  columns(): (number | null)[][] {
    return this.#columns;
  }
}
