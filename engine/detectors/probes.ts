/** The known-answer probes of this folder, each after what it stands on. */
import type { Probe } from "#schemas";
import { ACTIVITY_WHEEL_PROBE } from "./activity-wheel.probe.ts";
import { ADMISSION_PROBE } from "./admission.probe.ts";
import { BAR_SURGE_PROBE } from "./bar-surge.probe.ts";
import { BUILT_IN_PROBE } from "./built-in.probe.ts";
import { CALENDAR_PROBE } from "./calendar.probe.ts";
import { EVENT_HASH_PROBE } from "./event-hash.probe.ts";
import { EVENT_WRITER_PROBE } from "./event-writer.probe.ts";
import { FAIR_VALUE_PROBE } from "./fair-value.probe.ts";
import { HIGH_LOW_PROBE } from "./high-low.probe.ts";
import { HIGH_LOW_RULES_PROBE } from "./high-low-rules.probe.ts";
import { NEW_YORK_TIME_PROBE } from "./new-york-time.probe.ts";
import { NEXT_TICK_PROBE } from "./next-tick.probe.ts";
import { RECORD_CONTEXT_PROBE } from "./record-context.probe.ts";
import { SESSION_PROBE } from "./session.probe.ts";
import { SETTINGS_PROBE } from "./settings.probe.ts";
import { SURGE_PROBE } from "./surge.probe.ts";
import { SURGE_EVENT_PROBE } from "./surge-event.probe.ts";
import { SURGE_RULES_PROBE } from "./surge-rules.probe.ts";
import { SYMBOL_HISTORY_PROBE } from "./symbol-history.probe.ts";
import { SYMBOL_ROW_PROBE } from "./symbol-row.probe.ts";
import { SYMBOL_STATES_PROBE } from "./symbol-states.probe.ts";
import { THRESHOLD_PROBE } from "./threshold.probe.ts";
import { TREND_PROBE } from "./trend.probe.ts";
import { TREND_RULES_PROBE } from "./trend-rules.probe.ts";
import { US_EQUITIES_HOLIDAYS_PROBE } from "./us-equities-holidays.probe.ts";
import { VALIDITY_PROBE } from "./validity.probe.ts";

export const DETECTOR_PROBES: readonly Probe[] = [
  THRESHOLD_PROBE,
  SETTINGS_PROBE,
  US_EQUITIES_HOLIDAYS_PROBE,
  NEW_YORK_TIME_PROBE,
  CALENDAR_PROBE,
  SYMBOL_ROW_PROBE,
  SYMBOL_STATES_PROBE,
  RECORD_CONTEXT_PROBE,
  VALIDITY_PROBE,
  ACTIVITY_WHEEL_PROBE,
  SESSION_PROBE,
  ADMISSION_PROBE,
  FAIR_VALUE_PROBE,
  EVENT_HASH_PROBE,
  EVENT_WRITER_PROBE,
  HIGH_LOW_RULES_PROBE,
  HIGH_LOW_PROBE,
  TREND_RULES_PROBE,
  TREND_PROBE,
  SURGE_RULES_PROBE,
  SURGE_EVENT_PROBE,
  BAR_SURGE_PROBE,
  SURGE_PROBE,
  BUILT_IN_PROBE,
  NEXT_TICK_PROBE,
  SYMBOL_HISTORY_PROBE,
];
