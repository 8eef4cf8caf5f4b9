/** A detector that takes its time: about 2 us a tick. */
export const createDetector = ({ name }: { name: string }): unknown => ({
  name,
  onTick() {
    for (let i = 0; i < 40; i++) Atomics.pause();
  },
});
