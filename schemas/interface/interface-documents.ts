/** The documents of the interface as they were generated: AsyncAPI for WebSockets, OpenAPI for HTTP. */

const FILES = { asyncapi: "asyncapi.json", openapi: "openapi.json" } as const;

/** Text of a document. Read when it is asked for: the engine itself has no use for it. */
export function interfaceDocument(name: keyof typeof FILES): Promise<string> {
  return Bun.file(new URL(`../generated/${FILES[name]}`, import.meta.url)).text();
}
