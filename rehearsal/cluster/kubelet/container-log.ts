import type { Clock } from '../clock.ts';
import type { ContainerLog, LogLine } from '../log-source.ts';

/** Where a container's output goes. */
export interface LogWriter {
  line(text: string): void;
}

/** The log of one container instance, open until `end`. */
export interface OpenLog extends ContainerLog, LogWriter {
  end(): void;
}

/** A kubelet rotates logs by size; here the oldest lines go. */
const MOST_LINES = 10_000;

export const createContainerLog = (clock: Clock): OpenLog => {
  const lines: LogLine[] = [];
  const followers = new Set<{ readonly onLine: (line: LogLine) => void; readonly onEnd: () => void }>();
  let ended = false;
  return {
    lines: () => [...lines],
    line(text) {
      const line = { time: clock.now(), text };
      lines.push(line);
      if (lines.length > MOST_LINES) lines.shift();
      for (const follower of [...followers]) follower.onLine(line);
    },
    end() {
      if (ended) return;
      ended = true;
      for (const follower of [...followers]) follower.onEnd();
      followers.clear();
    },
    follow(onLine, onEnd) {
      if (ended) {
        onEnd();
        return () => {};
      }
      const follower = { onLine, onEnd };
      followers.add(follower);
      return () => void followers.delete(follower);
    },
  };
};
