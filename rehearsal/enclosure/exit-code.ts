import { constants } from 'node:os';

/** How a process ended, as a shell tells it: 128 + n after signal n. */
export const exitCode = (code: number | null, signal: NodeJS.Signals | null): number =>
  code ?? 128 + (signal === null ? constants.signals.SIGKILL : constants.signals[signal]);
