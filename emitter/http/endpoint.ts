/**
 * An HTTP endpoint that the owner of the edge adds to its own: diagnosis, metrics, the flow map.
 *
 * The edge stands below them and knows none; it decides who may call, and answers what goes wrong.
 */

/**
 * Who may call: `any` client; `own-pages`: no page of a stranger's; `this-machine`: that, and only from
 * a loopback address (for what changes the engine).
 */
export type Access = "any" | "own-pages" | "this-machine";

export interface Endpoint {
  /** `/api/flow`, or everything below a path that ends in `/`. */
  readonly path: string;
  /** Such as `GET`, `POST`; HEAD comes with GET. */
  readonly methods: readonly string[];
  readonly access: Access | ((method: string) => Access);
  /** Main thread. What it throws is recorded as EMIT_FAILED and answered as 500. */
  handle(request: Request, url: URL): Response | Promise<Response>;
}

/** The endpoint for a path: the exact one, else the longest that is above it. */
export function endpointFor(
  endpoints: readonly Endpoint[],
  pathname: string,
): Endpoint | undefined {
  let found: Endpoint | undefined;
  for (const endpoint of endpoints) {
    const { path } = endpoint;
    if (path === pathname) return endpoint;
    const isAbove = path.endsWith("/") && pathname.startsWith(path);
    if (isAbove && path.length > (found?.path.length ?? 0)) found = endpoint;
  }
  return found;
}
