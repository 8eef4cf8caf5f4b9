/** What comes in: refused, repeated, late. The engine names each; a feed that sends many is a finding. */
import type { Stage } from "#telemetry";
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

/** Which admission rule a filter reason stands for, in words. */
const ODD: Readonly<Record<string, string>> = {
  duplicate: "the feed repeats records that it has sent",
  out_of_order: "the feed sends records later than newer ones of their symbol",
};

/** Refused input by code, and what admission had to leave out. */
export function feedFindings(live: LiveEvidence): Finding[] {
  return [...refused(live), ...odd(live)];
}

function refused({ errors, after }: LiveEvidence): Finding[] {
  const records = after.stages.find(({ stage }) => stage === "normalise")?.in ?? 0;
  const found: Finding[] = [];
  for (const entry of errors) {
    const info = infoOf(entry.code);
    if (info?.category !== "input" || entry.count < ODD_RECORDS_MIN) continue;
    const stage = FEED_STAGES.find((candidate) => candidate === info.stage);
    if (stage === undefined) continue;
    const share = entry.count / Math.max(1, records);
    const sample = entry.sample === "" ? "" : `; first: ${entry.sample}`;
    const cause = `the feed sends what is refused: ${entry.count} x ${entry.code}: ${entry.message}`;
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

function odd({ after }: LiveEvidence): Finding[] {
  const channel = after.stages.find(({ stage }) => stage === "channel");
  if (channel === undefined || channel.in === 0) return [];
  const found: Finding[] = [];
  for (const [reason, words] of Object.entries(ODD)) {
    const count = (channel.filtered as Readonly<Record<string, number>>)[reason] ?? 0;
    const share = count / channel.in;
    if (share < SHARE_ODD || count < ODD_RECORDS_MIN) continue;
    const cause = `${words}: ${count} of ${channel.in} (${(100 * share).toFixed(1)} %) filtered as ${reason}`;
    const evidence: Evidence[] = [{ kind: "ledger", text: cause, data: { reason, count, share } }];
    const stage: Stage = "channel";
    const place = { file: "engine/detectors/admission.ts", line: 0, functionName: "admitTick" };
    found.push({ ...finding(stage, "errors", 0.8, cause, evidence, place), priority: "MEDIUM" });
  }
  return found;
}
