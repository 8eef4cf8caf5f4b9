/** Known answers of client-filter.ts: each member of each filter, below, at and above its bound. */
import { asEpochUs } from "#codec";
import type { Observe } from "#schemas";
import { rowOf } from "../cases-fixture.ts";
import type { FrameRow } from "../frames/frame-row.ts";
import { type ClientFilters, passes } from "./client-filter.ts";

const NOW_US = asEpochUs(1000e6);

export default function run(observe: Observe): void {
  observeGroups(observe);
  observeHighLow(observe);
  observeTrend(observe);
  observeSurge(observe);
}

/** Which lists a group concerns: everything else passes, and nothing passes an impossible filter. */
function observeGroups(observe: Observe): void {
  const groups: Record<string, ClientFilters> = {
    none: {},
    highlow: { highlow: { min_count: 9 } },
    trends: { trends: { strength: [] } },
    surges: { surges: { trigger_type: [] } },
  };
  for (const [name, filters] of Object.entries(groups)) {
    const verdicts = [0, 1, 2, 3, 4, 5].map((list) => passes(filters, rowOf({ list }), NOW_US));
    observe(passes, `lists that pass ${name}`, verdicts);
  }
}

function verdicts(
  filters: ClientFilters,
  list: number,
  field: keyof FrameRow,
  values: readonly number[],
  more: Partial<FrameRow> = {},
): boolean[] {
  return values.map((value) => passes(filters, rowOf({ ...more, list, [field]: value }), NOW_US));
}

function observeHighLow(observe: Observe): void {
  const count = { highlow: { min_count: 3 } };
  observe("passesHighLow", "min_count 3", verdicts(count, 0, "count", [2, 3, 4]), [
    false,
    true,
    true,
  ]);
  const volume = { highlow: { min_volume: 50 } };
  observe("passesHighLow", "min_volume 50", verdicts(volume, 1, "volume", [49, 50, 51]), [
    false,
    true,
    true,
  ]);
  const both = { highlow: { min_count: 3, min_volume: 50 } };
  observe("passesHighLow", "both", verdicts(both, 0, "count", [2, 3], { volume: 50 }), [
    false,
    true,
  ]);
  observe("passesHighLow", "neither said", verdicts({ highlow: {} }, 0, "count", [0]), [true]);
}

function observeTrend(observe: Observe): void {
  const codes = [0, 1, 2, 3];
  const list = 2;
  for (const strength of ["neutral", "weak", "moderate", "strong"] as const) {
    const filters = { trends: { strength: [strength] } };
    observe("passesTrend", strength, verdicts(filters, list, "trendStrength", codes));
  }
  const two = { trends: { strength: ["weak", "strong"] as const } };
  observe("passesTrend", "weak or strong", verdicts(two, list, "trendStrength", codes), [
    false,
    true,
    false,
    true,
  ]);
  for (const position of ["unknown", "above", "below"] as const) {
    const filters = { trends: { vwap_position: [position] } };
    observe("passesTrend", position, verdicts(filters, list, "vwapPosition", codes));
  }
  const either = { trends: { vwap_position: ["above", "below"] as const } };
  observe("passesTrend", "above or below", verdicts(either, list, "vwapPosition", codes), [
    false,
    true,
    true,
    false,
  ]);
  const least = { trends: { min_age: 5 } };
  observe("passesTrend", "min_age 5", verdicts(least, list, "trendAgeSeconds", [4.9, 5, 5.1]), [
    false,
    true,
    true,
  ]);
  const most = { trends: { max_age: 5 } };
  observe("passesTrend", "max_age 5", verdicts(most, list, "trendAgeSeconds", [4.9, 5, 5.1]), [
    true,
    true,
    false,
  ]);
  const none = { trends: {} };
  observe("passesTrend", "no age said", verdicts(none, list, "trendAgeSeconds", [0, 1e12]), [
    true,
    true,
  ]);
  for (const volume_confirmation of [true, false]) {
    const filters = { trends: { volume_confirmation } };
    const said = verdicts(filters, list, "relVolume", [0.99, 1, 1.01]);
    observe("passesTrend", `volume_confirmation ${volume_confirmation}`, said);
  }
  observe("passesTrend", "no confirmation said", verdicts(none, list, "relVolume", [0]), [true]);
}

function observeSurge(observe: Observe): void {
  const list = 5;
  const magnitude = { surges: { min_magnitude: 2 } };
  observe(
    "passesSurge",
    "min_magnitude 2",
    verdicts(magnitude, list, "surgePercent", [1.9, 2, 3]),
    [false, true, true],
  );
  for (const trigger of ["price", "volume", "price_and_volume"] as const) {
    const filters = { surges: { trigger_type: [trigger] } };
    observe("passesSurge", trigger, verdicts(filters, list, "trigger", [1, 2, 3]));
  }
  const either = { surges: { trigger_type: ["price", "volume"] as const } };
  observe("passesSurge", "price or volume", verdicts(either, list, "trigger", [1, 2, 3]), [
    true,
    true,
    false,
  ]);
  const age = { surges: { max_age: 5 } };
  const times = [4.9, 5, 5.1].map((seconds) => NOW_US - seconds * 1e6);
  observe("passesSurge", "max_age 5", verdicts(age, list, "eventEpochUs", times), [
    true,
    true,
    false,
  ]);
  observe("passesSurge", "no age said", verdicts({ surges: {} }, list, "eventEpochUs", [0]), [
    true,
  ]);
  for (const range of ["penny", "low", "mid", "high"] as const) {
    const filters = { surges: { price_range: [range] } };
    const prices = [0, 0.5, 0.99, 1, 24.99, 25, 99.99, 100, 1e9];
    observe("passesSurge", range, verdicts(filters, list, "price", prices));
  }
  const two = { surges: { price_range: ["penny", "high"] as const } };
  observe("passesSurge", "penny or high", verdicts(two, list, "price", [0.5, 10, 100]), [
    true,
    false,
    true,
  ]);
  const none = { surges: { price_range: [] } };
  observe("passesSurge", "no range at all", verdicts(none, list, "price", [10]), [false]);
}
