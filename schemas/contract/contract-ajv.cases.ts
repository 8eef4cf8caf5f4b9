/** Cases of how the JSON Schema validator is set up. */

import type { Observe } from "../observe.ts";
import { lazyValidator } from "./contract-ajv.ts";

// Kept, because the validator remembers every schema that it has seen; one that is wrong it refuses
// in these words only the first time.
const GOOD = {
  type: "object",
  "x-flag": "--x",
  properties: {
    a: { type: "number", default: 1 },
    b: { type: ["string", "integer"] },
    c: { type: "boolean" },
  },
};
const OTHER_WORD = { "x-other": 1 };
const UNTYPED = { type: "object", properties: { a: { minimum: 1 } } };

function messageOf(run: () => unknown): string {
  try {
    run();
    return "";
  } catch (thrown) {
    return (thrown as Error).message;
  }
}

export default function cases(observe: Observe): void {
  const validator = lazyValidator(GOOD);
  observe("ajv", "loaded", typeof validator(), "function");
  const first = validator();
  observe(lazyValidator, "compiled once", validator() === first, true);
  const broken = lazyValidator({ type: "no type" });
  observe(lazyValidator, "not compiled before the first call", typeof broken, "function");
  observe("ajv", "a wrong schema", messageOf(broken).split("\n")[0]);
  const unknown = messageOf(lazyValidator(OTHER_WORD));
  observe("ajv", "x-flag: no other word", unknown, 'strict mode: unknown keyword: "x-other"');
  const untyped = messageOf(lazyValidator(UNTYPED));
  observe(
    "ajv",
    "strictTypes",
    untyped,
    'strict mode: missing type "number" for keyword "minimum" at "#/properties/a" (strictTypes)',
  );

  const validate = validator();
  const value: Record<string, unknown> = { b: null, c: "true" };
  observe("ajv", "verdict", validate(value), false);
  observe("ajv", "allErrors", validate.errors?.length, 2);
  observe("ajv", "verbose: data", validate.errors?.[0]?.data, null);
  observe("ajv", "verbose: parentSchema", validate.errors?.[0]?.parentSchema, {
    type: ["string", "integer"],
  });
  observe("ajv", "useDefaults, coerceTypes", value, { b: null, c: "true" });
  observe("ajv", "strictNumbers", validate({ a: Number.NaN }), false);
  observe("ajv", "a good value", validate({ a: 1, b: 5, c: true }), true);
}
