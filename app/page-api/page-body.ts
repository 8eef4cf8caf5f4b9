/** Bodies of the page's POST requests: what does not keep its schema is refused, with a remedy. */
import { DEFAULT_USER, jsonProblem } from "#emitter";
import {
  filterSetProblem,
  isJsonTree,
  type JsonTree,
  layoutSettingProblem,
  type RequestProblem,
  selectionsProblem,
} from "#schemas";

/** Bytes of a body: a layout of some hundred widgets. */
const BODY_BYTES_MAX = 65_536;
/** Characters of a user's name. */
const USER_MAX = 64;
/** Characters of a value that an error repeats. */
const VALUE_MAX = 100;

export type Body = JsonTree;
/** Universes by tracker (`highlow`). */
export type Selections = Record<string, { universes: string[] }>;

/** What is wrong with a body: answered as 400. */
export class BodyProblem extends Error {
  readonly field: string;
  readonly value: string;
  readonly remedy: string;

  constructor(field: string, value: unknown, message: string, remedy: string) {
    super(message);
    this.field = field;
    this.value = (JSON.stringify(value) ?? "nothing").slice(0, VALUE_MAX);
    this.remedy = remedy;
  }

  answer(): Response {
    const { field, value, remedy } = this;
    const message = `${field} ${this.message}, was ${value}`;
    return jsonProblem(400, "BODY_INVALID", message, { field, value, remedy });
  }
}

/** The JSON object that a request carries. Throws BodyProblem. */
export async function bodyOf(request: Request): Promise<Body> {
  const text = await request.text();
  const bytes = Buffer.byteLength(text);
  if (bytes > BODY_BYTES_MAX) {
    throw new BodyProblem(
      "body",
      bytes,
      `must be at most ${BODY_BYTES_MAX} bytes`,
      "send a smaller body",
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BodyProblem("body", text, "must be JSON", "send application/json");
  }
  if (isJsonTree(value)) return value;
  throw new BodyProblem("body", value, "must be an object", "send a JSON object");
}

/** A user's name from a body or a query; text or a number, as pages write it. */
export function userOf(value: unknown): string {
  if (value === undefined || value === null || value === "") return DEFAULT_USER;
  const isGood = typeof value === "string" || Number.isSafeInteger(value);
  const user = String(value);
  if (isGood && user.length <= USER_MAX) return user;
  const rule = `must be text of 1 to ${USER_MAX} characters or a whole number`;
  throw new BodyProblem("user_id", value, rule, "omit it for the default user");
}

/** The selections of a body; `known`: the keys that may be chosen. */
export function selectionsOf(
  body: Body,
  known: { has(key: string): boolean; list(): object },
): Selections {
  const { selections } = body;
  const remedy = 'such as {"highlow": {"universes": ["all"]}}';
  refuse("selections", selectionsProblem(selections), remedy);
  // Of a tracker, its universes are kept and nothing else.
  const kept = Object.entries(selections as Selections).map(([tracker, { universes }]) => {
    const strange = universes.findIndex((key) => !known.has(key));
    if (strange < 0) return [tracker, { universes }] as const;
    const field = `selections.${tracker.slice(0, VALUE_MAX)}.universes[${strange}]`;
    const listed = `one of ${Object.keys(known.list()).join(", ")}; see /api/universes`;
    throw new BodyProblem(field, universes[strange], "must be a known universe", listed);
  });
  return Object.fromEntries(kept);
}

/** The filters of a body: the groups and keys of the `filters` message in schemas/contract/JSON.md. */
export function filterDataOf(body: Body): Body {
  const remedy = "see schemas/contract/JSON.md, client messages, filters";
  refuse("filter_data", filterSetProblem(body.filter_data), remedy);
  return body.filter_data as Body;
}

/** The layout of a body: a list of objects; what is in them is the page's matter. */
export function layoutOf(body: Body): unknown[] {
  const problem = layoutSettingProblem(body.setting_value);
  refuse("setting_value", problem, "send the widgets of the grid");
  return (body.setting_value as { layout: unknown[] }).layout;
}

/** Throws the problem of the body's `field`, if there is one. */
function refuse(field: string, problem: RequestProblem | null, remedy: string): void {
  if (problem === null) return;
  const { path, value, rule } = problem;
  throw new BodyProblem(path === "" ? field : `${field}.${path}`, value, rule, remedy);
}
