/** Messages from clients: what is not in the contract is refused with a reason. */
import { clientMessageProblem } from "#schemas";
import type { ClientFilters } from "./client-filter.ts";

/** What a client may ask for; see schemas/contract/JSON.md, client messages. */
export type ClientMessage =
  | { action: "subscribe"; universe: readonly string[] | "all" }
  | { action: "filters"; filters: ClientFilters }
  | { action: "refresh" }
  | { action: "ping" };

/** A message, or why it is none. */
export type ParsedMessage =
  | { message: ClientMessage; problem: null }
  | { message: null; problem: string };

/** Reads a text message of `/ws`. */
export function parseClientMessage(text: string): ParsedMessage {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refused(`not JSON: ${error instanceof Error ? error.message : error}`);
  }
  return checkClientMessage(value);
}

/** Checks a message that is parsed already (Socket.IO). */
export function checkClientMessage(value: unknown): ParsedMessage {
  const problem = clientMessageProblem(value);
  if (problem === null) return { message: value as ClientMessage, problem };
  const { path, rule } = problem;
  if (path === "" && rule !== "is unknown") return refused("must be an object with an action");
  const { action } = value as { action?: unknown };
  if (rule === "is unknown" && !path.startsWith("filters.")) {
    return refused(`key "${path}" is unknown in ${action}`);
  }
  return refused(`${path} ${rule}`);
}

function refused(problem: string): ParsedMessage {
  return { message: null, problem };
}
