/** The door of channels: one per record kind, and the seam for a user's own. */
export type { Channel, ChannelHealth, ChannelParts } from "./channel.ts";
export { ChannelCounts } from "./channel-counts.ts";
export { DetectorStage } from "./detector-stage.ts";
export { FmvChannel } from "./fmv-channel.ts";
export { OhlcvChannel } from "./ohlcv-channel.ts";
export { TickChannel } from "./tick-channel.ts";
