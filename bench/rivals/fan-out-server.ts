/**
 * A process with a WebSocket server for the fan-out suite: `edge WINDOW FRAMES_PER_TURN ROWS` is the
 * engine's own edge with ROWS events per frame, `bare WINDOW FRAMES_PER_TURN BYTES` a Bun.serve that
 * publishes a text of BYTES bytes. `cpu` on standard input is answered with the process's processor time
 * so far, microseconds.
 */
// The engine without threads, as the edge's own tests have it: the suite is about what comes after.
import { asSlot, EVENT_BYTES, privateSlots } from "#codec";
import { createEmitter, highLowSlot, InProcessView } from "#emitter";
import { defaultConfig } from "#schemas";
import { FrameCredits } from "./fan-out-pace.ts";

const TOPIC = "frames";
const BUFFERED_BYTES_MAX = 64 * 1024 * 1024;
/** Longer than any suite: only emitNow() emits. */
const CADENCE_MS = 60_000;
const CLIENTS_MAX = 2000;
/** Frames before the first client connects: the suite measures deliveries, not a JIT at its work. */
const WARM_UP_FRAMES = 5000;

interface FanOutServer {
  port: number;
  sendFrame: () => void;
  /** What went wrong on the way, if anything. */
  problem?: () => string | undefined;
}

async function edge(rows: number): Promise<FanOutServer> {
  const view = new InProcessView();
  const config = defaultConfig();
  const limits = { clientsMax: CLIENTS_MAX, bufferedBytesMax: BUFFERED_BYTES_MAX };
  const server = { ...config.server, ...limits };
  const emitter = createEmitter({
    view,
    config: { ...config, port: 0, cadenceMs: CADENCE_MS, timeZone: "UTC", server },
  });
  const { port } = await emitter.start();
  // Made beforehand: what a detector has written lies in its slot when the edge comes for it.
  const events = privateSlots(rows, EVENT_BYTES);
  for (let row = 0; row < rows; row++) {
    events.u8.set(highLowSlot(view.parts(`S${row}`)).u8, row * EVENT_BYTES);
  }
  const sendFrame = () => {
    for (let row = 0; row < rows; row++) view.queue.push(events, asSlot(row));
    emitter.emitNow();
  };
  return { port, sendFrame, problem: () => view.errorEntries()[0]?.message };
}

function bare(bytes: number): FanOutServer {
  const text = "x".repeat(bytes);
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: (request, self) =>
      self.upgrade(request) ? undefined : new Response(null, { status: 426 }),
    websocket: {
      backpressureLimit: BUFFERED_BYTES_MAX,
      open: (socket) => void socket.subscribe(TOPIC),
      message: () => undefined,
    },
  });
  return { port: server.port ?? 0, sendFrame: () => void server.publish(TOPIC, text) };
}

async function sendAll(frames: number): Promise<void> {
  await credits.send(frames, server.sendFrame);
  const problem = server.problem?.();
  if (problem !== undefined) throw new Error(problem);
}

const size: number = Number(Bun.argv[5]);
const server: FanOutServer = Bun.argv[2] === "edge" ? await edge(size) : bare(size);
const credits: FrameCredits = new FrameCredits(Number(Bun.argv[3]), Number(Bun.argv[4]));
for (let frame = 0; frame < WARM_UP_FRAMES; frame++) server.sendFrame();
console.log(server.port);
for await (const line of console) {
  const [word, frames] = line.split(" ");
  if (word === "credit") credits.grant();
  if (word === "cpu") {
    const { user, system } = process.cpuUsage();
    console.log(user + system);
  }
  if (word === "send") void sendAll(Number(frames));
}
process.exit(0);
