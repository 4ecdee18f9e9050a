import { verification } from '../../actions/verification/contract.ts';
import { digestOf } from '../../domain/digest.ts';
import { formatDigestReference } from '../../domain/image.ts';
import { releaseArtifact } from '../../domain/release.ts';
import { CommandWorld, NAMESPACE } from '../contract/command-world.ts';
import { deliveryWorld } from '../contract/delivery-world.ts';
import type { Attempt } from './cuts.ts';

/** What runs when checks have passed, instead of what their run has rolled out. */
export interface PlantedChecks {
  readonly live?: 'another release' | 'of another run';
  /** Where the bytes lie. */
  readonly where?: 'services-dev';
}

const DEPLOYMENTS = { group: 'apps', resource: 'deployments' };

/** Says what the checks of a run have shown. */
export const isSaid =
  (planted: PlantedChecks): Attempt =>
  async (prepare) => {
    const [world, cluster] = [await deliveryWorld(), await CommandWorld.start()];
    try {
      await prepare(`${world.machine.folder}/actions/dist`);
      world.beginRun();
      const repository = `${world.host}/project/${planted.where ?? 'services'}/api`;
      const image = { repository, digest: digestOf('image') };
      const { manifest, ...artifact } = releaseArtifact({ service: 'api', image, manifests: {} });
      await world.registry.push(repository, { manifest, ...artifact });
      const release = { repository, digest: manifest.digest };
      const digest = planted.live === 'another release' ? digestOf('another') : release.digest;
      const run = planted.live === 'of another run' ? 8 : 7;
      const labels = { app: 'api' };
      const spec = { containers: [{ name: 'api', image: formatDigestReference(image) }] };
      cluster.store.create(DEPLOYMENTS, {
        ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
        metadata: {
          ...{ name: 'api', namespace: NAMESPACE },
          annotations: { 'sluice.dev/release': digest, 'sluice.dev/run': `2026-03-01T00:00:00Z ${run} 1` },
        },
        spec: { replicas: 0, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
      });
      const evidence = `${world.host}/project/evidence-staging`;
      const { log } = await world.machine.run(verification, world.token({ deployments: 'write', actions: 'read' }), {
        inputs: {
          ...{ records: '', result: 'success', tier: 'staging', evidence, namespace: NAMESPACE },
          repositories: `api ${world.host}/project/services/api`,
          rollouts: `api complete ${formatDigestReference(release)}`,
        },
        env: { KUBECONFIG: cluster.kubeconfig },
      });
      const { store } = world.evidence(world.token({}));
      const said = await store.candidates(`${evidence}/api`, release.digest);
      if (said.length > 0) return `It was said: ${log.trim().split('\n').at(0)}`;
      return undefined;
    } finally {
      await cluster.close();
      await world.close();
    }
  };
