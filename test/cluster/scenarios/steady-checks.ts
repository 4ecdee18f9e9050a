import { steadyImage } from '../images/steady-image.ts';
import type { Check } from '../scenario-run/check.ts';
import { cancelChecks } from './cancel-checks.ts';
import { clientChecks, type SteadyImage } from './client-checks.ts';
import { concurrencyChecks } from './concurrency-checks.ts';
import { faultChecks } from './fault-checks.ts';
import { gatewayChecks } from './gateway-checks.ts';
import { measureChecks } from './measure-checks.ts';

/** Everything that runs the server that leaves no client behind. */
export function steadyChecks(): readonly Check[] {
  const image = builtOnce();
  // The longest waits first: nothing is left to wait for alone.
  return [...faultChecks(image), ...clientChecks(image), ...concurrencyChecks(image), ...cancelChecks(image)];
}

/** The same server behind a real Gateway. @param say is told when its programs are built, which takes minutes the first time */
export function realGatewayChecks(say: (line: string) => void): readonly Check[] {
  const image = builtOnce();
  return [...gatewayChecks(image, say), ...measureChecks(image, say)];
}

/** The server, built when the first check needs it. */
function builtOnce(): SteadyImage {
  let built: Promise<string> | undefined;
  return async ({ cluster }) => {
    if (cluster.builder === undefined) return '';
    built ??= steadyImage(cluster.builder);
    return await built;
  };
}
