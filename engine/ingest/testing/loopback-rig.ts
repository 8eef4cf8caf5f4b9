/**
 * Connections of cases, on the loopback interface only: sources against servers that
 * do as they are told. No time enters an answer; what never comes is given up.
 */

import type { Source } from "../feed/source.ts";
import { FixtureContext, rejectedBy } from "./cases-fixture.ts";

/**
 * Turns of a timer after which something that did not come never will. Turns rather than time: on a
 * machine that is too busy to answer, they are late as well.
 */
const TURNS_MAX = 80;
const TURN_MS = 10;

/** What stays open until the case is over. */
export interface Closable {
  stop(): unknown;
}

/** What `promise` comes to, or "never". `turnsMax`: more for what another thread has to do. */
export async function orNever<T>(
  promise: Promise<T>,
  turnsMax: number = TURNS_MAX,
): Promise<T | "never"> {
  const { promise: deadline, resolve } = Promise.withResolvers<"never">();
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
    if (turns === turnsMax) resolve("never");
  }, TURN_MS);
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearInterval(timer);
  }
}

/** What a source did: how it ended, and the notes of its context. */
export interface SourceAnswer {
  end: string;
  notes: unknown[];
  beats: number;
}

/**
 * Runs a source to its end; `url` is left out of what it says. `steer`: gets the context before the
 * source runs.
 */
export async function answerOf(
  source: Pick<Source, "run">,
  url: string,
  steer: (context: FixtureContext) => void = () => undefined,
): Promise<SourceAnswer> {
  const context = new FixtureContext();
  steer(context);
  // A source that does not end is told to stop, so that it does not outlive the case.
  const end = await orNever(rejectedBy(source.run(context), url));
  context.abort.abort();
  const notes: unknown[] = JSON.parse(JSON.stringify(context.notes.take()).replaceAll(url, "URL"));
  return { end, notes, beats: context.beats };
}

/** Notes of these kinds only. */
export function notesOf(notes: readonly unknown[], ...kinds: string[]): unknown[] {
  return notes.filter((note) => Array.isArray(note) && kinds.includes(String(note[0])));
}

/** A TCP server that upgrades to a WebSocket, or not even that, and then never says anything. */
export class SilentServer implements Closable {
  /** Whether a ping came. */
  isPinged = false;
  readonly #listener: Bun.TCPSocketListener<undefined>;
  readonly #sockets: Set<Bun.Socket<undefined>> = new Set();

  constructor(isUpgrading: boolean) {
    this.#listener = Bun.listen({
      hostname: "127.0.0.1",
      port: 0,
      socket: {
        open: (socket) => {
          this.#sockets.add(socket);
        },
        data: (socket, data) => {
          const key = /sec-websocket-key: (\S+)/i.exec(data.toString("latin1"))?.[1];
          if (key !== undefined && isUpgrading) socket.write(upgradeAnswer(key));
          if (data[0] === PING) this.isPinged = true;
        },
        close: (socket) => {
          this.#sockets.delete(socket);
        },
        error: (socket) => {
          this.#sockets.delete(socket);
        },
      },
    });
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#listener.port}/`;
  }

  stop(): void {
    for (const socket of this.#sockets) socket.terminate();
    this.#listener.stop(true);
  }
}

/** First byte of a ping: the last fragment, opcode 9 (RFC 6455, 5.2). */
const PING = 0x89;

/** RFC 6455, 4.2.2. */
function upgradeAnswer(key: string): string {
  const accept = new Bun.CryptoHasher("sha1")
    .update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest("base64");
  return (
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
    `Sec-WebSocket-Accept: ${accept}\r\n\r\n`
  );
}
