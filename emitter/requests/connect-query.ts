/**
 * What a client may say in the address it connects to: its universe and filters, so that the first
 * frame is right, and where it was, so that it can go on. See schemas/contract/JSON.md, resume.
 */

import type { ResumePoint } from "../frames/feed-history.ts";
import type { RawEndpoint } from "../server/raw-link.ts";
import type { ClientFilters, Universe } from "./client-filter.ts";
import { checkClientMessage } from "./client-message.ts";

/** How a client begins. */
export interface ClientBeginning {
  readonly universe?: Universe;
  readonly filters?: ClientFilters | null;
  readonly resume?: ResumePoint;
}

/** A beginning, or why the address is refused. */
export type ParsedQuery =
  | { beginning: ClientBeginning; problem: null }
  | { beginning: null; problem: string };

const KEYS = ["epoch", "seq", "universe", "filters"];
const EPOCH_UNITS_MAX = 64;

/** Reads the query of an endpoint's address. */
export function parseConnectQuery(endpoint: RawEndpoint, query: URLSearchParams): ParsedQuery {
  for (const key of query.keys()) {
    if (!KEYS.includes(key)) {
      return refused(`query key "${key.slice(0, 32)}" is unknown: ${KEYS.join(", ")}`);
    }
    if (query.getAll(key).length > 1) return refused(`query key "${key}" appears twice`);
  }
  const resume = resumeOf(endpoint, query.get("epoch"), query.get("seq"));
  if (typeof resume === "string") return refused(resume);
  const universe = query.get("universe");
  const subscription = checkClientMessage({
    action: "subscribe",
    universe: universe === null || universe === "all" ? "all" : universe.split(","),
  });
  if (subscription.problem !== null) return refused(subscription.problem);
  const filters = checkClientMessage({
    action: "filters",
    filters: jsonOf(query.get("filters") ?? "{}"),
  });
  if (filters.problem !== null) return refused(filters.problem);
  const beginning: ClientBeginning = {
    universe: universeOf(subscription.message),
    filters: filtersOf(filters.message),
    ...(resume === undefined ? {} : { resume }),
  };
  return { beginning, problem: null };
}

/** Where the client was; undefined when it does not say; a text when it says it wrongly. */
function resumeOf(
  endpoint: RawEndpoint,
  epoch: string | null,
  seqText: string | null,
): ResumePoint | undefined | string {
  if (epoch === null && seqText === null) return undefined;
  if (endpoint !== "/ws") return `${endpoint} has no epoch and seq: resume on /ws`;
  if (epoch === null || seqText === null) return "epoch and seq go together";
  if (epoch.length === 0 || epoch.length > EPOCH_UNITS_MAX) {
    return `epoch must have 1 to ${EPOCH_UNITS_MAX} characters, was ${epoch.length}`;
  }
  const seq = Number(seqText);
  if (!/^\d{1,16}$/.test(seqText) || !Number.isSafeInteger(seq)) {
    return `seq must be a whole number, 0 or more, was "${seqText.slice(0, 32)}"`;
  }
  return { epoch, seq };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // refused by the check, which names the key
  }
}

function universeOf(message: { action: string; universe?: unknown }): Universe {
  return Array.isArray(message.universe) ? new Set(message.universe as string[]) : null;
}

function filtersOf(message: { action: string; filters?: ClientFilters }): ClientFilters | null {
  const { filters = {} } = message;
  return Object.keys(filters).length === 0 ? null : filters;
}

function refused(problem: string): ParsedQuery {
  return { beginning: null, problem };
}
