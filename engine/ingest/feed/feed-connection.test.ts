/** How a connection watches over a feed that says nothing; through the Massive client. */
import { afterEach, describe, expect, test } from "bun:test";
import { until } from "../../testing/until.ts";
import { usEquitiesHours } from "../massive/massive-client.ts";
import { connected, politeFeed, start, stopAll, trade } from "../massive/massive-client-fixture.ts";
import { statusFrame } from "../testing/feed-script.ts";

afterEach(stopAll);

describe("a connected feed without data", () => {
  test("is mute when the market is open, then gets a new connection", async () => {
    const feed = politeFeed((socket, n) => {
      if (n === 1) socket.send(trade(1));
    });
    const { fixture } = start(feed.url, { muteMs: 40, heartbeatMs: 10 });
    await until("data after the reconnect", () => fixture.sink.count === 1);
    const states = fixture.states.map(([state]) => state);
    expect(states.indexOf("mute")).toBeGreaterThan(states.indexOf("connected"));
    expect(states.indexOf("disconnected")).toBeGreaterThan(states.indexOf("mute"));
    expect(fixture.errorCounts().SOURCE_MUTE).toBeGreaterThanOrEqual(2);
  });

  test("heartbeats and statuses are no data; data ends the muteness", async () => {
    let send: () => void = () => undefined;
    const feed = politeFeed((socket) => {
      const timer = setInterval(() => socket.send(statusFrame("success", "still here")), 5);
      send = () => {
        clearInterval(timer);
        socket.send(trade(1));
      };
    });
    const { fixture } = start(feed.url, { muteMs: 200, heartbeatMs: 20 });
    await until("mute", () => fixture.state === "mute");
    send();
    await until("connected again", connected(fixture));
    expect(feed.connections).toBe(1);
  });

  test("is just quiet when the market is closed", async () => {
    const feed = politeFeed(() => undefined);
    let looks = 0;
    const isMarketOpen = () => {
      looks += 1;
      return false;
    };
    const { fixture } = start(feed.url, { muteMs: 20, isMarketOpen });
    await until("five looks at the market's hours", () => looks >= 5);
    expect(fixture.state).toBe("connected");
    expect(fixture.errorCounts()).toEqual({});
  });

  test("the market's hours: extended hours count, nights, weekends and holidays do not", () => {
    const isOpen = usEquitiesHours();
    const at = (iso: string) => isOpen(Date.parse(iso) * 1000);
    expect(at("2025-06-03T08:30:00Z")).toBe(true);
    expect(at("2025-06-03T23:30:00Z")).toBe(true);
    expect(at("2025-06-03T05:00:00Z")).toBe(false);
    expect(at("2025-06-07T15:00:00Z")).toBe(false);
    expect(at("2025-12-25T15:00:00Z")).toBe(false);
  });
});
