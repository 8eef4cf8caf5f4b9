/** The door of taps: live records at any stage of a running engine. */
export { BUFFER_BYTES_MAX, type Shed, type TapStatus } from "./tap.ts";
export { answerTap, TAP_PATH } from "./tap-request.ts";
export { TAP_STAGES } from "./tap-stage.ts";
export { TAPS_MAX, Taps } from "./taps.ts";
