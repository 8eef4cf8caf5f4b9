/** A detector that ends its whole worker at record 5,000. */
export const createDetector = ({ name }: { name: string }): unknown => ({
  name,
  onTick(context: { recordSeq: number }) {
    if (context.recordSeq === 5_000) process.exit(1);
  },
});
