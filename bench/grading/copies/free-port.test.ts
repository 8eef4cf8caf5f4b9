import { expect, test } from "bun:test";
import { freePort } from "./free-port.ts";

test("somebody else can listen there", async () => {
  const port = freePort();
  expect(port).toBeGreaterThanOrEqual(1024);
  const server = Bun.serve({ port, hostname: "127.0.0.1", fetch: () => new Response("mine") });
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe("mine");
  await server.stop(true);
});
