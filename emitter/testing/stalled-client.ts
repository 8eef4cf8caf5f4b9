/** A client that does the WebSocket handshake and then stops reading, as a hung browser does. */
import type { Socket } from "bun";
import { until } from "../../engine/testing/until.ts";

export class StalledClient {
  readonly #socket: Socket<undefined>;
  isClosed = false;
  /** Bytes read so far; grows again after resume(). */
  readBytes = 0;
  /** Everything read after the handshake. */
  readonly chunks: Uint8Array[] = [];

  private constructor(socket: Socket<undefined>) {
    this.#socket = socket;
  }

  static async connect(port: number, path: string): Promise<StalledClient> {
    let client: StalledClient | undefined;
    let head = "";
    const socket = await Bun.connect({
      hostname: "127.0.0.1",
      port,
      socket: {
        data(_socket, bytes) {
          if (client === undefined) head += bytes.toString("latin1");
          else {
            client.readBytes += bytes.length;
            client.chunks.push(Uint8Array.from(bytes));
          }
        },
        close() {
          if (client !== undefined) client.isClosed = true;
        },
      },
    });
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\n` +
        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
        "Sec-WebSocket-Version: 13\r\n\r\n",
    );
    await until("the handshake", () => head.includes("\r\n\r\n"));
    if (!head.startsWith("HTTP/1.1 101")) throw new Error(`no upgrade: ${head.slice(0, 80)}`);
    socket.pause();
    client = new StalledClient(socket);
    return client;
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#socket.terminate();
  }
}
