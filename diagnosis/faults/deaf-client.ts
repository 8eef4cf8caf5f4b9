/** A client that asks for a lot and never reads: its rows pile up on the server's side. */
import { connect, type Socket } from "node:net";

/** Requests for the whole page; each answer is some hundred kilobytes. */
const REQUESTS = 400;
const RETRY_MS = 100;

export class DeafClient {
  readonly #port: number;
  #socket: Socket | undefined;
  #timer: Timer | undefined;

  /** Connects as soon as an engine listens on the port. */
  constructor(port: number) {
    this.#port = port;
    this.#dial();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#socket?.destroy();
  }

  #dial(): void {
    const socket = connect({ port: this.#port, host: "127.0.0.1" });
    this.#socket = socket;
    socket.on("connect", () => {
      const lines = [
        "GET /ws HTTP/1.1",
        `Host: 127.0.0.1:${this.#port}`,
        "Upgrade: websocket",
        "Connection: Upgrade",
        `Sec-WebSocket-Key: ${btoa("0123456789abcdef")}`,
        "Sec-WebSocket-Version: 13",
      ];
      socket.write(`${lines.join("\r\n")}\r\n\r\n`);
      socket.once("data", () => {
        socket.pause();
        for (let i = 0; i < REQUESTS; i++) socket.write(frameOf('{"action":"refresh"}'));
      });
    });
    socket.on("error", () => {
      this.#timer = setTimeout(() => this.#dial(), RETRY_MS);
    });
  }
}

/** A text frame of fewer than 126 bytes as a client sends it: masked, here with zeros. RFC 6455, 5.2. */
function frameOf(text: string): Buffer {
  const payload = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}
