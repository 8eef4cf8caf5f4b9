/** Bodies of the page's POST requests, checked field by field. */
import { DEFAULT_USER, filtersProblem, jsonProblem } from "#emitter";
import { isJsonTree, type JsonTree } from "#schemas";

/** Bytes of a body: a layout of some hundred widgets. */
const BODY_BYTES_MAX = 65_536;
/** Characters of a user's name. */
const USER_MAX = 64;
/** Trackers and universes in one selection. */
const TRACKERS_MAX = 8;
const UNIVERSES_MAX = 64;
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
  return objectOf("body", value);
}

function objectOf(field: string, value: unknown): Body {
  if (isJsonTree(value)) return value;
  throw new BodyProblem(field, value, "must be an object", `send {"${field}": {…}}`);
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
  const trackers = Object.entries(objectOf("selections", body.selections));
  if (trackers.length > TRACKERS_MAX) {
    throw new BodyProblem(
      "selections",
      trackers.length,
      `must have at most ${TRACKERS_MAX} keys`,
      "send fewer keys",
    );
  }
  const selections: Selections = {};
  for (const [tracker, value] of trackers) {
    const field = `selections.${tracker.slice(0, VALUE_MAX)}`;
    const { universes } = objectOf(field, value);
    if (!Array.isArray(universes) || universes.length > UNIVERSES_MAX) {
      const rule = `must be a list of at most ${UNIVERSES_MAX} universes`;
      throw new BodyProblem(`${field}.universes`, universes, rule, 'such as ["all"]');
    }
    universes.forEach((key, i) => {
      if (typeof key === "string" && known.has(key)) return;
      const remedy = `one of ${Object.keys(known.list()).join(", ")}; see /api/universes`;
      throw new BodyProblem(`${field}.universes[${i}]`, key, "must be a known universe", remedy);
    });
    selections[tracker] = { universes };
  }
  return selections;
}

/** The filters of a body: the groups and keys of the `filters` message in schemas/JSON.md. */
export function filterDataOf(body: Body): Body {
  const filters = objectOf("filter_data", body.filter_data);
  const problem = filtersProblem(filters);
  if (problem === "") return filters;
  const [place = "", ...rule] = problem.trim().split(" ");
  const remedy = "see schemas/JSON.md, client messages, filters";
  throw new BodyProblem(`filter_data${place}`, filters, rule.join(" "), remedy);
}

/** The layout of a body: a list of objects; what is in them is the page's matter. */
export function layoutOf(body: Body): unknown[] {
  const { layout } = objectOf("setting_value", body.setting_value);
  if (!Array.isArray(layout)) {
    throw new BodyProblem(
      "setting_value.layout",
      layout,
      "must be a list",
      "send the widgets of the grid",
    );
  }
  layout.forEach((widget, i) => {
    objectOf(`setting_value.layout[${i}]`, widget);
  });
  return layout;
}
