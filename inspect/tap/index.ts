/** The door of taps: live records at any stage of a running engine. */
export type { TapStatus } from "./tap.ts";
export { answerTap, TAP_PATH } from "./tap-request.ts";
export { TAP_STAGES } from "./tap-stage.ts";
export { Taps } from "./taps.ts";
