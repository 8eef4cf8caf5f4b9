/** Known answers of interface-documents.ts: which document is which. */

import type { Observe } from "../observe.ts";
import { interfaceDocument } from "./interface-documents.ts";

export default async function cases(observe: Observe): Promise<void> {
  for (const name of ["asyncapi", "openapi"] as const) {
    const { asyncapi, openapi } = JSON.parse(await interfaceDocument(name));
    observe(interfaceDocument, name, { asyncapi, openapi });
  }
}
