import { steadyImage } from '../images/steady-image.ts';
import type { Check } from '../scenario-run/check.ts';
import { cancelChecks } from './cancel-checks.ts';
import { clientChecks, type SteadyImage } from './client-checks.ts';
import { concurrencyChecks } from './concurrency-checks.ts';
import { faultChecks } from './fault-checks.ts';
import { gatewayChecks } from './gateway-checks.ts';
import { measureChecks } from './measure-checks.ts';

/** Everything that runs the server that leaves no client behind, which is built once, when the first of them needs it; so are the
 *  programs of a Gateway, which `say` tells about. */
export function steadyChecks(say: (line: string) => void): readonly Check[] {
  let built: Promise<string> | undefined;
  const image: SteadyImage = async ({ cluster }) => {
    if (cluster.builder === undefined) return '';
    built ??= steadyImage(cluster.builder);
    return await built;
  };
  // The longest waits first: nothing is left to wait for alone.
  return [
    ...faultChecks(image),
    ...clientChecks(image),
    ...concurrencyChecks(image),
    ...cancelChecks(image),
    ...gatewayChecks(image, say),
    ...measureChecks(image, say),
  ];
}
