/** Two saved runs of the bench side by side, measure by measure. */

/** A measure of a saved run: median and middle half of its samples. */
export interface BaselineMeasure {
  readonly suite: string;
  readonly name: string;
  readonly unit: string;
  readonly n: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
  /** Equal for the same work. */
  readonly checksum: string;
}

export interface Baseline {
  readonly label: string;
  readonly startedAt: string;
  readonly commit: string;
  readonly machine: {
    readonly processors: string;
    readonly memoryGiB: number;
    readonly kernel: string;
    readonly bun: string;
  };
  readonly measures: readonly BaselineMeasure[];
}

/** `/api/baselines`. */
export interface Baselines {
  readonly baselines: readonly Baseline[];
  /** Files that could not be read. */
  readonly problems: readonly { readonly file: string; readonly message: string }[];
}

export interface BaselineRow {
  readonly suite: string;
  readonly name: string;
  readonly unit: string;
  readonly a: BaselineMeasure | undefined;
  readonly b: BaselineMeasure | undefined;
  /** Median of B over median of A; null where one is missing, is 0, or did other work. */
  readonly ratio: number | null;
  /** The middle halves of the samples do not meet. */
  readonly isApart: boolean;
}

/** All measures of A, then those that only B has. */
export function rowsOf(from: Baseline, to: Baseline | undefined): BaselineRow[] {
  const key = ({ suite, name }: BaselineMeasure) => `${suite}\n${name}`;
  const others = new Map((to?.measures ?? []).map((measure) => [key(measure), measure]));
  const known = new Set(from.measures.map(key));
  const pairs: [BaselineMeasure | undefined, BaselineMeasure | undefined][] = [
    ...from.measures.map((a): [BaselineMeasure, BaselineMeasure | undefined] => {
      return [a, others.get(key(a))];
    }),
    ...[...others].flatMap(([name, b]): [undefined, BaselineMeasure][] => {
      return known.has(name) ? [] : [[undefined, b]];
    }),
  ];
  return pairs.flatMap(([a, b]) => {
    const one = a ?? b;
    if (one === undefined) return [];
    const isComparable =
      a !== undefined && b !== undefined && a.checksum === b.checksum && a.median !== 0;
    const ratio = isComparable ? b.median / a.median : null;
    const isApart = isComparable && (b.low > a.high || b.high < a.low);
    return [{ suite: one.suite, name: one.name, unit: one.unit, a, b, ratio, isApart }];
  });
}
