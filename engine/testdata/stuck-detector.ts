/** A detector that never returns from record 5,000: its worker stalls there, once. */
export const createDetector = ({ name }: { name: string }): unknown => ({
  name,
  onTick(context: { recordSeq: number }) {
    while (context.recordSeq === 5_000) Atomics.pause();
  },
});
