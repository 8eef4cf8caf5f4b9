/**
 * The `ws` package on Node as a fan-out server: `WINDOW FRAMES_PER_TURN BYTES`,
 * steered as fan-out-server.ts is. Plain
 * JavaScript, because this one runs on Node (in Bun, `ws` is Bun's own server).
 */
import { createInterface } from "node:readline";
import { WebSocketServer } from "ws";

const window = Number(process.argv[2]);
const framesPerTurn = Number(process.argv[3]);
const text = Buffer.from("x".repeat(Number(process.argv[4])));
const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
let granted = 0;
let wake = () => undefined;

async function send(frames) {
  granted = 0;
  for (let frame = 0; frame < frames; frame++) {
    if (frame > 0 && frame % framesPerTurn === 0) {
      await new Promise((resolve) => setImmediate(resolve));
      while (granted < frame / window - 1) {
        await new Promise((resolve) => {
          wake = resolve;
        });
      }
    }
    for (const client of server.clients) client.send(text, { binary: false });
  }
}

server.on("listening", () => console.log(server.address().port));
const lines = createInterface({ input: process.stdin });
lines.on("close", () => process.exit(0));
lines.on("line", (line) => {
  const [word, frames] = line.split(" ");
  if (word === "credit") {
    granted += 1;
    wake();
  }
  if (word === "cpu") {
    const { user, system } = process.cpuUsage();
    console.log(user + system);
  }
  if (word === "send") void send(Number(frames));
});
