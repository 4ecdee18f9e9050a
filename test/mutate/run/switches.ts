/** What Stryker's switches read and write: which mutant is on, and what was reached. */
interface Switches {
  activeMutant: string | undefined;
  currentTestId: string | undefined;
  hitCount: number | undefined;
  hitLimit: number | undefined;
  readonly mutantCoverage: {
    readonly static: Record<string, number>;
    readonly perTest: Record<string, Record<string, number>>;
  };
}

declare global {
  var __stryker__: Switches;
}

export const switches = (): Switches => {
  globalThis.__stryker__ ??= {
    ...{ activeMutant: undefined, currentTestId: undefined, hitCount: undefined, hitLimit: undefined },
    mutantCoverage: { static: {}, perTest: {} },
  };
  return globalThis.__stryker__;
};
