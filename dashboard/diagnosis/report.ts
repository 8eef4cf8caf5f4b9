/** A diagnosis report as far as the page reads it; schemas/diagnosis-report.schema.json has all of it. */

export interface BreakPoint {
  readonly rank: number;
  readonly stage: string;
  readonly edge: string | null;
  readonly file: string;
  readonly line: number;
  readonly function: string;
  readonly confidence: number;
  readonly code: string;
  readonly rootCause: string;
  readonly impact: string;
  readonly priority: string;
  readonly evidence: readonly { readonly kind: string; readonly text: string }[];
}

export interface ReportedError {
  readonly code: string;
  readonly stage: string;
  readonly thread: string;
  readonly message: string;
  readonly rootCause: string;
  readonly fixHint: string;
  readonly count: number;
  readonly isKnown: boolean;
}

export interface Violation {
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
  readonly section: string;
  readonly count: number;
}

export interface Fix {
  readonly id: string;
  readonly priority: string;
  readonly title: string;
  readonly file: string;
  readonly line: number;
  readonly effort: { readonly hours: number; readonly rule: string };
  readonly acceptance: string;
  readonly applied: boolean;
  /** The remedy that the running engine has for it, when it has one. */
  readonly remedy?: string | null;
}

export interface Report {
  readonly startedAt: string;
  readonly verdict: "healthy" | "degraded" | "broken" | "unknown";
  readonly summary: string;
  readonly breakPoints: readonly BreakPoint[];
  readonly errors: readonly ReportedError[];
  readonly contract: {
    readonly frames: number;
    readonly compliant: number;
    readonly violations: readonly Violation[];
  };
  readonly fixes: readonly Fix[];
  readonly ledger: { readonly residual: number } | null;
  readonly probes: { readonly run: number; readonly agreed: number };
  readonly seconds: number;
}

/** What `/api/diagnosis` tells: the last report, and whether one is being made. */
export interface DiagnosisState {
  readonly isRunning: boolean;
  readonly startedEpochMs: number | null;
  /** Why the newest run made no report; null = it made one. */
  readonly problem: string | null;
  readonly report: Report | null;
}

/** A remedy of the running engine. */
export interface Remedy {
  readonly name: string;
  readonly title: string;
  readonly isReversible: boolean;
  readonly isApplied: boolean;
}

/** `/api/remedies`. */
export interface Remedies {
  readonly remedies: readonly Remedy[];
}
