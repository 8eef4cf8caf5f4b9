/** Known answers of json-response.ts. */
import type { Observe } from "#schemas";
import { answerOf } from "../cases-fixture.ts";
import { jsonProblem, jsonResponse } from "./json-response.ts";

export default async function run(observe: Observe): Promise<void> {
  const value = { a: [1], b: Number.NaN };
  observe(jsonResponse, "plain", await answerOf(jsonResponse(200, value)));
  const own = jsonResponse(201, 7, { "x-own": "1", "cache-control": "own" });
  observe(jsonResponse, "with headers", await answerOf(own));
  observe(jsonProblem, "plain", await answerOf(jsonProblem(404, "CODE", "words", {})));
  const more = jsonProblem(405, "CODE", "words", { hint: "h" }, { allow: "GET" });
  observe(jsonProblem, "with more", await answerOf(more));
}
