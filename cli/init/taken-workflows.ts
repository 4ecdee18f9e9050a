/** Names of the workflow files of every delivery, without their ending; promotions of several tiers have more of them. */
const OURS = /^(?:test|build|deploy|promote(?:-[\w-]+)?|rollback|check)$/;

/** What names of generated workflow files begin with where files of somebody's own have these names. */
export interface TakenWorkflows {
  readonly prefix: string;
  readonly paths: readonly string[];
}

/** @param foreign paths of all workflow files that are not Sluice's
 *  @returns `undefined` where none is in the way */
export function takenWorkflows(foreign: readonly string[]): TakenWorkflows | undefined {
  const names = foreign.flatMap((path) => {
    const name = /^\.github\/workflows\/([^/]+)\.yml$/.exec(path)?.[1];
    return name === undefined ? [] : [{ path, name }];
  });
  const inTheWay = (prefix: string) =>
    names.filter(({ name }) => name.startsWith(prefix) && OURS.test(name.slice(prefix.length))).map(({ path }) => path);
  const paths = inTheWay('');
  if (paths.length === 0) return undefined;
  const prefix = ['sluice-', ...foreign.map((_, index) => `sluice-${index + 2}-`)].find(
    (one) => inTheWay(one).length === 0,
  );
  return { prefix: prefix ?? 'sluice-', paths };
}
