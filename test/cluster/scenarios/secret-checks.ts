import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { stringify } from 'yaml';
import type { KubernetesObject } from '../../../engine/rollout/cluster.ts';
import { finish } from '../machine/command.ts';
import { type Check, Skipped, type Surroundings } from '../scenario-run/check.ts';
import { must } from '../scenario-run/must.ts';
import { openStage, type Stage } from '../scenario-run/stage.ts';
import { WEB, web } from './workload.ts';

const CLI = join(import.meta.dirname, '../../../cli/sluice.ts');
const HISTORY = `sluice-history-${WEB}`;

/** Values that nobody else has, one of them with all that has to be escaped. */
const fresh = (): string => `${randomBytes(9).toString('hex')} "quoted" \\ and\nmore-${randomBytes(6).toString('hex')}`;
interface Values {
  readonly one: string;
  readonly two: string;
  readonly number: number;
}

const secret = (password: string | number) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'db' },
  stringData: { password },
});
const pod = { envFrom: [{ secretRef: { name: 'db' } }] };
const release = (image: string, password: string | number, container: object = {}): readonly KubernetesObject[] =>
  [
    ...web({ image, replicas: 1, container: { ...pod, ...container } }),
    secret(password),
  ] as readonly KubernetesObject[];

/** It tells all it knows before it dies. */
const TALKATIVE = { command: ['sh', '-c', 'env; echo "$password"; echo "$password" | base64; exit 1'] };

/** The history was readable for everybody who may view the namespace, and so every Secret of ten releases (R9). */
export const SECRET_CHECKS: readonly Check[] = [
  {
    name: 'secrets: what a Secret holds is told by nobody, in a good release, a failed one, and after going back [R9]',
    async run(around) {
      if (around.cluster.builder === undefined) throw new Skipped('no registry was named that this cluster pulls from');
      const values: Values = {
        one: fresh(),
        two: fresh(),
        number: 100_000_000_000 + (randomBytes(5).readUIntBE(0, 5) % 899_999_999_999),
      };
      for (const [name, value] of Object.entries(values)) around.search?.plant(name, String(value));
      const stage = await openStage('r9', WEB, release(around.images('first'), values.one), around);
      try {
        return await around.turns(() => tell(stage, around, values));
      } finally {
        await stage.close();
      }
    },
  },
];

async function tell(stage: Stage, around: Surroundings, { one, two, number }: Values): Promise<string> {
  const { images } = around;
  const good = must(await stage.rollOut(release(images('first'), one)), { outcome: 'complete' });
  await makeEarlier(stage, around);
  const bad = must(await stage.rollOut(release(images('second'), two, TALKATIVE)), {
    outcome: 'rolled-back',
    class: 'crash-loop',
  });
  must(await stage.rollOut(release(images('second'), number)), {
    outcome: 'refused',
    // The masks of names know "password:", and take the word behind it.
    sentence: /\.stringData\.password: \S+ string, got .*\*\*\*/,
  });
  await assertKept(stage, around, one);
  const folder = await mkdtemp(join(tmpdir(), 'sluice-secrets-'));
  try {
    const file = join(folder, 'manifests.yaml');
    await writeFile(
      file,
      release(images('second'), two, TALKATIVE)
        .map((each) => stringify(each))
        .join('---\n'),
    );
    for (const output of ['text', 'json'])
      for (const command of [
        ['apply', '--filename', file],
        ['history', WEB],
        ['rollback', WEB, '--list'],
        ['rollback', WEB],
      ])
        await callSluice(stage, around, [...command, '--output', output]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  await assertKept(stage, around, one);
  return `${good}\n${bad}`;
}

interface Kept {
  readonly data?: Readonly<Record<string, string>>;
}

const unpacked = (packed: string): string => gunzipSync(Buffer.from(packed, 'base64')).toString();

/** As an earlier version has left it: the history in a ConfigMap, and the Secret empty, as a bootstrap makes it. */
async function makeEarlier({ namespace }: Stage, { cluster: { kubectl } }: Surroundings): Promise<void> {
  const { data = {} } = (await kubectl.json('secret', HISTORY, '--namespace', namespace)) as Kept;
  const texts = Object.fromEntries(Object.entries(data).map(([key, packed]) => [key, unpacked(packed)]));
  await kubectl.apply([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: HISTORY, namespace }, data: texts }]);
  const empty = JSON.stringify({ data: null });
  await kubectl('patch', 'secret', HISTORY, '--namespace', namespace, '--type=merge', '--patch', empty);
}

/** What is secret lies where it belongs: in the Secret of the user, as it was when it was good, and in the history. */
async function assertKept({ namespace }: Stage, { cluster: { kubectl } }: Surroundings, value: string): Promise<void> {
  const { data: live = {} } = (await kubectl.json('secret', 'db', '--namespace', namespace)) as Kept;
  if (Buffer.from(live['password'] ?? '', 'base64').toString() !== value)
    throw new Error('The Secret does not have the value of the last good release again.');
  const { data = {} } = (await kubectl.json('secret', HISTORY, '--namespace', namespace)) as Kept;
  if (!Object.values(data).map(unpacked).join().includes(Buffer.from(value).toString('base64')))
    throw new Error('The history cannot give it back.');
  const earlier = (await kubectl.json('configmap', HISTORY, '--namespace', namespace)) as Kept;
  if (Object.keys(earlier.data ?? {}).length > 0) throw new Error('The history of the earlier version is still there.');
}

/** The command, by the same deployer; whatever it answers is searched. */
async function callSluice({ namespace }: Stage, around: Surroundings, args: readonly string[]): Promise<void> {
  const kubeconfig = around.cluster.deployer ?? around.cluster.kubectl.kubeconfig;
  const where = ['--namespace', namespace, '--kubeconfig', kubeconfig];
  const told = await finish(process.execPath, ['--no-warnings', CLI, 'rollout', ...args, ...where], {
    env: {},
    seconds: 200,
  });
  const text = `${told.stdout}${told.stderr}`;
  if (text === '') throw new Error(`"sluice rollout ${args.join(' ')}" said nothing.`);
  around.search?.add(`log of sluice rollout ${args.join(' ')}`, text);
}
