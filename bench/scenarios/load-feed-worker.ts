/**
 * A feed of Massive's dialect at a fixed rate, on a thread that does nothing else. The schedule is made
 * before the first frame is sent and knows no excuse: a trade's own time says when it should have gone
 * out, so a latency counted from it holds the wait for a late sender too (no coordinated omission).
 *
 * Each frame has one probe, a trade that makes a new session high for certain; all others repeat their
 * symbol's price and make nothing.
 */
import { nowEpochUs } from "#telemetry";

/** What the feed should do; its first message. */
export interface LoadPlan {
  ticksPerSecond: number;
  framesPerSecond: number;
  seconds: number;
}

/** What it says: where it listens, that somebody subscribed, what it sent. */
export type LoadReport =
  | { type: "ready"; port: number }
  | { type: "subscribed" }
  | { type: "sent"; startEpochUs: number; frames: number; ticks: number; lateUsP50: number };

/** Venue time of the first frame: 2025-07-29 10:00 in New York. */
export const LOAD_START_EPOCH_US: number = Date.UTC(2025, 6, 29, 14, 0) * 1000;
/** Probes are named P0, P1, …: each symbol comes again after so many frames. */
const PROBES = 100;
const BACKGROUND_SYMBOLS = 3000;
const RISE = 1.004;
/** The schedule begins so long after the order to go. */
const LEAD_US = 50_000;

declare const self: Worker;

function report(message: LoadReport): void {
  postMessage(message);
}

/** The frame that is due `sinceUs` after the start. */
function frameText(frame: number, trades: number, sinceUs: number): string {
  const t = (LOAD_START_EPOCH_US + sinceUs) / 1000;
  const price = (10 * RISE ** Math.floor(frame / PROBES)).toFixed(4);
  const probe = `{"ev":"T","sym":"P${frame % PROBES}","x":4,"i":"1","z":3,"p":${price},"s":100,"t":${t}}`;
  const messages = [probe];
  for (let i = 1; i < trades; i++) {
    const symbol = (frame * trades + i) % BACKGROUND_SYMBOLS;
    messages.push(`{"ev":"T","sym":"B${symbol}","x":4,"i":"1","z":3,"p":20,"s":100,"t":${t}}`);
  }
  return `[${messages.join(",")}]`;
}

/** Sends the whole schedule, frame by frame, each not before its time. */
function sendAll(plan: LoadPlan, socket: Bun.ServerWebSocket<undefined>): void {
  const { ticksPerSecond, framesPerSecond, seconds } = plan;
  const trades = Math.max(1, Math.round(ticksPerSecond / framesPerSecond));
  const everyUs = 1e6 / framesPerSecond;
  const frames = Math.round(seconds * framesPerSecond);
  const texts = Array.from({ length: frames }, (_, f) => frameText(f, trades, f * everyUs));
  const late = new Float64Array(frames);
  const nobody = new Int32Array(new SharedArrayBuffer(4));
  const startEpochUs = nowEpochUs() + LEAD_US;
  for (let frame = 0; frame < frames; frame++) {
    const dueEpochUs = startEpochUs + frame * everyUs;
    for (let now = nowEpochUs(); now < dueEpochUs; now = nowEpochUs()) {
      Atomics.wait(nobody, 0, 0, (dueEpochUs - now) / 1000);
    }
    socket.send(texts[frame]!);
    late[frame] = nowEpochUs() - dueEpochUs;
  }
  const lateUsP50 = late.sort()[frames >> 1] ?? Number.NaN;
  report({ type: "sent", startEpochUs, frames, ticks: frames * trades, lateUsP50 });
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
  self.onmessage = () => sendAll(plan, subscriber!);
  report({ type: "ready", port: server.port ?? 0 });
}

self.onmessage = ({ data }: MessageEvent<LoadPlan>) => serve(data);
