import { assertNever } from '../../domain/brand.ts';
import type { Strategy } from '../../domain/strategy.ts';
import { canaryDeployment, canaryName } from './canary/canary-deployment.ts';
import { canaryService } from './canary/canary-service.ts';
import type { KubernetesObject } from './cluster.ts';
import { exposedWorkload } from './exposed-workload.ts';
import type { Manifests } from './manifests.ts';
import { colouredCopy, colouredDeployment, previewService } from './traffic/copy.ts';

/** What a strategy makes of the manifests: every object that it may write, so that the server is asked about these and not about
 *  others. @throws {InvalidInput} when the strategy cannot carry them. */
export function objectsOf(manifests: Manifests, strategy: Strategy): readonly KubernetesObject[] {
  switch (strategy.kind) {
    case 'rolling':
      return manifests.objects;
    case 'canary': {
      const exposed = exposedWorkload(manifests, 'Canary');
      const own = strategy.traffic === 'gateway' ? [canaryService(exposed)] : [];
      return [...manifests.objects, ...own, canaryDeployment(exposed)];
    }
    case 'blueGreen': {
      const exposed = exposedWorkload(manifests, 'Blue-green');
      const { service, others, followers } = exposed;
      // Both copies have one shape; which one it will be, the Service says later.
      const copies = (['blue', 'green'] as const).map((colour) => colouredCopy(exposed, colour));
      return [
        ...others,
        service,
        ...copies.flatMap((copy) => [previewService(exposed, copy), colouredDeployment(exposed, copy)]).slice(1),
        ...followers,
      ];
    }
    default:
      return assertNever(strategy);
  }
}

/** Names of the Deployments that a strategy may have left in the cluster, the one of the manifests aside. */
export function copiesOf(manifests: Manifests, strategy: Strategy): readonly string[] {
  switch (strategy.kind) {
    case 'rolling':
      return [];
    case 'blueGreen': {
      const exposed = exposedWorkload(manifests, 'Blue-green');
      return (['blue', 'green'] as const).map((colour) => colouredCopy(exposed, colour).workload);
    }
    case 'canary':
      return [canaryName(exposedWorkload(manifests, 'Canary'))];
    default:
      return assertNever(strategy);
  }
}
