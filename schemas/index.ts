/** The door of schemas: contracts only. */

export { defaultConfig, type EngineConfig } from "./config/config.ts";
export { CONFIG_KEYS, configValueOf } from "./config/config-keys.ts";
export { type ConfigProblem, nearest, validateConfig } from "./config/config-problems.ts";
export {
  createValidator,
  type Validator,
} from "./contract/contract.ts";
export { CONTRACT_AMBIGUITIES, type ContractAmbiguity } from "./contract/contract-ambiguities.ts";
export type { ContractEvent } from "./contract/contract-events.ts";
export {
  ACTIVITY_THRESHOLDS,
  type Activity,
  type ActivityLevel,
  activityLevelOf,
  type ContractItem,
  type HighLowItem,
  isCleanTicker,
  type ReversalInfo,
  type SessionReset,
  type SideWord,
  type StatusUpdate,
  type StockData,
  type SurgeItem,
  type TrendItem,
} from "./contract/contract-frame.ts";
export type { Violation } from "./contract/contract-violations.ts";
export {
  clientMessageProblem,
  filterSetProblem,
  layoutSettingProblem,
  type RequestProblem,
  selectionsProblem,
} from "./contract/request-problems.ts";
export { type ErrorInfo, errorCodeId, errorInfo, TickscopeError } from "./errors.ts";
export { ERROR_CODES, type ErrorCode } from "./generated/error-code.ts";
export * as wire from "./generated/wire/index.ts";
export { interfaceDocument } from "./interface/interface-documents.ts";
export { isJsonTree, type JsonTree } from "./json-tree.ts";
export { type Cases, type Observe, of, type Subject, subjectName } from "./observe.ts";
