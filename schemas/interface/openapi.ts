/** The HTTP endpoints as OpenAPI 3.1, from http-paths.ts and the schemas beside this folder. */

import engineConfig from "../config/engine-config.schema.json" with { type: "json" };
import clientMessage from "../contract/client-message.schema.json" with { type: "json" };
import { componentSchemas, refTo } from "./component-schemas.ts";
import httpAnswers from "./http-answers.schema.json" with { type: "json" };
import { HTTP_OPERATIONS, type HttpOperation } from "./http-paths.ts";

const REASONS: Record<number, string> = {
  200: "Well",
  202: "Begun",
  400: "Invalid request; the body names the problem",
  403: "Not allowed for this caller",
  404: "Not found",
  409: "Not possible in this state; the body states the reason",
  503: "Not available now; the body states the reason",
};
const SCHEMAS = {
  http: { file: "http-answers.schema.json", schema: httpAnswers },
  client_message: { file: "client-message.schema.json", schema: clientMessage },
  config: { file: "engine-config.schema.json", schema: engineConfig },
};

/** `version`: of the JSON contract. */
export function openApiDocument(version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of HTTP_OPERATIONS) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method]: operationOf(operation),
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Tickscope over HTTP",
      version,
      description:
        "Health, metrics, telemetry and page settings. Frames come over WebSocket: /asyncapi.json.",
      license: { name: "MIT", identifier: "MIT" },
    },
    jsonSchemaDialect: "http://json-schema.org/draft-07/schema#",
    servers: [{ url: "http://localhost:5000" }],
    paths,
    components: { schemas: componentSchemas(SCHEMAS) },
  };
}

function operationOf({
  method,
  path,
  summary,
  access,
  parameters,
  body,
  answers,
}: HttpOperation): object {
  const codes: HttpOperation["answers"] =
    access === "any" ? answers : { ...answers, 403: { definition: "problem" } };
  return {
    operationId: `${method} ${path}`.replace(/\W+/g, "_").replace(/_$/, ""),
    summary,
    ...(parameters === undefined
      ? {}
      : {
          parameters: parameters.map((parameter) => ({
            ...parameter,
            required: parameter.in === "path",
          })),
        }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: jsonOf(refTo("http", body)) } }),
    responses: Object.fromEntries(
      Object.entries(codes).map(([code, answer]) => {
        return [code, { description: REASONS[Number(code)] ?? code, content: contentOf(answer) }];
      }),
    ),
  };
}

function contentOf(answer: HttpOperation["answers"][number]): object {
  if ("definition" in answer) return jsonOf(refTo("http", answer.definition));
  if ("schema" in answer) return jsonOf(refTo("config"));
  const { mediaType, description } = answer;
  const type = mediaType === "application/json" ? "object" : "string";
  return { [mediaType]: { schema: { type, description } } };
}

function jsonOf(schema: object): object {
  return { "application/json": { schema } };
}
