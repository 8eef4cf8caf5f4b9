/**
 * Where a gate decides whether a record passes. Admission and detectors compare here and nowhere else;
 * while the record's symbol is watched, the numbers that were compared are noted. So an explanation is
 * the decision itself, and not a second opinion that could differ from it.
 *
 * This class notes nothing: it serves where nothing is watched. DecisionLog keeps the notes.
 * `kind` is a DECIDE_ constant, `gate` a gateId; gates.ts states the units of `value` and `limit`.
 */
import { gateId } from "./gates.ts";

const EVENT = gateId("event");

export class Decisions {
  /** True while the record in work belongs to a watched symbol. */
  isOn = false;

  /** Keeps the decision of a gate. Ignored unless `isOn`; hot paths look at `isOn` themselves. */
  note(_kind: number, _gate: number, _isPassed: boolean, _value: number, _limit: number): void {
    // Nothing is watched.
  }

  /** Returns `value >= limit`. @hot one look at `isOn` more than the compare */
  atLeast(kind: number, gate: number, value: number, limit: number): boolean {
    const isPassed = value >= limit;
    if (this.isOn) this.note(kind, gate, isPassed, value, limit);
    return isPassed;
  }

  /** Returns `value > limit`. @hot */
  above(kind: number, gate: number, value: number, limit: number): boolean {
    const isPassed = value > limit;
    if (this.isOn) this.note(kind, gate, isPassed, value, limit);
    return isPassed;
  }

  /** Returns `value < limit`. @hot */
  below(kind: number, gate: number, value: number, limit: number): boolean {
    const isPassed = value < limit;
    if (this.isOn) this.note(kind, gate, isPassed, value, limit);
    return isPassed;
  }

  /** Returns `us >= limitUs`, two spans in microseconds that are noted in seconds. @hot */
  lasted(kind: number, gate: number, us: number, limitUs: number): boolean {
    const isPassed = us >= limitUs;
    if (this.isOn) this.note(kind, gate, isPassed, us / 1e6, limitUs / 1e6);
    return isPassed;
  }

  /** Returns `isPassed`, for a gate that is more than one compare. @hot */
  passed(kind: number, gate: number, isPassed: boolean, value: number, limit: number): boolean {
    if (this.isOn) this.note(kind, gate, isPassed, value, limit);
    return isPassed;
  }

  /** An event of `kind` was written. */
  made(kind: number): void {
    if (this.isOn) this.note(kind, EVENT, true, 1, 1);
  }
}
