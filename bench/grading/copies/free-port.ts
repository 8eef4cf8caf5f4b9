/** A port for an engine that runs elsewhere, when who dials it must know the port before it listens. */

/** A port of loopback that nobody listens on now; another process may take it meanwhile. */
export function freePort(): number {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const { port } = server;
  server.stop(true);
  return port ?? 0;
}
