/**
 * The market's activity: level, tick rates, and the breadth of highs against lows. The gauge is
 * logarithmic: a quiet market has a tick a second, a busy one thousands.
 */
import type { Activity, StatusUpdate } from "#client";
import { byId, setAttribute, setText } from "../elements.ts";
import { countText } from "../format.ts";

export function showActivity(activity: Activity): void {
  const { total_highs: highs, total_lows: lows } = activity;
  const isEmpty = highs + lows === 0;
  const share = isEmpty ? 0.5 : highs / (highs + lows);
  setText(byId("level"), activity.activity_level);
  setAttribute(byId("rate"), "value", Math.log10(1 + activity.ticks_60sec).toFixed(2));
  setAttribute(byId("rate"), "aria-valuetext", `${countText(activity.ticks_60sec)} ticks`);
  setText(byId("ticks10"), countText(activity.ticks_10sec));
  setText(byId("ticks30"), countText(activity.ticks_30sec));
  setText(byId("ticks60"), countText(activity.ticks_60sec));
  setText(byId("ticks300"), countText(activity.ticks_300sec));
  setText(byId("highs-total"), countText(highs));
  setText(byId("lows-total"), countText(lows));
  setAttribute(byId("breadth"), "value", share.toFixed(3));
  setAttribute(byId("breadth"), "data-empty", isEmpty ? "" : null);
  setText(byId("breadth-text"), isEmpty ? "none yet" : `${Math.round(share * 100)} % highs`);
}

export function showStatus(status: StatusUpdate): void {
  setText(byId("market"), status.market_status);
  setText(byId("feed"), `${status.status}, ${status.provider}`);
  setAttribute(byId("feed"), "data-status", status.status);
  setText(byId("clock"), status.timestamp.slice(11, 19));
}
