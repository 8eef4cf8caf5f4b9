/**
 * Notices that the market has entered a newer session, and says so with an event of kind 5 before the
 * record's other events; the edge turns it into session_reset.
 *
 * Newer is decided by time: sessions follow each other, so a record of another session that is later
 * than the first record seen of the present one belongs to a newer one.
 */
import {
  EVENT_BYTES,
  EVENT_SESSION,
  EVENT_U32,
  SESSION_DATE_U32,
  SESSION_MARKET_STATUS_U8,
  SIDE_NONE,
} from "#codec";
import type { ErrorLog } from "#engine/telemetry";
import type { Calendar } from "../calendar/calendar.ts";
import type { EventWriter } from "../detectors/event-writer.ts";
import type { RecordContext } from "../state/record-context.ts";
import { sessionKeyOf } from "../state/session.ts";

export class SessionWatch {
  readonly #calendar: Calendar;
  readonly #events: EventWriter;
  readonly #errors: ErrorLog;
  #sessionKey = 0;
  /** Time of the record that opened the session, epoch microseconds. */
  #openedEpochUs = 0;

  constructor(calendar: Calendar, events: EventWriter, errors: ErrorLog) {
    this.#calendar = calendar;
    this.#events = events;
    this.#errors = errors;
  }

  /**
   * Looks at an accepted record; `momentEpochUs` is the time that decides its session (a bar's start).
   * @hot one compare within a session.
   */
  observe(context: RecordContext, momentEpochUs: number): void {
    const sessionKey = sessionKeyOf(context.sessionDate, context.marketStatus);
    if (sessionKey === this.#sessionKey) return;
    if (momentEpochUs > this.#openedEpochUs) this.#open(context, sessionKey, momentEpochUs);
  }

  /**
   * After a re-base: the session may have been opened by a time that was wrong. Steps back without an
   * event, so that sessions to come are not taken for old ones.
   */
  stepBack(context: RecordContext, momentEpochUs: number): void {
    if (momentEpochUs >= this.#openedEpochUs) return;
    this.#sessionKey = sessionKeyOf(context.sessionDate, context.marketStatus);
    this.#openedEpochUs = momentEpochUs;
  }

  #open(context: RecordContext, sessionKey: number, momentEpochUs: number): void {
    this.#sessionKey = sessionKey;
    this.#openedEpochUs = momentEpochUs;
    const events = this.#events;
    const slot = events.open(context, EVENT_SESSION, SIDE_NONE, context.epochUs, context.price);
    events.u32[slot * EVENT_U32 + SESSION_DATE_U32] = context.sessionDate;
    events.u8[slot * EVENT_BYTES + SESSION_MARKET_STATUS_U8] = context.marketStatus;
    events.close();
    this.#warnOfUnknownYear(context.sessionDate);
  }

  #warnOfUnknownYear(sessionDate: number): void {
    if (this.#calendar.isCovered) return;
    const date = new Date(sessionDate * 86_400_000).toISOString().slice(0, 10);
    const message = `calendar ${this.#calendar.name} has no holidays for the session's year`;
    this.#errors.record("CALENDAR_UNKNOWN_YEAR", message, `sessionDate=${date}`);
  }
}
