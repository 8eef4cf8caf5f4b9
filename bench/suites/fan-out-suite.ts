/** Frames to many clients over loopback: the edge, a bare Bun.serve publish loop, and `ws` on Node. */
import { join } from "node:path";
import { type Contender, contest } from "../contest.ts";
import { LineProcess } from "../line-process.ts";
import type { Measure, Rivalry, Size, Suite } from "../suite.ts";
import { YARDSTICK } from "../yardstick.ts";

const FOLDER = join(import.meta.dir, "../rivals");
/** The edge sends late joiners their lists once more after 1.5 s; rounds begin after that. */
const SETTLE_MS = 2000;

/** One field of the suite: so many clients, so many events a frame. */
interface Field {
  clients: number;
  rows: number;
  /** Frames that are sent before the event loop has its turn; a divisor of the window. */
  framesPerTurn: number;
  /** Frames of a round. */
  frames: number;
  /** Frames on their way to a client at a time. */
  window: number;
  rounds: number;
}

/** Frames in bursts, as a publish loop makes them: what is small shares a write. */
const burst = (
  clients: number,
  rows: number,
  frames: number,
  window: number,
  rounds = 9,
): Field => {
  return { clients, rows, frames, window, framesPerTurn: window, rounds };
};
/** A frame a turn of the event loop, as the engine emits: a write for each client and frame. */
const paced = (clients: number, rows: number, frames: number, window: number): Field => {
  return { clients, rows, frames, window, framesPerTurn: 1, rounds: 9 };
};

const FIELDS: Record<Size, readonly Field[]> = {
  smoke: [
    { ...burst(2, 1, 20, 8), rounds: 1 },
    { ...paced(2, 1, 20, 8), rounds: 1 },
  ],
  full: [
    burst(1, 1, 8192, 1024),
    // There are goals for these two.
    burst(100, 1, 512, 64, 21),
    burst(1000, 1, 64, 16, 21),
    burst(1, 50, 512, 64),
    burst(100, 50, 64, 16),
    burst(1000, 50, 12, 4),
    paced(1, 1, 4096, 1024),
    paced(100, 1, 256, 64),
    paced(1000, 1, 48, 16),
  ],
};

/** A server and its clients, each a process, for as many rounds as asked. */
class Lane {
  readonly #server: LineProcess;
  readonly #clients: LineProcess;
  /** Characters of the last frame that clients saw. */
  frameChars = 0;

  private constructor(server: LineProcess, clients: LineProcess) {
    this.#server = server;
    this.#clients = clients;
    clients.onLine = (line) => {
      if (line === "credit") server.say("credit");
      return line === "credit";
    };
  }

  static async open(command: readonly string[], path: string, field: Field): Promise<Lane> {
    const server = new LineProcess(command);
    const url = `ws://127.0.0.1:${await server.line()}${path}`;
    const counts = [field.clients, field.window].map(String);
    const script = join(FOLDER, "fan-out-clients.ts");
    const clients = new LineProcess([process.execPath, script, url, ...counts]);
    await clients.line();
    return new Lane(server, clients);
  }

  /** Sends `frames` to all clients; seconds until the last one has the last frame. */
  async seconds(frames: number): Promise<number> {
    this.#clients.say(`expect ${frames}`);
    await this.#clients.line();
    const startedMs = performance.now();
    this.#server.say(`send ${frames}`);
    const done = await this.#clients.line();
    this.frameChars = Number(done.split(" ")[1]);
    return (performance.now() - startedMs) / 1000;
  }

