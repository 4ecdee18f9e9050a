import type { Repository } from '../github/model.ts';
import { setEnvironment } from '../github/state.ts';
import type { Deed } from './deed.ts';

/** Does what an administrator does on the settings page of an environment; what the deed does not name stays.
 *  @throws for an environment that the repository does not have: the story is out of date then */
export function setUp(
  repository: Repository,
  { environment, branches, variables = {} }: Deed & { readonly do: 'set up an environment' },
): void {
  const known = repository.environments.get(environment.toLowerCase());
  if (known === undefined) throw new Error(`The story is out of date: there is no environment "${environment}".`);
  setEnvironment(repository, {
    ...known,
    ...(branches === undefined ? {} : { branches }),
    variables: new Map([...known.variables, ...Object.entries(variables)]),
  });
}
