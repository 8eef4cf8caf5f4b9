/** A detector that throws on every 100th record. */
export const createDetector = ({ name }: { name: string }): unknown => ({
  name,
  onTick(context: { recordSeq: number }) {
    if (context.recordSeq % 100 === 99) throw new Error(`no luck with ${context.recordSeq}`);
  },
});
