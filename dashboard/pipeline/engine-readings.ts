/** Answers of the engine's endpoints, as far as the page reads them. */

/** Counts by reason or code. */
export type Named = Readonly<Record<string, number>>;

/** `/api/ledger`. Counts since the engine began. */
export interface Ledger {
  readonly epochMs: number;
  readonly isDrained: boolean;
  readonly residual: number;
  readonly stages: readonly {
    readonly stage: string;
    readonly in: number;
    readonly out: number;
    readonly produced: number;
    readonly filtered: Named;
    readonly dropped: Named;
    readonly errored: Named;
    readonly inFlight: number;
    readonly residual: number;
  }[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly produced: number;
    readonly taken: number;
    readonly inFlight: number;
    readonly residual: number;
  }[];
}

/** Microseconds from receipt to the end of a stage. */
export interface LatencySummary {
  readonly count: number;
  readonly meanUs: number | null;
  readonly p50Us: number | null;
  readonly p90Us: number | null;
  readonly p99Us: number | null;
  readonly p999Us: number | null;
  readonly maxUs: number;
}

/** `/api/latency`, by `stage@thread`. */
export interface Latencies {
  readonly latency: Readonly<Record<string, LatencySummary>>;
}

/** `/api/flow`. */
export interface Flow {
  readonly expected: {
    readonly nodes: readonly {
      readonly id: string;
      readonly kind: "stage" | "channel";
      readonly stage: string;
      readonly threads: readonly string[];
      readonly does: string;
      readonly takes: string;
      readonly makes: string;
      readonly isEnabled: boolean;
    }[];
  };
  readonly current: {
    readonly epochMs: number;
    readonly nodes: readonly {
      readonly id: string;
      readonly in: number;
      readonly out: number;
      readonly inPerSecond: number;
      readonly outPerSecond: number;
      readonly filtered: Named;
      readonly dropped: Named;
      readonly errored: Named;
      readonly inFlight: number;
      readonly residual: number;
    }[];
    readonly edges: readonly {
      readonly from: string;
      readonly to: string;
      readonly perSecond: number;
      readonly inFlight: number;
      readonly residual: number;
    }[];
  } | null;
  readonly differences: readonly {
    readonly kind: string;
    readonly severity: "fault" | "notice";
    readonly where: string;
    readonly text: string;
  }[];
}

/** `/api/errors`. */
export interface ErrorLog {
  readonly errors: readonly {
    readonly code: string;
    readonly thread: string;
    readonly message: string;
    readonly sample: string;
    readonly stack: string;
    readonly count: number;
    readonly firstEpochMs: number;
    readonly lastEpochMs: number;
  }[];
}

/** `/api/traces`: one record in N with a time at every stage. */
export interface Traces {
  readonly threads: readonly {
    readonly thread: string;
    readonly shed: number;
    readonly entries: readonly {
      readonly traceId: number;
      readonly stage: string;
      readonly epochUs: number;
      readonly recordSeq: number;
    }[];
  }[];
}

/** Sum of named counts. */
export function sumOf(named: Named): number {
  return Object.values(named).reduce((sum, count) => sum + count, 0);
}
