/** The diagnosis report, as it is written and read; schemas/diagnosis-report.schema.json is its contract. */
import type { LedgerSnapshot } from "#engine";
import type { LatencySummary, Stage } from "#engine/telemetry";
import type { FlowCoverage, FlowMap } from "#inspect/flow";
import type { ContractAmbiguity } from "#schemas";
import type { CountedViolation } from "./counted-violation.ts";
import type { CataloguedError } from "./error-catalogue.ts";

/** One piece of evidence. */
export interface Evidence {
  kind: "probe" | "error" | "ledger" | "contract" | "expectation" | "process" | "change";
  text: string;
  data: unknown;
}

export type Priority = "CRITICAL" | "HIGH" | "MEDIUM" | "LOW";

/** Where data stops, or goes wrong, and why. */
export interface BreakPoint {
  /** 1 is the answer. */
  rank: number;
  stage: Stage;
  /** `from -> to` when an edge is sick, else null. */
  edge: string | null;
  /** Relative to the root of the repository; "" when the evidence does not say. */
  file: string;
  /** From 1; 0 when only the file is known. */
  line: number;
  function: string;
  /** 0..1 by the rules in verdict.ts. */
  confidence: number;
  category: "silent" | "exception" | "hang" | "loss" | "no-flow" | "contract" | "start" | "errors";
  /** Error code of the table, or "" when nothing raised one. */
  code: string;
  rootCause: string;
  impact: string;
  priority: Priority;
  evidence: Evidence[];
}

/** What should be done about a break point. */
export interface Fix {
  id: string;
  priority: Priority;
  title: string;
  file: string;
  line: number;
  effort: { hours: number; rule: string };
  /** Rank of the break point. */
  finding: number;
  /** A command that passes once it is fixed. */
  acceptance: string;
  /** Remedy that helps while the engine runs, with --fix; null: source or config only. */
  remedy: string | null;
  /** The remedy was applied in this run. */
  applied: boolean;
}

/** What a client got in a phase of the run, and what there was to say. */
export interface PhaseReport {
  /** Rows of valid frames that a real client received. */
  rows: number;
  messages: number;
  compliant: number;
  /** Rows of a symbol of which nothing can be said; 0 or events are made up. */
  flatRows: number;
  /** What the living engine showed, in words. */
  findings: string[];
  isHealthy: boolean;
}

/** Remedies that were applied while the engine ran, and what they changed. */
export interface MendedReport {
  remedies: {
    name: string;
    title: string;
    because: string;
    code: string;
    /** null when it was applied; else why it could not be. */
    problem: string | null;
  }[];
  before: PhaseReport;
  after: PhaseReport;
  /** After everything was taken back; null when it was not. */
  rolledBack: PhaseReport | null;
}

export type Verdict = "healthy" | "degraded" | "broken" | "unknown";

/** What a real client received, against schemas/contract/JSON.md. */
export interface ContractReport {
  /** Messages that were checked. */
  frames: number;
  /** Those that keep the contract to the letter. */
  compliant: number;
  /** Share of them, 0..1; null when none was checked. */
  rate: number | null;
  violations: CountedViolation[];
  /** The same messages, unknown keys, fractions for whole numbers and older spellings let pass. */
  lenient: { compliant: number; rate: number | null; deviations: CountedViolation[] };
  /** Where the document is silent or can be read in two ways, and how that is decided. */
  ambiguities: readonly ContractAmbiguity[];
}

export interface Report {
  version: 1;
  startedAt: string;
  machine: { cpus: number; model: string; bun: string };
  /** "" outside a git repository. */
  commit: string;
  /** What ran: own (started for the diagnosis) or attached. */
  engine: { mode: "own" | "attached"; url: string; config: unknown };
  verdict: Verdict;
  /** In words: what the verdict rests on. */
  summary: string;
  breakPoints: BreakPoint[];
  errors: CataloguedError[];
  /** Errors that found no room in a thread's log: counted, not described. */
  errorsShed: number;
  flow: FlowMap;
  coverage: FlowCoverage;
  /** Microseconds since the receipt of the record; stages by `stage@thread`. */
  latency: { perStage: Record<string, LatencySummary>; endToEnd: LatencySummary | null };
  contract: ContractReport;
  fixes: Fix[];
  /** null unless remedies were applied. */
  mended: MendedReport | null;
  ledger: LedgerSnapshot | null;
  probes: { run: number; agreed: number; deviating: string[] };
  /** Seconds from the command to the verdict. */
  seconds: number;
}
