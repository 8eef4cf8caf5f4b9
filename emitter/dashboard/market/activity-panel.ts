/** The market's activity: level, tick rates, and the breadth of highs against lows. */
import type { Activity, StatusUpdate } from "#client";
import { byId, setAttribute, setText } from "../elements.ts";
import { countText } from "../format.ts";

/** `activity_level` is Extreme from here; the gauge ends here. */
const RATE_MAX = 480;

export function showActivity(activity: Activity): void {
  const { total_highs: highs, total_lows: lows } = activity;
  const share = highs + lows === 0 ? 0.5 : highs / (highs + lows);
  setText(byId("level"), activity.activity_level);
  setAttribute(byId("rate"), "value", String(Math.min(activity.ticks_60sec, RATE_MAX)));
  setText(byId("ticks10"), countText(activity.ticks_10sec));
  setText(byId("ticks30"), countText(activity.ticks_30sec));
  setText(byId("ticks60"), countText(activity.ticks_60sec));
  setText(byId("ticks300"), countText(activity.ticks_300sec));
  setText(byId("highs-total"), countText(highs));
  setText(byId("lows-total"), countText(lows));
  setAttribute(byId("breadth"), "value", share.toFixed(3));
  setText(byId("breadth-text"), `${Math.round(share * 100)} % highs`);
}

export function showStatus(status: StatusUpdate): void {
  setText(byId("market"), status.market_status);
  setText(byId("feed"), `${status.status}, ${status.provider}`);
  setAttribute(byId("feed"), "data-status", status.status);
  setText(byId("clock"), status.timestamp.slice(11, 19));
}
