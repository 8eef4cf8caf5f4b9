/** Known answers of massive-dialect.ts: each step of the handshake, on a link that takes notes. */

import { type ErrorCode, type Observe, of, type Subject } from "#schemas";
import { Notes, NotingErrors } from "../../telemetry/noting-fixture.ts";
import type { FeedLink } from "../feed/feed-connection.ts";
import type { MassiveDecoder } from "./massive-decoder.ts";
import { MassiveDialect } from "./massive-dialect.ts";

const LATE_MS = 500;

function notingLink(notes: Notes): FeedLink {
  return {
    send: (text) => notes.add("send", text),
    ready: (detail) => notes.add("ready", detail),
    reconnect: (code: ErrorCode, message) => notes.add("reconnect", code, message),
    end: (detail) => notes.add("end", detail),
    fail: (error) => notes.add("fail", error.code, error.message),
  };
}

class Rig {
  readonly notes: Notes = new Notes();
  readonly dialect: MassiveDialect;
  /** Of the decoder a dialect uses these two members only. */
  readonly #decoder: Pick<MassiveDecoder, "frame" | "onStatus"> = {
    frame: (data) => {
      this.notes.add("frame", data);
      return 17;
    },
    onStatus: () => undefined,
  };
  readonly #observe: Observe;

  constructor(observe: Observe, intent: readonly string[], endOnStatus: string | null = null) {
    this.#observe = observe;
    const options = { apiKey: "key", intent, endOnStatus, keyHint: "set KEY" };
    const decoder = this.#decoder as MassiveDecoder;
    this.dialect = new MassiveDialect(options, decoder, new NotingErrors(this.notes));
  }

  /** Observes what the notes say since the last step. */
  said(functionName: Subject, fact: string): void {
    this.#observe(functionName, fact, this.notes.take());
  }

  status(functionName: Subject, fact: string, status: string, message: string): void {
    this.#decoder.onStatus(status, message);
    this.said(functionName, fact);
  }

  open(): void {
    this.dialect.opened(notingLink(this.notes));
  }

  /** Up to the point where everything is asked for and nothing acknowledged. */
  subscribe(): void {
    this.open();
    this.#decoder.onStatus("connected", "");
    this.#decoder.onStatus("auth_success", "");
    this.notes.take();
  }

  late(fact: string, functionName: Subject = of(MassiveDialect, "late")): void {
    this.dialect.late(LATE_MS);
    this.said(functionName, fact);
  }
}

function observeHandshake(observe: Observe): void {
  const rig = new Rig(observe, ["T.A", "T.B", "AM.A"]);
  rig.status("#onStatus", "connected before there is a link", "connected", "");
  rig.open();
  rig.said(of(MassiveDialect, "opened"), "says nothing");
  rig.late("in phase connected");
  observe(
    of(MassiveDialect, "frame"),
    "goes to the decoder",
    [rig.dialect.frame("[]"), rig.notes.take()],
    [17, [["frame", "[]"]]],
  );
  rig.status("#onStatus", "connected", "connected", "hello");
  rig.late("in phase auth", "#onStatus");
  rig.status("#subscribe", "auth_success", "auth_success", "");
  rig.late("phase and what is pending", "#subscribe");
  rig.status("#acknowledged", "the first of three", "success", "subscribed to: T.A");
  rig.status("#acknowledged", "the first again", "success", "subscribed to: T.A");
  rig.status("#acknowledged", "another case", "success", "subscribed to: t.a");
  rig.status("#acknowledged", "not asked for", "success", "subscribed to: T.C, T.D");
  rig.status("#acknowledged", "another success", "success", "T.B");
  rig.status("#ready", "the others at once", "success", "Subscribed To:T.B, AM.A");
  rig.status("#acknowledged", "one more when ready", "success", "subscribed to: T.A");
  rig.late("when ready", "#ready");
  rig.open();
  rig.status("#acknowledged", "a late one on a new link", "success", "subscribed to: T.A");
  rig.late("on a new link: phase connected");
}

function observeMissing(observe: Observe): void {
  const some = new Rig(observe, ["T.A", "T.B", "AM.A"]);
  some.subscribe();
  some.status("#acknowledged", "one of three", "success", "subscribed to: T.B");
  some.late("two of three missing");
  some.late("after it was ready without them");
  some.subscribe();
  some.late("a new link forgets what was acknowledged", of(MassiveDialect, "opened"));
  for (const count of [11, 12]) {
    const intent = Array.from({ length: count }, (_, i) => `T.S${i}`);
    const many = new Rig(observe, intent);
    many.subscribe();
    many.status("#acknowledged", `the first of ${count}`, "success", "subscribed to: T.S0");
    many.late(`${count - 1} missing`, "NAMED_MAX");
  }
  for (const count of [400, 401]) {
    const intent = Array.from({ length: count }, (_, i) => `T.${i}`);
    const many = new Rig(observe, intent);
    many.open();
    many.status("#subscribe", `${count} in messages`, "auth_success", "");
  }
}

function observeStatuses(observe: Observe): void {
  const rig = new Rig(observe, ["T.A"], "over");
  rig.subscribe();
  rig.status("#authFailed", "a refused key", "auth_failed", "bad key");
  rig.status("#authFailed", "a refused key without reason", "auth_failed", "");
  for (const status of ["auth_timeout", "max_connections", "force_disconnect"]) {
    rig.status("#onStatus", status, status, "why");
  }
  rig.status("#onStatus", "error", "error", "why");
  rig.status("#onStatus", "the end", "over", "done");
  rig.status("#onStatus", "the end without words", "over", "");
  rig.status("#onStatus", "an unknown status", "other", "done");
  const endless = new Rig(observe, ["T.A"]);
  endless.subscribe();
  endless.status("#onStatus", "the end, which this feed has not", "over", "done");
}

export default function cases(observe: Observe): void {
  observeHandshake(observe);
  observeMissing(observe);
  observeStatuses(observe);
}
