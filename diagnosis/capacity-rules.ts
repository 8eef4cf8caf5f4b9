/** Who cannot keep up: detectors behind an overrun ring, workers that stall, clients that do not read. */
import { relative } from "node:path";
import { type Finding, finding } from "./finding.ts";
import type { LiveEvidence } from "./live-evidence.ts";
import { type Place, ROOT } from "./locate.ts";
import type { Evidence } from "./report.ts";

/** Declared drops, slow clients, stalls of a user's module. */
export function capacityFindings(live: LiveEvidence): Finding[] {
  return [...overrun(live), ...stalls(live), ...slowClients(live)];
}

/**
 * A user's module on the detector threads: everything else there has cases, so it comes first when they
 * are slow or stuck. undefined when there is none.
 */
function userPlace({ status }: LiveEvidence): Place | undefined {
  const plugin = status.plugins.find(({ role }) => role === "detector" || role === "channel");
  if (plugin === undefined) return undefined;
  return { file: relative(ROOT, plugin.module), line: 0, functionName: plugin.name };
}

function overrun(live: LiveEvidence): Finding[] {
  const ring = (live.final ?? live.after).stages.find(({ stage }) => stage === "ring");
  const dropped = ring?.dropped.overrun ?? 0;
  if (ring === undefined || dropped === 0) return [];
  const place = userPlace(live);
  const who = place === undefined ? "a detector worker" : `the user module ${place.functionName}`;
  const cause = `${who} is slower than the source: ${dropped} of ${ring.in} records were overrun`;
  const evidence: Evidence[] = [{ kind: "ledger", text: cause, data: ring }];
  return [finding(place === undefined ? "ring" : "detect", "loss", 0.85, cause, evidence, place)];
}

function stalls(live: LiveEvidence): Finding[] {
  const place = userPlace(live);
  const stalled = live.errors.filter(({ code }) => code === "WORKER_STALLED");
  if (place === undefined || stalled.length === 0) return [];
  return stalled.slice(0, 1).map((entry) => {
    const cause = `the user module ${place.functionName} does not return: ${entry.message}`;
    const evidence: Evidence[] = [{ kind: "error", text: cause, data: entry }];
    return { ...finding("detect", "hang", 0.85, cause, evidence, place), code: entry.code };
  });
}

function slowClients({ clients, status }: LiveEvidence): Finding[] {
  const slow = clients.filter(({ isBackedUp, pending }) => isBackedUp || pending > 0);
  const [first] = slow;
  if (first === undefined || status.feed === "initializing") return [];
  const { id, endpoint, remoteAddress, bufferedBytes, pending, conflated } = first;
  const who = `client ${id} on ${endpoint} from ${remoteAddress}`;
  const more = slow.length > 1 ? ` (and ${slow.length - 1} more)` : "";
  const cause =
    `${who}${more} is not reading: ${bufferedBytes} bytes are buffered in its socket, ` +
    `${pending} rows are held back, ${conflated} were conflated`;
  const evidence: Evidence[] = [{ kind: "ledger", text: cause, data: slow }];
  const part = finding("send", "errors", 0.8, cause, evidence);
  return [{ ...part, priority: slow.length === clients.length ? "HIGH" : "MEDIUM" }];
}
