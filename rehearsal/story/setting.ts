import type { Repository } from '../github/model.ts';

/** What an administrator has told GitHub: the variables of the repository and of its environments. */
export interface Setting {
  readonly variables: Variables;
  /** By the name of the environment. */
  readonly environments: Readonly<Record<string, Variables>>;
}
type Variables = Readonly<Record<string, string>>;

export const settingOf = ({ variables, environments }: Pick<Repository, 'variables' | 'environments'>): Setting => ({
  variables: Object.fromEntries(variables),
  environments: Object.fromEntries(
    [...environments.values()].map((environment) => [environment.name, Object.fromEntries(environment.variables)]),
  ),
});
