/** A relay to an engine that can be cut, as a network can. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

export class Relay {
  readonly #server: Server;
  readonly #sockets: Set<Socket> = new Set();
  isOpen = true;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(engineUrl: string): Promise<Relay> {
    const server = createServer();
    const relay = new Relay(server);
    server.on("connection", (inward) => {
      if (!relay.isOpen) return void inward.destroy();
      const outward = connect(Number(new URL(engineUrl).port), "127.0.0.1");
      for (const socket of [inward, outward]) {
        relay.#sockets.add(socket);
        socket.on("error", () => socket.destroy());
      }
      inward.pipe(outward).pipe(inward);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return relay;
  }

  /** Host and port of this end. */
  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.isOpen = false;
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  stop(): void {
    this.cut();
    this.#server.close();
  }
}