  /** Processor time of the server so far, microseconds. */
  async serverUs(): Promise<number> {
    this.#server.say("cpu");
    return Number(await this.#server.line());
  }

  async close(): Promise<void> {
    await this.#clients.end();
    await this.#server.end();
  }
}

/** "edge, 100 clients, 50 rows a frame" */
export function fanOutName(
  kind: string,
  { clients, rows, framesPerTurn }: Pick<Field, "clients" | "rows"> & Partial<Field>,
): string {
  const s = (count: number, word: string) => `${count} ${word}${count === 1 ? "" : "s"}`;
  const pace = framesPerTurn === 1 ? ", a frame a turn" : "";
  return `${kind}, ${s(clients, "client")}, ${s(rows, "row")} a frame${pace}`;
}

/** Opens a lane per kind of server; the rivals send as many bytes a frame as the edge does. */
async function openLanes(
  field: Field,
  size: Size,
  node: string | null,
): Promise<Map<string, Lane>> {
  const server = join(FOLDER, "fan-out-server.ts");
  const bun = process.execPath;
  const { window, framesPerTurn, rows } = field;
  const edge = [bun, server, "edge", ...[window, framesPerTurn, rows].map(String)];
  const lanes = new Map([["edge", await Lane.open(edge, "/ws/stock_data", field)]]);
  if (size === "full") await Bun.sleep(SETTLE_MS);
  await lanes.get("edge")!.seconds(1);
  const args = [window, framesPerTurn, lanes.get("edge")!.frameChars].map(String);
  lanes.set("bare Bun.serve publish", await Lane.open([bun, server, "bare", ...args], "/", field));
  if (node !== null) {
    const ws = [node, join(FOLDER, "ws-server.mjs"), ...args];
    lanes.set("ws on Node", await Lane.open(ws, "/", field));
  }
  return lanes;
}

/** "edge, 100 clients, 50 rows a frame: server" */
const serverName = (kind: string, field: Field): string => `${fanOutName(kind, field)}: server`;

/** Deliveries per second, and the server's processor time per delivery, us. */
async function sampleOf(lane: Lane, { frames, clients }: Field): Promise<[number, number]> {
  const beforeUs = await lane.serverUs();
  const seconds = await lane.seconds(frames);
  const spentUs = (await lane.serverUs()) - beforeUs;
  return [(frames * clients) / seconds, spentUs / (frames * clients)];
}

async function measureField(field: Field, size: Size, node: string | null): Promise<Measure[]> {
  const lanes = await openLanes(field, size, node);
  const { clients, frames, rounds } = field;
  const contenders = [...lanes].map(
    ([kind, lane]): Contender => ({
      name: fanOutName(kind, field),
      unit: "deliveries/s",
      sample: () => sampleOf(lane, field),
      checksum: () => `${frames * clients} deliveries`,
      more: [{ name: serverName(kind, field), unit: "us" }],
      at: { axis: "clients", value: clients },
    }),
  );
  const measures = await contest(contenders, size, rounds, 2);
  for (const lane of lanes.values()) await lane.close();
  return measures.filter(({ name }) => name !== YARDSTICK);
}

/** The edge against each rival: deliveries, and the server's time for them. */
function rivalriesOf(measures: readonly Measure[]): Rivalry[] {
  const [deliveries, serverUs] = ["deliveries/s", "us"].map((unit) => {
    return measures.filter((measure) => measure.unit === unit).map(({ name }) => name);
  });
  return [deliveries!, serverUs!].flatMap(([subject, ...rivals]) => {
    return rivals.map((rival) => ({ subject: subject!, rival }));
  });
}

export const fanOutSuite: Suite = {
  name: "fan-out",
  about: "frames delivered over loopback, servers and clients each in a process of their own",
  processes: 1,
  run: async (size) => {
    const node = Bun.which("node");
    const measures: Measure[] = [];
    const rivalries: Rivalry[] = [];
    for (const field of FIELDS[size]) {
      const found = await measureField(field, size, node);
      measures.push(...found);
      rivalries.push(...rivalriesOf(found));
    }
    return {
      parameters: { settleMs: SETTLE_MS, fields: JSON.stringify(FIELDS[size]) },
      measures,
      rivalries,
      skipped: node === null ? [{ name: "ws on Node", reason: "node is not installed" }] : [],
    };
  },
};
