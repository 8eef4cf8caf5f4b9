/** Pins what a symbol may be. */
import type { Probe } from "#schemas";
import { SYMBOL_UNITS_MAX } from "./symbol.ts";

export const SYMBOL_PROBE: Probe = {
  name: "symbol",
  stage: "normalise",
  file: "codec/symbol.ts",
  needs: [],
  run: (observe) => observe("SYMBOL_UNITS_MAX", "value", SYMBOL_UNITS_MAX),
};
