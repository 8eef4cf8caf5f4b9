/** Cases of the rows of error codes and the class that goes with them. */
import { errorCodeId, errorInfo, TickscopeError } from "./errors.ts";
import { ERROR_CODES, type ErrorCode } from "./generated/error-code.ts";
import { type Observe, of } from "./observe.ts";

/** A row is named by its code, which stands beside its other values. */

export default function cases(observe: Observe): void {
  observe(errorInfo, "code of each code's row", ERROR_CODES.map(ownCodeOf).join());
  observe(
    errorInfo,
    "Invariant: a code without a row",
    messageOf("NO_SUCH_CODE"),
    "Invariant: error code NO_SUCH_CODE has a row",
  );
  observe(errorCodeId, "id of each code", ERROR_CODES.map(errorCodeId));
  observe(errorCodeId, "id of no code", errorCodeId("NO_SUCH_CODE" as ErrorCode), -1);
  const cause = new Error("why");
  const error = new TickscopeError("TAPE_CRC", "block 7", { cause });
  observe(of(TickscopeError, "constructor"), "super: message", error.message, "block 7");
  observe(of(TickscopeError, "constructor"), "options: cause", error.cause === cause, true);
  observe(of(TickscopeError, "constructor"), "this.name", error.name, "TickscopeError");
  observe(of(TickscopeError, "constructor"), "this.code", error.code, "TAPE_CRC");
  observe(of(TickscopeError, "constructor"), "is an Error", error instanceof Error, true);
  observe(of(TickscopeError, "info"), "row of its own code", error.info.code, "TAPE_CRC");
  observe(of(TickscopeError, "oneLine"), "code, message, remedy", error.oneLine);
}

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
