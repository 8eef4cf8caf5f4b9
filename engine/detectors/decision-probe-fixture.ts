/** A decision log that keeps what is noted as plain lists, for the probes of those who write to one. */
import { DECISION_KINDS, type DecisionLog, GATES } from "#telemetry";

export class NotingLog {
  isOn = true;
  #notes: unknown[][] = [];

  /** This, as detectors know it: private fields make the real class nominal, hence the cast. */
  get log(): DecisionLog {
    return this as unknown as DecisionLog;
  }

  note(kind: number, gate: number, isPassed: boolean, value: number, limit: number): void {
    if (this.isOn) this.#notes.push([DECISION_KINDS[kind], GATES[gate], isPassed, value, limit]);
  }

  /** What was noted since the last call. */
  take(): unknown[][] {
    return this.#notes.splice(0);
  }
}
