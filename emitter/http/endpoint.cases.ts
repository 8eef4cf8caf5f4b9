/** Known answers of endpoint.ts: the exact path, else the longest above it. */
import type { Observe } from "#schemas";
import { type Endpoint, endpointFor } from "./endpoint.ts";

const PATHS = ["/api/flow", "/api/", "/api/deep/", "/api/deep/er"];

export default function run(observe: Observe): void {
  const endpoints = PATHS.map((path): Endpoint => {
    return { path, methods: ["GET"], access: "any", handle: () => new Response(path) };
  });
  for (const asked of [...PATHS, "/api", "/api/x", "/api/deep/x", "/api/flow/x", "/", ""]) {
    observe(endpointFor, asked, endpointFor(endpoints, asked)?.path);
  }
  observe(
    endpointFor,
    "order does not matter",
    [
      endpointFor(endpoints.toReversed(), "/api/deep/x")?.path,
      endpointFor(endpoints.toReversed(), "/api/deep/er")?.path,
    ],
    ["/api/deep/", "/api/deep/er"],
  );
}
