/** The door of schemas: contracts only. */
export {
  type ErrorInfo,
  errorCodeId,
  errorInfo,
  TickscopeError,
} from "./errors.ts";
export { ERROR_CODES, type ErrorCode } from "./generated/error-code.ts";
export * as wire from "./generated/wire/index.ts";
