/** The door of explain: why a symbol did, or did not, produce an event. */
export { answerExplain, EXPLAIN_PATH } from "./explain-request.ts";
export { EVENT_KINDS, type Explanation, type GateView } from "./explanation.ts";
