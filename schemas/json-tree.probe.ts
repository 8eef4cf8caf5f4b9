/** Known answers of json-tree.ts: one value of each kind. */
import { isJsonTree } from "./json-tree.ts";
import type { Probe } from "./probe.ts";

const TEXTS = ["{}", '{"a":1}', "null", "[]", "[{}]", "0", "1", '""', '"a"', "true"];

export const JSON_TREE_PROBE: Probe = {
  name: "json-tree",
  stage: "source",
  file: "schemas/json-tree.ts",
  needs: [],
  run(observe) {
    for (const text of TEXTS) observe("isJsonTree", text, isJsonTree(JSON.parse(text)));
    observe("isJsonTree", "undefined", isJsonTree(undefined));
  },
};
