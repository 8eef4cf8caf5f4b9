/** Known answers of us-equities-holidays.ts: each year's dates. */
import type { Observe, Probe } from "#schemas";
import { US_EQUITIES_HOLIDAYS } from "./us-equities-holidays.ts";

const YEARS = [2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027];

export const US_EQUITIES_HOLIDAYS_PROBE: Probe = {
  name: "us-equities-holidays",
  stage: "channel",
  file: "engine/detectors/us-equities-holidays.ts",
  needs: [],
  run: (observe: Observe): void => {
    for (const year of YEARS) {
      observe(`${year}`, "closed", US_EQUITIES_HOLIDAYS[year]?.closed);
      observe(`${year}`, "half days", US_EQUITIES_HOLIDAYS[year]?.halfDays);
    }
    observe("US_EQUITIES_HOLIDAYS", "years", Object.keys(US_EQUITIES_HOLIDAYS));
  },
};
