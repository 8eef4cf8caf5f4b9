/**
 * The live page: one WebSocket in, six lists, a gauge, and the ledger that says whether it is all.
 */
import { Connection } from "./connection.ts";
import { byId, countText, setText } from "./elements.ts";
import { EventLists } from "./event-lists.ts";
import { refreshLedger } from "./ledger-table.ts";
import type { Activity, EngineMessage, StatusUpdate } from "./messages.ts";

const LEDGER_EVERY_MS = 2000;
const TEND_EVERY_MS = 250;
/** Messages that wait for the next picture at most; a hidden page gets no pictures. */
const WAITING_MAX = 500;

const lists = new EventLists();
let waiting: EngineMessage[] = [];
let epoch = "";

const url = new URL("/ws", location.href);
url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
const connection = new Connection(url.href, (message) => {
  waiting.push(message);
  // One look a picture, however many frames came; a page in the background catches up later.
  if (waiting.length === 1) requestAnimationFrame(showWaiting);
  else if (waiting.length > WAITING_MAX) showWaiting();
});

function showWaiting(): void {
  const messages = waiting;
  waiting = [];
  for (const message of messages) show(message);
}

function show(message: EngineMessage): void {
  if (message.epoch !== epoch) {
    if (epoch !== "") lists.clearAll();
    epoch = message.epoch;
  }
  switch (message.event) {
    case "stock_data":
      lists.add(message.data);
      showActivity(message.data.activity);
      break;
    case "status_update":
      showStatus(message.data);
      break;
    case "session_reset":
      lists.clearSession();
      break;
  }
}

function showActivity(activity: Activity): void {
  const { total_highs: highs, total_lows: lows } = activity;
  setText(byId("level"), activity.activity_level);
  byId("rate").setAttribute("value", String(Math.min(activity.ticks_60sec, 480)));
  setText(byId("ticks10"), countText(activity.ticks_10sec));
  setText(byId("ticks30"), countText(activity.ticks_30sec));
  setText(byId("ticks60"), countText(activity.ticks_60sec));
  setText(byId("ticks300"), countText(activity.ticks_300sec));
  setText(byId("highs-total"), countText(highs));
  setText(byId("lows-total"), countText(lows));
  byId("breadth").setAttribute("value", String(highs + lows === 0 ? 0.5 : highs / (highs + lows)));
}

function showStatus(status: StatusUpdate): void {
  setText(byId("market"), status.market_status);
  setText(byId("feed"), `${status.status}, ${status.provider}`);
  setText(byId("clock"), status.timestamp.slice(11, 19));
  setText(byId("response"), `${(status.avg_response * 1000).toFixed(0)} µs`);
}

function tend(): void {
  connection.tend();
  const { state, text } = connection.describe();
  const element = byId("connection");
  element.dataset.state = state;
  setText(element, text);
}

tend();
setInterval(tend, TEND_EVERY_MS);
void refreshLedger();
setInterval(() => void refreshLedger(), LEDGER_EVERY_MS);
