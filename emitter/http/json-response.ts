/** Answers of the HTTP endpoints. */

const HEADERS: Record<string, string> = {
  "content-type": "application/json; charset=utf-8",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
};

/** `value` as JSON; numbers that are not finite read null. */
export function jsonResponse(
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): Response {
  return new Response(`${JSON.stringify(value, null, 2)}\n`, {
    status,
    headers: { ...HEADERS, ...headers },
  });
}

/** An error answer: `{"error": {"code", "message", …}}`. */
export function jsonProblem(
  status: number,
  code: string,
  message: string,
  more: Record<string, unknown>,
  headers: Record<string, string> = {},
): Response {
  return jsonResponse(status, { error: { code, message, ...more } }, headers);
}
