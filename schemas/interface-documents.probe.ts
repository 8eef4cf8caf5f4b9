/** Known answers of interface-documents.ts: which document is which. */
import { interfaceDocument } from "./interface-documents.ts";
import type { Probe } from "./probe.ts";

export const INTERFACE_DOCUMENTS_PROBE: Probe = {
  name: "interface-documents",
  stage: "client",
  file: "schemas/interface-documents.ts",
  needs: [],
  async run(observe) {
    for (const name of ["asyncapi", "openapi"] as const) {
      const { asyncapi, openapi } = JSON.parse(await interfaceDocument(name));
      observe("interfaceDocument", name, { asyncapi, openapi });
    }
  },
};
