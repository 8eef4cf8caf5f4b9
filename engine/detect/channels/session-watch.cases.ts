/** Known answers of session-watch.ts: what opens a session, and what is said of it. */

import { type Observe, of } from "#schemas";
import { Notes, NotingErrors } from "../../telemetry/noting-fixture.ts";
import { at, FixtureContext, FixtureEvents, observeEach } from "../detectors/cases-fixture.ts";
import { FixtureCalendar } from "./cases-fixture.ts";
import { SessionWatch } from "./session-watch.ts";

const DATE = 20_000;
const REGULAR = 2;
const AFTER = 3;

function watched() {
  const calendar = new FixtureCalendar();
  const events = new FixtureEvents();
  const notes = new Notes();
  const watch = new SessionWatch(calendar.calendar, events.writer, new NotingErrors(notes));
  const context = new FixtureContext().set({ price: 12.5, epochUs: at(60), recordSeq: 4 });
  const see = (marketStatus: number, seconds: number, sessionDate = DATE): number => {
    watch.observe(context.set({ sessionDate, marketStatus }), at(seconds));
    return events.take().length;
  };
  const back = (marketStatus: number, seconds: number): void =>
    watch.stepBack(context.set({ sessionDate: DATE, marketStatus }), at(seconds));
  return { calendar, events, notes, watch, context, see, back };
}

function observeSessions(observe: Observe): void {
  const { see, events } = watched();
  const first = see(REGULAR, 0);
  observe(of(SessionWatch, "observe"), "the first: opened", events.opens, 1);
  observe("#open", "the first: closed", first, 1);
  observe("#open", "the same again", see(REGULAR, 5), 0);
  observe("#open", "another that is earlier", see(AFTER, -5), 0);
  observe(of(SessionWatch, "observe"), "another that is no later", see(AFTER, 0), 0);
  observe(of(SessionWatch, "observe"), "another, a microsecond later", see(AFTER, 1e-6), 1);
  observe(of(SessionWatch, "observe"), "the first again, earlier", see(REGULAR, 0), 0);
  observe(of(SessionWatch, "observe"), "the first on another day", see(REGULAR, 9, DATE + 1), 1);
  observe(of(SessionWatch, "observe"), "another that is later than the last", see(AFTER, 10), 1);
  observe("#open", "another between", see(REGULAR, 9.5), 0);
}

function observeEvent(observe: Observe): void {
  const { watch, events, context, notes } = watched();
  watch.observe(context.set({ sessionDate: DATE, marketStatus: REGULAR }), at(0));
  const [event] = events.take();
  observeEach(observe, "#open", "event", event);
  observe("#warnOfUnknownYear", "a known year", notes.take(), []);
  const unknown = watched();
  unknown.calendar.isCovered = false;
  unknown.see(REGULAR, 0);
  observe("#warnOfUnknownYear", "an unknown year", unknown.notes.take());
}

function observeStepBack(observe: Observe): void {
  const wrong = watched();
  wrong.see(AFTER, 999);
  wrong.back(REGULAR, 5);
  observe(of(SessionWatch, "stepBack"), "says nothing", wrong.events.take().length, 0);
  observe(
    of(SessionWatch, "stepBack"),
    "is in the session of the record",
    wrong.see(REGULAR, 6),
    0,
  );
  observe(of(SessionWatch, "stepBack"), "no earlier than the record", wrong.see(AFTER, 5), 0);
  observe(of(SessionWatch, "stepBack"), "later sessions are new", wrong.see(AFTER, 7), 1);
  const right = watched();
  right.see(AFTER, 999);
  right.back(REGULAR, 999);
  observe(of(SessionWatch, "stepBack"), "not at the same time", right.see(REGULAR, 1000), 1);
  const later = watched();
  later.see(AFTER, 5);
  later.back(REGULAR, 9);
  observe(of(SessionWatch, "stepBack"), "not forward", later.see(AFTER, 10), 0);
}

export default function cases(observe: Observe): void {
  observeSessions(observe);
  observeEvent(observe);
  observeStepBack(observe);
}
