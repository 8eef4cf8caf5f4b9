/** A thread of the ring suite: one side of one transport, for as many rounds as it is asked for. */
import { nowEpochUs } from "#engine/telemetry";
import { consumeBy, MessageConsumer, produceBy, type Transport } from "./ring-sides.ts";

/** First message to the worker. */
export interface RingRole {
  transport: Transport | "post-message";
  side: "producer" | "consumer";
  buffers: SharedArrayBuffer[];
  ports: MessagePort[];
  /** Consumer: its index. */
  index: number;
}

/** What a side did in one round. */
export interface RingRound {
  startEpochUs: number;
  endEpochUs: number;
  /** Consumer: the sum of the records' numbers; producer: 0. */
  sum: number;
}

declare const self: Worker;

function sideOf({ transport, side, buffers, ports, index }: RingRole) {
  if (transport === "post-message") return undefined;
  if (side === "producer") return produceBy(transport, buffers, ports);
  return consumeBy(transport, buffers, ports[0], index);
}

self.onmessage = ({ data: role }: MessageEvent<RingRole>) => {
  const messages = new MessageConsumer();
  const side = sideOf(role) ?? messages.consume;
  self.onmessage = async ({ data }: MessageEvent<{ count: number } | Record<string, number>>) => {
    if (!("count" in data)) {
      messages.take(data);
      return;
    }
    const startEpochUs = nowEpochUs();
    const sum = (await side(data.count!)) ?? 0;
    postMessage({ startEpochUs, endEpochUs: nowEpochUs(), sum } satisfies RingRound);
  };
  postMessage("ready");
};
