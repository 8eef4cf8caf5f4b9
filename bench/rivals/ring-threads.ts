/** Transports between threads as contenders: their workers live as long as the suite. */
import { nowEpochUs } from "#engine/telemetry";
import type { Contender } from "../contest.ts";
import { buffersFor, recordMessage, SLOTS, type Transport } from "./ring-sides.ts";
import type { RingRole, RingRound } from "./ring-worker.ts";

/** Sum over consumers of the numbers 0 .. count - 1. */
export function sumOf(count: number, consumers: number): number {
  return (consumers * count * (count - 1)) / 2;
}

function nextMessage<T>(worker: Worker): Promise<T> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
  });
}

async function startWorker(role: RingRole): Promise<Worker> {
  const worker = new Worker(new URL("./ring-worker.ts", import.meta.url).href);
  const ready = nextMessage(worker);
  worker.postMessage(role, role.ports);
  await ready;
  return worker;
}

/** Records per second of one round in which all sides took part. Throws when a sum is wrong. */
function ratePerSecond(rounds: readonly RingRound[], count: number, consumers: number): number {
  const sum = rounds.reduce((total, round) => total + round.sum, 0);
  if (sum !== sumOf(count, consumers)) {
    throw new Error(`Invariant: the sum is ${sumOf(count, consumers)}, was ${sum}`);
  }
  const from = Math.min(...rounds.map(({ startEpochUs }) => startEpochUs));
  const to = Math.max(...rounds.map(({ endEpochUs }) => endEpochUs));
  return (count / (to - from)) * 1e6;
}

/** One worker for the producer and one for each consumer. */
export async function betweenWorkers(
  name: string,
  transport: Transport,
  consumers: number,
  count: number,
  slots: number = SLOTS,
): Promise<Contender & { end: () => void }> {
  const buffers = buffersFor(transport, consumers, slots);
  const channels = Array.from({ length: transport === "channel" ? consumers : 0 }, () => {
    return new MessageChannel();
  });
  const workers: Worker[] = [];
  const role = { transport, buffers, index: 0 };
  const from = channels.map(({ port1 }) => port1);
  workers.push(await startWorker({ ...role, side: "producer", ports: from }));
  for (let index = 0; index < consumers; index++) {
    const ports = channels.slice(index, index + 1).map(({ port2 }) => port2);
    workers.push(await startWorker({ ...role, side: "consumer", ports, index }));
  }
  return {
    name,
    unit: "records/s",
    sample: async () => {
      const answers = workers.map((worker) => nextMessage<RingRound>(worker));
      for (const worker of workers) worker.postMessage({ count });
      return ratePerSecond(await Promise.all(answers), count, consumers);
    },
    checksum: () => `sum ${sumOf(count, consumers)}`,
    end: () => workers.forEach((worker) => void worker.terminate()),
  };
}

/** This thread posts to one worker. */
export async function postMessages(
  name: string,
  count: number,
): Promise<Contender & { end: () => void }> {
  const role = { side: "consumer", buffers: [], ports: [], index: 0 } as const;
  const worker = await startWorker({ ...role, transport: "post-message", buffers: [], ports: [] });
  return {
    name,
    unit: "records/s",
    sample: async () => {
      const answer = nextMessage<RingRound>(worker);
      const startEpochUs = nowEpochUs();
      worker.postMessage({ count });
      for (let i = 0; i < count; i++) worker.postMessage(recordMessage(i));
      const round = await answer;
      return ratePerSecond([{ ...round, startEpochUs }], count, 1);
    },
    checksum: () => `sum ${sumOf(count, 1)}`,
    end: () => void worker.terminate(),
  };
}
