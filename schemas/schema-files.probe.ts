/** Pins the JSON Schemas, place by place. */
import clientMessage from "./client-message.schema.json" with { type: "json" };
import engineConfig from "./engine-config.schema.json" with { type: "json" };
import envelope from "./envelope.schema.json" with { type: "json" };
import { observePlaces } from "./json-places.ts";
import type { Probe } from "./probe.ts";
import smallEvents from "./small-events.schema.json" with { type: "json" };
import statusUpdate from "./status-update.schema.json" with { type: "json" };
import stockData from "./stock-data.schema.json" with { type: "json" };

function schemaProbe(name: string, stage: string, schema: object): Probe {
  return {
    name,
    stage,
    file: `schemas/${name.replace(/-schema$/, ".schema.json")}`,
    needs: [],
    run: (observe) => observePlaces(observe, schema),
  };
}

export const SCHEMA_FILE_PROBES: readonly Probe[] = [
  schemaProbe("engine-config-schema", "source", engineConfig),
  schemaProbe("stock-data-schema", "frame", stockData),
  schemaProbe("status-update-schema", "frame", statusUpdate),
  schemaProbe("small-events-schema", "frame", smallEvents),
  schemaProbe("envelope-schema", "frame", envelope),
  schemaProbe("client-message-schema", "client", clientMessage),
];
