/** Decisions kept as a list, whichever record they are about. */
import { DECISION_KINDS, type DecisionKind, Decisions, GATES, type Gate } from "#engine/telemetry";

/** The decision of one gate; units as gates.ts says. */
export interface NotedDecision {
  kind: DecisionKind;
  gate: Gate;
  isPassed: boolean;
  value: number;
  limit: number;
}

export class NotedDecisions extends Decisions {
  #noted: NotedDecision[] = [];

  constructor() {
    super();
    this.isOn = true;
  }

  override note(kind: number, gate: number, isPassed: boolean, value: number, limit: number): void {
    this.#noted.push({ kind: DECISION_KINDS[kind], gate: GATES[gate], isPassed, value, limit });
  }

  /** What was noted since the last call, in order. */
  take(): NotedDecision[] {
    const noted = this.#noted;
    this.#noted = [];
    return noted;
  }
}
