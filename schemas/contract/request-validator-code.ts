/**
 * The code that checks what clients and pages send: made from the schemas that the interface documents
 * state, so that a request is checked at the speed of code and the first mistake stops the check.
 */
import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone";
import httpAnswers from "../interface/http-answers.schema.json" with { type: "json" };
import clientMessage from "./client-message.schema.json" with { type: "json" };
import { VALIDATOR_OPTIONS } from "./contract-ajv.ts";

const CLIENT = "client-message.schema.json";
const HTTP = "http-answers.schema.json";
const ABOUT = `// @generated from ${CLIENT} and ${HTTP}\n`;
/** The schema that each function checks. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  isClientMessage: CLIENT,
  isFilterSet: `${CLIENT}#/definitions/filterSet`,
  isSelections: `${HTTP}#/definitions/selections_body/properties/selections`,
  isLayoutSetting: `${HTTP}#/definitions/layout_body/properties/setting_value`,
};

/** The generated files by path: a module and its types. */
export function requestValidatorFiles(): [path: string, text: string][] {
  const ajv = new Ajv({
    ...VALIDATOR_OPTIONS,
    allErrors: false,
    messages: false,
    // Lengths in UTF-16 units, as slots count a symbol's characters.
    unicode: false,
    logger: false,
    code: { source: true, esm: true },
  });
  // `$ref` goes by file name.
  for (const [file, { $id: _, ...schema }] of [
    [CLIENT, clientMessage],
    [HTTP, httpAnswers],
  ] as const) {
    ajv.addSchema(schema, file);
  }
  const types = Object.keys(FUNCTIONS).map((name) => `export declare const ${name}: Check;\n`);
  return [
    ["request-validators.js", `${ABOUT}${standaloneCode(ajv, { ...FUNCTIONS })}\n`],
    ["request-validators.d.ts", `${ABOUT}${IMPORT}${TYPE}${types.join("")}`],
  ];
}

const IMPORT = 'import type { ErrorObject } from "ajv";\n';
const TYPE = `/** Whether a value keeps its schema; \`errors\`: the first mistake of the last value, in every shape it may have. */
export interface Check {
  (value: unknown): boolean;
  errors?: ErrorObject[] | null;
}
`;
