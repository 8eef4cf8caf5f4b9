/**
 * When the New York exchanges are closed on a weekday, and when they close at 13:00. Data, one row a year.
 *
 * Sources: NYSE, "Holidays and trading hours", and the notices of one-off closings (2025-01-09, day of
 * mourning for President Carter). Dates are `MM-DD` in New York. A year without a row is unknown:
 * only its weekends are then known to be closed.
 */

/** The exceptions of one year. */
export interface HolidayYear {
  /** Weekdays without a session. */
  readonly closed: readonly string[];
  /** Weekdays with a session that ends at 13:00. */
  readonly halfDays: readonly string[];
}

/** Exceptions by year. */
export const US_EQUITIES_HOLIDAYS: Readonly<Record<number, HolidayYear>> = {
  2020: {
    closed: "01-01 01-20 02-17 04-10 05-25 07-03 09-07 11-26 12-25".split(" "),
    halfDays: ["11-27", "12-24"],
  },
  2021: {
    closed: "01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24".split(" "),
    halfDays: ["11-26"],
  },
  // New Year's Day of 2022 fell on a Saturday; the exchange does not move it into the old year.
  2022: {
    closed: "01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26".split(" "),
    halfDays: ["11-25"],
  },
  2023: {
    closed: "01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25".split(" "),
    halfDays: ["07-03", "11-24"],
  },
  2024: {
    closed: "01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25".split(" "),
    halfDays: ["07-03", "11-29", "12-24"],
  },
  2025: {
    closed: "01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25".split(" "),
    halfDays: ["07-03", "11-28", "12-24"],
  },
  2026: {
    closed: "01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25".split(" "),
    halfDays: ["11-27", "12-24"],
  },
  2027: {
    closed: "01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24".split(" "),
    halfDays: ["11-26"],
  },
};
