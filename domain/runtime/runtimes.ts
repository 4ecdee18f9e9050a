import type { Runtime } from './runtime.ts';
import * as words from './words.ts';

/** How a service's tests run: a way, and what it wants to know. */
export type TestSuite = ReturnType<(typeof words)[keyof typeof words]>;

/** Every way to test; those whose files lie beside code of others stand last. */
export const RUNTIMES: readonly Runtime<TestSuite>[] = Object.values<Runtime<TestSuite>>(words).sort(
  (one, other) => Number(one.beside) - Number(other.beside),
);

/** The way that a suite names. @param suite that has passed its shape */
export function runtimeOf(suite: TestSuite): Runtime<TestSuite> {
  const found = RUNTIMES.find(({ word }) => word === suite.runtime);
  if (found === undefined) throw new Error(`There is no runtime "${suite.runtime}".`);
  return found;
}
