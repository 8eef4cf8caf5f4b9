/** A worker that handles one record and ends: what a new context per call costs at its dearest. */
declare const self: Worker;
self.onmessage = ({ data }: MessageEvent<number>) => postMessage(data);
