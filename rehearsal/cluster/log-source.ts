/** One line a container wrote, without its line end. */
export interface LogLine {
  /** Milliseconds since the epoch, on the cluster's clock. */
  readonly time: number;
  readonly text: string;
}

/** Output of one container instance. */
export interface ContainerLog {
  /** What has been written so far, oldest first. */
  lines(): readonly LogLine[];
  /** Tells every further line, then once that the container has ended (at once when it has already).
   *  @returns the function that stops it. */
  follow(onLine: (line: LogLine) => void, onEnd: () => void): () => void;
}

export interface LogTarget {
  readonly namespace: string;
  readonly pod: string;
  readonly uid: string;
  readonly container: string;
  /** The instance before the current one. */
  readonly previous: boolean;
}

/** Where the API server reads `pods/log` from; the kubelet is one. Selection by line, time and size is the server's part. */
export interface LogSource {
  /** `undefined` when there was no such instance: the server then says so as a kubelet does. */
  log(target: LogTarget): ContainerLog | undefined;
}
