/**
 * A feed of Massive's dialect on a thread that does nothing else. All texts are made before the first
 * frame is sent.
 *
 * At a rate, the schedule knows no excuse: a trade's own time says when it should have gone out, so a
 * latency counted from it holds the wait for a late sender too (no coordinated omission). Unpaced, frames
 * go as fast as the socket takes them.
 *
 * One frame in `framesPerProbe` has a probe, a trade that makes a new session high for certain; all others
 * repeat their symbol's price and make nothing.
 */
import { nowEpochUs } from "#engine/telemetry";

/** What the feed should do; its first message. */
export interface LoadPlan {
  ticksPerSecond: number;
  framesPerSecond: number;
  seconds: number;
  framesPerProbe: number;
  /** False = each frame at its time; true = as fast as the socket takes them. */
  isUnpaced: boolean;
}

/**
 * What it says: where it listens, that somebody subscribed, what it sent; `lateUs`: how long after its
 * time each frame went out, empty when unpaced.
 */
export type LoadReport =
  | { type: "ready"; port: number }
  | { type: "subscribed" }
  | { type: "sent"; startEpochUs: number; frames: number; ticks: number; lateUs: Float64Array };

/** Venue time of the first frame: 2025-07-29 10:00 in New York. */
export const LOAD_START_EPOCH_US: number = Date.UTC(2025, 6, 29, 14, 0) * 1000;
/** Probes are named P0, P1, …: each symbol comes again after so many probes. */
const PROBES = 100;
const BACKGROUND_SYMBOLS = 3000;
const RISE = 1.004;
/** The schedule begins so long after the order to go. */
const LEAD_US = 50_000;
/** A sleep ends this much too late at worst on a quiet machine; the rest is waited for awake. */
const AWAKE_US = 200;
/** Unpaced: bytes in the socket's buffer above which the sender waits until it has drained. */
const BUFFERED_BYTES_MAX = 1_048_576;

declare const self: Worker;

/** Ends the wait of the unpaced sender. */
let drained: () => void = () => undefined;

function report(message: LoadReport): void {
  postMessage(message);
}

const trade = (symbol: string, price: string, t: number): string => {
  return `{"ev":"T","sym":"${symbol}","x":4,"i":"1","z":3,"p":${price},"s":100,"t":${t}}`;
};

/** The frame that is due `sinceUs` after the start; its probe, if it has one, comes first. */
function frameText(frame: number, trades: number, sinceUs: number, framesPerProbe: number): string {
  const t = (LOAD_START_EPOCH_US + sinceUs) / 1000;
  const messages: string[] = [];
  if (frame % framesPerProbe === 0) {
    const probe = frame / framesPerProbe;
    const price = (10 * RISE ** Math.floor(probe / PROBES)).toFixed(4);
    messages.push(trade(`P${probe % PROBES}`, price, t));
  }
  for (let i = messages.length; i < trades; i++) {
    messages.push(trade(`B${(frame * trades + i) % BACKGROUND_SYMBOLS}`, "20", t));
  }
  return `[${messages.join(",")}]`;
}

/** Each frame not before its time; returns how late each of them was sent, microseconds. */
function sendPaced(
  texts: readonly string[],
  startEpochUs: number,
  everyUs: number,
  socket: Bun.ServerWebSocket<undefined>,
): Float64Array {
  const late = new Float64Array(texts.length);
  const nobody = new Int32Array(new SharedArrayBuffer(4));
  for (let frame = 0; frame < texts.length; frame++) {
    const dueEpochUs = startEpochUs + frame * everyUs;
    for (let now = nowEpochUs(); now < dueEpochUs; now = nowEpochUs()) {
      const sleepUs = dueEpochUs - now - AWAKE_US;
      if (sleepUs > 0) Atomics.wait(nobody, 0, 0, sleepUs / 1000);
    }
    late[frame] = nowEpochUs() - dueEpochUs;
    socket.send(texts[frame]!);
  }
  return late;
}

async function sendUnpaced(
  texts: readonly string[],
  socket: Bun.ServerWebSocket<undefined>,
): Promise<Float64Array> {
  for (const text of texts) {
    socket.send(text);
    if (socket.getBufferedAmount() <= BUFFERED_BYTES_MAX) continue;
    await new Promise<void>((resolve) => {
      drained = resolve;
    });
  }
  return new Float64Array(0);
}

async function sendAll(plan: LoadPlan, socket: Bun.ServerWebSocket<undefined>): Promise<void> {
  const { ticksPerSecond, framesPerSecond, seconds, framesPerProbe } = plan;
  const trades = Math.max(1, Math.round(ticksPerSecond / framesPerSecond));
  const everyUs = 1e6 / framesPerSecond;
  const frames = Math.round(seconds * framesPerSecond);
  const texts = Array.from({ length: frames }, (_, f) => {
    return frameText(f, trades, f * everyUs, framesPerProbe);
  });
  const startEpochUs = nowEpochUs() + (plan.isUnpaced ? 0 : LEAD_US);
  const lateUs = plan.isUnpaced
    ? await sendUnpaced(texts, socket)
    : sendPaced(texts, startEpochUs, everyUs, socket);
  report({ type: "sent", startEpochUs, frames, ticks: frames * trades, lateUs });
}

const status = (word: string, message: string): string => {
  return JSON.stringify([{ ev: "status", status: word, message }]);
};

function serve(plan: LoadPlan): void {
  let subscriber: Bun.ServerWebSocket<undefined> | undefined;
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: (request, me) => (me.upgrade(request) ? undefined : new Response(null, { status: 426 })),
    websocket: {
      perMessageDeflate: false,
      backpressureLimit: 256 * 1024 * 1024,
      open: (socket) => void socket.send(status("connected", "Connected Successfully")),
      drain: () => drained(),
      message: (socket, text) => {
        const { action, params } = JSON.parse(String(text)) as { action: string; params: string };
        if (action === "auth") socket.send(status("auth_success", "authenticated"));
        if (action !== "subscribe") return;
        for (const param of params.split(",")) {
          socket.send(status("success", `subscribed to: ${param}`));
        }
        subscriber = socket as Bun.ServerWebSocket<undefined>;
        report({ type: "subscribed" });
      },
    },
  });
  self.onmessage = () => void sendAll(plan, subscriber!);
  report({ type: "ready", port: server.port ?? 0 });
}

self.onmessage = ({ data }: MessageEvent<LoadPlan>) => serve(data);
