/** The door of `@tickscope/client`. No dependencies; runs in browsers, Bun and Node 22. */
export type {
  Activity,
  ContractItem,
  HighLowItem,
  ReversalInfo,
  SideWord,
  StatusUpdate,
  StockData,
  SurgeItem,
  TrendItem,
} from "../schemas/index.ts";
export { Backoff } from "./backoff.ts";
export type { ConnectionState, Gap } from "./connection-state.ts";
export type { EngineMessage, ResumeAnswer } from "./engine-message.ts";
export type { Filters, Universe } from "./subscription.ts";
export { type ClientOptions, TickscopeClient } from "./tickscope-client.ts";
