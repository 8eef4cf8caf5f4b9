/**
 * The code of a function that says whether a config is valid, and nothing more. Every start checks a
 * config, and compiling its schema costs a third of the time to the first frame; a config that is not
 * valid is worth that time, and gets its words from the schema itself.
 */
import { Ajv, type AnySchemaObject } from "ajv";
import standaloneCode from "ajv/dist/standalone";
import { VALIDATOR_OPTIONS, VOCABULARY } from "../contract/contract-ajv.ts";
import schema from "./engine-config.schema.json" with { type: "json" };

const ABOUT = "// @generated from engine-config.schema.json\n";

/** The generated files by path: a module and its types. */
export function configValidatorFiles(): [path: string, text: string][] {
  const ajv = new Ajv({
    ...VALIDATOR_OPTIONS,
    allErrors: false,
    verbose: false,
    messages: false,
    code: { source: true, esm: true },
  });
  ajv.addVocabulary(VOCABULARY);
  const code = standaloneCode(ajv, ajv.compile(withoutWords(schema) as AnySchemaObject));
  const types = "/** Whether `config` keeps the schema. */\n";
  return [
    ["config-validator.js", `${ABOUT}${code}\n`],
    [
      "config-validator.d.ts",
      `${ABOUT}${types}export declare function validate(config: unknown): boolean;\n`,
    ],
  ];
}

/** `schema` without what is written for people; a property that is called "description" stays. */
function withoutWords(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutWords);
  if (typeof part !== "object" || part === null) return part;
  const isForPeople = (key: string, value: unknown) =>
    /^(\$id|title|description)$/.test(key) && typeof value === "string";
  return Object.fromEntries(
    Object.entries(part)
      .filter(([key, value]) => !isForPeople(key, value))
      .map(([key, value]) => [key, withoutWords(value)]),
  );
}
