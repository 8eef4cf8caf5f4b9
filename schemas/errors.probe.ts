/** Pins the table of error codes, the generated list, and the class that goes with them. */
import table from "./error-codes.json" with { type: "json" };
import { errorCodeId, errorInfo, TickscopeError } from "./errors.ts";
import { ERROR_CODES, type ErrorCode } from "./generated/error-code.ts";
import type { Probe } from "./probe.ts";

/** A row is named by its code, which stands beside its other values. */
const ERROR_TABLE_PROBE: Probe = {
  name: "error-codes",
  stage: "source",
  file: "schemas/error-codes.json",
  needs: [],
  run(observe) {
    observe("version", "value", table.version);
    for (const { code, ...row } of table.codes) {
      for (const [key, value] of Object.entries(row)) observe(code, key, value);
    }
  },
};

const ERROR_CODE_PROBE: Probe = {
  name: "error-code",
  stage: "source",
  file: "schemas/generated/error-code.ts",
  needs: [],
  run(observe) {
    for (const [id, code] of ERROR_CODES.entries()) observe(code, "id", id);
  },
};

const ERRORS_PROBE: Probe = {
  name: "errors",
  stage: "source",
  file: "schemas/errors.ts",
  needs: ["error-codes", "error-code"],
  run(observe) {
    observe("errorInfo", "code of each code's row", ERROR_CODES.map(ownCodeOf).join());
    observe("errorInfo", "Invariant: a code without a row", messageOf("NO_SUCH_CODE"));
    observe("errorCodeId", "id of each code", ERROR_CODES.map(errorCodeId));
    observe("errorCodeId", "id of no code", errorCodeId("NO_SUCH_CODE" as ErrorCode));
    const cause = new Error("why");
    const error = new TickscopeError("TAPE_CRC", "block 7", { cause });
    observe("constructor", "super: message", error.message);
    observe("constructor", "options: cause", error.cause === cause);
    observe("constructor", "this.name", error.name);
    observe("constructor", "this.code", error.code);
    observe("constructor", "is an Error", error instanceof Error);
    observe("info", "row of its own code", error.info.code);
    observe("oneLine", "code, message, remedy", error.oneLine);
  },
};

function ownCodeOf(code: ErrorCode): string {
  return errorInfo(code).code;
}

function messageOf(code: string): string {
  try {
    return errorInfo(code as ErrorCode).code;
  } catch (thrown) {
    return (thrown as Error).message;
  }
}

export const ERROR_PROBES: readonly Probe[] = [ERROR_TABLE_PROBE, ERROR_CODE_PROBE, ERRORS_PROBE];
