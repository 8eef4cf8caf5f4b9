/**
 * The JSON Schema validator, loaded when something is first validated: importing the contracts must
 * cost an engine that only runs nothing.
 */
import type { Ajv as AjvClass, AnySchemaObject, ErrorObject, Options, ValidateFunction } from "ajv";

export type { ErrorObject, ValidateFunction };

/** How every validator is set up, those that are generated too. */
export const VALIDATOR_OPTIONS: Options = {
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
  strictNumbers: true,
  strictTypes: true,
  useDefaults: false,
  coerceTypes: false,
};
/** Words of our schemas that say nothing of validity. */
export const VOCABULARY: string[] = ["x-flag"];

let instance: AjvClass | undefined;

/** `schema` compiled on the first call; all errors are collected, values are never changed. */
export function lazyValidator(schema: AnySchemaObject): () => ValidateFunction {
  let compiled: ValidateFunction | undefined;
  return () => {
    compiled ??= ajv().compile(schema);
    return compiled;
  };
}

function ajv(): AjvClass {
  if (instance === undefined) {
    // require, because an import would load it together with this module.
    const { Ajv } = require("ajv") as typeof import("ajv");
    instance = new Ajv(VALIDATOR_OPTIONS);
    instance.addVocabulary(VOCABULARY);
  }
  return instance;
}
