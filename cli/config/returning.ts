/** What a config does instead of exporting a delivery: a process that ends meanwhile would look like one that has done its work. */
const ENDS = (code: unknown): string =>
  `the config ends the process with process.exit(${code}), before it exports a delivery. Nothing was done: leave it out.`;
const WAITS =
  'the config waits for something that never comes, so it exports no delivery. Nothing was done: look for an await of it.';

/** How a process says that it ends, and takes how. */
export interface EndingProcess {
  on(event: 'exit' | 'beforeExit', listener: (code: number) => void): unknown;
  off(event: 'exit' | 'beforeExit', listener: (code: number) => void): unknown;
  exitCode?: number | string | null | undefined;
}

/** Runs a config. Where the process ends before it returns, that is said, with exit 2: with nothing left to wait for, Node ends a process
 *  whose import never settles, and calls it a success.
 *  @param say what is wrong, behind the name of the config */
export async function returning<Exported>(
  run: () => Promise<Exported>,
  say: (sentence: string) => void,
  running: EndingProcess = process,
): Promise<Exported> {
  let isIdle = false;
  const idle = (): void => {
    isIdle = true;
  };
  const end = (code: number): void => {
    say(isIdle ? WAITS : ENDS(code));
    running.exitCode = 2;
  };
  running.on('beforeExit', idle);
  running.on('exit', end);
  try {
    return await run();
  } finally {
    running.off('beforeExit', idle);
    running.off('exit', end);
  }
}
