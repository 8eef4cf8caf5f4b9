/** Pins how the JSON Schema validator is set up. */
import { lazyValidator } from "./contract-ajv.ts";
import type { Probe } from "./probe.ts";

function messageOf(run: () => unknown): string {
  try {
    run();
    return "";
  } catch (thrown) {
    return (thrown as Error).message;
  }
}

export const CONTRACT_AJV_PROBE: Probe = {
  name: "contract-ajv",
  stage: "frame",
  file: "schemas/contract-ajv.ts",
  needs: [],
  run(observe) {
    const validator = lazyValidator({
      type: "object",
      "x-flag": "--x",
      properties: {
        a: { type: "number", default: 1 },
        b: { type: ["string", "null"] },
        c: { type: "boolean" },
      },
    });
    observe("lazyValidator", "compiled once", validator() === validator());
    const broken = lazyValidator({ type: "no type" });
    observe("lazyValidator", "not compiled before the first call", typeof broken);
    observe("ajv", "a wrong schema", messageOf(broken).split("\n")[0]);
    const unknown = messageOf(lazyValidator({ "x-other": 1 }));
    observe("ajv", "x-flag: no other word", unknown);
    const untyped = messageOf(lazyValidator({ type: "object", properties: { a: { minimum: 1 } } }));
    observe("ajv", "strictTypes", untyped);

    const validate = validator();
    const value: Record<string, unknown> = { b: 5, c: "true" };
    observe("ajv", "verdict", validate(value));
    observe("ajv", "allErrors", validate.errors?.length);
    observe("ajv", "verbose: data", validate.errors?.[0]?.data);
    observe("ajv", "verbose: parentSchema", validate.errors?.[0]?.parentSchema);
    observe("ajv", "useDefaults, coerceTypes", value);
    observe("ajv", "strictNumbers", validate({ a: Number.NaN }));
    observe("ajv", "a good value", validate({ a: 1, b: null, c: true }));
  },
};
