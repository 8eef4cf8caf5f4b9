/** Checks every message that a test's client receives, strictly, against schemas/contract/JSON.md. */
import { createValidator, type Validator, type Violation } from "#schemas";

/** The zone of the rigs' frames. */
export const TEST_ZONE = "America/New_York";

const validator: Validator = createValidator({ mode: "strict", timeZone: TEST_ZONE });
const found: Violation[] = [];

/** A message as it came over `/ws`. */
export function watchMessage(text: string): void {
  found.push(...validator.validateMessage(text).violations);
}

/** The data of an event, from a bare endpoint or Socket.IO. */
export function watchData(event: "stock_data" | "status_update", data: unknown): void {
  found.push(...validator.validate(event, data).violations);
}

/** What was wrong since the last call, and how many messages were checked in all. */
export function takeViolations(): { violations: Violation[]; checked: number } {
  return { violations: found.splice(0), checked: validator.checked };
}
