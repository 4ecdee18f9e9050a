import { takeOverFrom } from '../../engine/rollout/ownership/take-over.ts';

/** The managers that `--take-over` names, once for each; `undefined` where it is not given. */
export function takeOverGiven(texts: readonly string[] | undefined, problems: string[]): readonly string[] | undefined {
  return texts?.flatMap((text) => {
    try {
      return [takeOverFrom(text)];
    } catch (error) {
      problems.push(`--take-over: ${(error as Error).message}`);
      return [];
    }
  });
}
