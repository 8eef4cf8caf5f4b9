/** The published schema of SARIF 2.1.0, for tests. */
import Ajv from "ajv";
import schema from "../testdata/sarif-2.1.0-rtm.5.json" with { type: "json" };

/** The schema is draft-04; of what changed since, it uses only `id`. */
const { id: _, $schema: __, ...draft7 } = schema;
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
ajv.addFormat("uri", (text: string) => URL.canParse(text));
ajv.addFormat("uri-reference", (text: string) => URL.canParse(text, "file:///"));
ajv.addFormat("date-time", (text: string) => /^\d{4}-\d\d-\d\dT.*Z$/.test(text));
const validate = ajv.compile(draft7);

/** What the schema finds wrong with a log; empty when it is valid. */
export function sarifProblems(log: unknown): string[] {
  validate(log);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
