/** What comes in: refused, repeated, late. The engine names each; a feed that sends many is a finding. */
import { KIND_BAR } from "#codec";
import type { FilterReason, Stage } from "#engine/telemetry";
import { infoOf } from "./error-catalogue.ts";
import { type Finding, finding } from "./finding.ts";
import type { LiveEvidence } from "./live-evidence.ts";
import { placeOfRecord } from "./locate.ts";
import type { Evidence } from "./report.ts";

/** Refusals, repetitions and delays below this number happen on every feed. */
const ODD_RECORDS_MIN = 10;
/** Stages that refuse what a feed sends; what clients send is no matter of the feed. */
const FEED_STAGES: readonly Stage[] = ["source", "decode", "normalise", "channel"];
/** Share of records above which a fault of the feed is urgent. */
const SHARE_URGENT = 0.01;
/** Repeated and late records: a reconnect brings some; a share of this is no reconnect. */
const SHARE_ODD = 0.005;

/** What the rules read. */
type Seen = Pick<LiveEvidence, "errors" | "after" | "flow">;

/** Refused input by code, and what admission had to leave out. */
export function feedFindings(live: Seen): Finding[] {
  return [...refused(live), ...repeated(live), ...late(live)];
}

function refused({ errors, after }: Seen): Finding[] {
  const records = after.stages.find(({ stage }) => stage === "normalise")?.in ?? 0;
  const found: Finding[] = [];
  for (const entry of errors) {
    const info = infoOf(entry.code);
    if (info?.category !== "input" || entry.count < ODD_RECORDS_MIN) continue;
    const stage = FEED_STAGES.find((candidate) => candidate === info.stage);
    if (stage === undefined) continue;
    const share = entry.count / Math.max(1, records);
    const sample = entry.sample === "" ? "" : `; first: ${entry.sample}`;
    const cause = `the feed sends data that is rejected: ${entry.count} x ${entry.code}: ${entry.message}`;
    const text = `${cause}${sample}`;
    const evidence: Evidence[] = [{ kind: "error", text, data: { ...entry, share } }];
    const place = placeOfRecord(entry.stack);
    found.push({
      ...finding(stage, "errors", 0.85, cause, evidence, place),
      code: entry.code,
      priority: share >= SHARE_URGENT ? "HIGH" : "MEDIUM",
    });
  }
  return found;
}

function repeated({ after }: Seen): Finding[] {
  const channel = after.stages.find(({ stage }) => stage === "channel");
  const count = channel?.filtered.duplicate ?? 0;
  const words = "the feed sends records twice";
  return oddFindings("duplicate", words, count, channel?.in ?? 0);
}

/**
 * Bars are left aside: a minute's bar comes after the bar of its last second and ends with it, and where
 * no ticks flow (none subscribed, or overrun) nothing else covers it.
 */
function late({ flow }: Seen): Finding[] {
  const rows = (flow.after.routes ?? []).filter(({ kind }) => kind !== KIND_BAR);
  const count = rows.reduce((sum, { outOfOrder }) => sum + outOfOrder, 0);
  const records = rows.reduce((sum, row) => sum + row.admitted + row.filtered + row.errored, 0);
  const words = "the feed sends records out of order";
  return oddFindings("out_of_order", words, count, records);
}

function oddFindings(
  reason: FilterReason,
  words: string,
  count: number,
  records: number,
): Finding[] {
  const share = count / Math.max(1, records);
  // Older engines do not report this counter; it then reads as NaN, and no comparison holds.
  const isOdd = share >= SHARE_ODD && count >= ODD_RECORDS_MIN;
  if (!isOdd) return [];
  const cause = `${words}: ${count} of ${records} (${(100 * share).toFixed(1)} %) filtered as ${reason}`;
  const evidence: Evidence[] = [{ kind: "ledger", text: cause, data: { reason, count, share } }];
  const place = { file: "engine/detect/channels/admission.ts", line: 0, functionName: "admitTick" };
  return [{ ...finding("channel", "errors", 0.8, cause, evidence, place), priority: "MEDIUM" }];
}
