/** A client that asks for a lot and never reads: its rows pile up on the server's side. */
import { connect, type Socket } from "node:net";

/** Requests for the whole page; each answer is some hundred kilobytes once the market has begun. */
const REQUESTS_AT_ONCE = 10;
const REQUEST_EVERY_MS = 50;
const REQUESTS_MAX = 4_000;
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

  /** Asks again and again: what is asked for before the first event is an empty page. */
  #ask(socket: Socket, asked: number): void {
    if (socket.destroyed || asked >= REQUESTS_MAX) return;
    for (let i = 0; i < REQUESTS_AT_ONCE; i++) socket.write(frameOf('{"action":"refresh"}'));
    this.#timer = setTimeout(() => this.#ask(socket, asked + REQUESTS_AT_ONCE), REQUEST_EVERY_MS);
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
        this.#ask(socket, 0);
      });
    });
    socket.on("error", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#dial(), RETRY_MS);
    });
  }
}

/** A text frame of fewer than 126 bytes as a client sends it: masked, here with zeros. RFC 6455, 5.2. */
function frameOf(text: string): Buffer {
  const payload = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}
