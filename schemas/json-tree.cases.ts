/** Known answers of json-tree.ts: one value of each kind. */
import { isJsonTree } from "./json-tree.ts";
import type { Observe } from "./observe.ts";

const TEXTS = ["{}", '{"a":1}', "null", "[]", "[{}]", "0", "1", '""', '"a"', "true"];

export default function cases(observe: Observe): void {
  for (const text of TEXTS) observe(isJsonTree, text, isJsonTree(JSON.parse(text)));
  observe(isJsonTree, "undefined", isJsonTree(undefined), false);
}
