import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Check, Skipped, type Surroundings } from '../scenario-run/check.ts';

/** Builds an image whose content nobody had before. */
async function freshImage({ cluster }: Surroundings): Promise<{
  readonly reference: string;
  readonly digest: string;
  readonly repository: string;
  readonly page: string;
}> {
  if (cluster.builder === undefined) throw new Skipped('no registry was named that this cluster pulls from');
  const page = randomBytes(8).toString('hex');
  const context = await mkdtemp(join(tmpdir(), 'sluice-image-'));
  try {
    const dockerfile = join(context, 'Dockerfile');
    await writeFile(join(context, 'page'), `${page}\n`);
    await writeFile(
      dockerfile,
      'FROM docker.io/library/busybox:latest\nCOPY page /page\nCMD ["sh", "-c", "cat /page"]\n',
    );
    return { page, ...(await cluster.builder.build({ context, dockerfile, repository: 'scenario/fresh' })) };
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}

/** Images go the whole way: built, pushed, and run by the kubelet under the digest that the registry told. */
export const REGISTRY_CHECKS: readonly Check[] = [
  {
    name: 'a pushed image comes back from the registry under its digest, byte for byte',
    async run(around) {
      const { repository, digest } = await freshImage(around);
      const [host = '', ...path] = repository.split('/');
      const response = await fetch(`http://${host}/v2/${path.join('/')}/manifests/${digest}`, {
        headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
      });
      const bytes = Buffer.from(await response.arrayBuffer());
      const hash = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
      if (digest !== `sha256:${hash}`) throw new Error(`The manifest's digest is sha256:${hash}, wanted ${digest}.`);
      return undefined;
    },
  },
  {
    name: 'the kubelet runs the very digest that was pushed',
    async run(around) {
      const { reference, digest, page } = await freshImage(around);
      const { kubectl } = around.cluster;
      const name = `fresh-${page}`;
      const spec = { restartPolicy: 'Never', containers: [{ name: 'fresh', image: reference }] };
      await kubectl.apply([{ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' }, spec }]);
      try {
        await kubectl('wait', `pod/${name}`, '--for=jsonpath={.status.phase}=Succeeded', '--timeout=60s');
        const image = await kubectl('get', 'pod', name, '--output=jsonpath={.status.containerStatuses[0].imageID}');
        if (!image.endsWith(digest)) throw new Error(`The pod ran ${image}, wanted ${digest}.`);
        const said = (await kubectl('logs', name)).trim();
        if (said !== page) throw new Error(`The pod said ${JSON.stringify(said)}, wanted ${page}.`);
      } finally {
        await kubectl('delete', 'pod', name, '--wait=false');
      }
      return undefined;
    },
  },
];
