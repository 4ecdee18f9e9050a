import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { finish } from '../machine/command.ts';
import { type Check, Skipped, type Surroundings } from '../scenario-run/check.ts';
import { chart, operator } from './people-texts.ts';

const CLI = join(import.meta.dirname, '../../../cli/sluice.ts');
const CRASHES = '[sh, -c, "sleep 2; exit 3"]';
const WHOLE = ['--cluster-scoped', 'apply'];

/** Of a folder as most people have it nothing went through (R18). */
export const MANIFEST_CHECKS: readonly Check[] = [
  {
    name: 'manifests: an operator with its definition, rights and webhook is applied whole, by tag, and goes back [R18]',
    run: (around) => inNamespace(around, applyOperator),
  },
  {
    name: 'manifests: what helm renders and what kubectl exports goes through on standard input [R18]',
    run: (around) => inNamespace(around, applyChart),
  },
];

interface Told {
  readonly outcome: string;
  readonly sentence: string;
  /** What was said on the way. */
  readonly log: string;
}
interface Place {
  readonly name: string;
  /** By tag, in the registry that the cluster pulls from. */
  readonly image: string;
  apply(text: string, ...options: readonly string[]): Promise<Told>;
}

async function inNamespace(around: Surroundings, work: (place: Place, around: Surroundings) => Promise<string>) {
  const { cluster, images } = around;
  if (cluster.builder === undefined) throw new Skipped('no registry was named that this cluster pulls from');
  const name = `sluice-r18-${randomBytes(3).toString('hex')}`;
  const image = `${images('first').split('/')[0]}/library/busybox`;
  const apply = async (text: string, ...options: readonly string[]): Promise<Told> => {
    const args = ['rollout', 'apply', '-f', '-', '--stable-for', '4', '--output', 'json', ...options];
    const where = ['--kubeconfig', cluster.kubectl.kubeconfig];
    const { stdout, stderr } = await finish(process.execPath, ['--no-warnings', CLI, ...args, ...where], {
      input: text,
      seconds: 200,
    });
    around.search?.add(`log of sluice rollout apply of ${name}`, `${stdout}${stderr}`);
    return { ...(JSON.parse(stdout) as Told), log: stderr };
  };
  try {
    return await around.turns(() => work({ name, image, apply }, around));
  } finally {
    const rest = ['--ignore-not-found', '--wait=false'];
    for (const kind of ['validatingwebhookconfiguration', 'namespace', 'clusterrole', 'priorityclass'])
      await cluster.kubectl('delete', kind, name, ...rest);
    await cluster.kubectl('delete', 'crd', `backups.${name}.example`, ...rest);
  }
}

async function applyOperator({ name, image, apply }: Place, { cluster: { kubectl } }: Surroundings): Promise<string> {
  const good = operator({ name, image });
  demand(await apply(good), { outcome: 'refused', sentence: /4 problems.*Custom.*Priority.*ClusterRole.*Webhook/s });
  if ((await kubectl('get', 'namespace', name, '--ignore-not-found', '--output=name')) !== '')
    throw new Error('A refusal has made the namespace.');
  const told = demand(await apply(good, ...WHOLE), {
    outcome: 'complete',
    log: /Image .*busybox is .*@sha256:.* now\.(?:.|\n)*Definition "backups.*written.*(?:.|\n)*WebhookConfiguration .* is written/,
  });
  await kubectl('delete', 'validatingwebhookconfiguration', name);
  const withoutHook = good.replace(/apiVersion: admission.*?---\n/s, '');
  const bad = operator({ name, image, command: CRASHES }).replace(/apiVersion: admission.*?---\n/s, '');
  demand(await apply(bad.replace('verbs: [get]', 'verbs: [list]'), ...WHOLE), {
    outcome: 'rolled-back',
    sentence: /Of the whole cluster these stay as this release wrote them.*: ClusterRole/,
  });
  demand(await apply(withoutHook, '--cluster-scoped', 'leave-out'), {
    outcome: 'complete',
    log: /Definition "backups.* is left out.*; the cluster has one\./,
  });
  return told.sentence;
}

async function applyChart({ name, image, apply }: Place, { cluster: { kubectl } }: Surroundings): Promise<string> {
  const where = ['--namespace', name] as const;
  await kubectl('create', 'namespace', name);
  const text = chart({ name, image }).replace(/\n {6}priorityClassName: .*/, '');
  demand(await apply(text, ...where), { outcome: 'complete', log: /Pod "test" is a hook.*left out/ });
  const jobs = () => kubectl('get', 'jobs', ...where, '--output=jsonpath={.items[*].status.succeeded}');
  if ((await jobs()) !== '1 1') throw new Error(`Wanted two Jobs that have succeeded once; found ${await jobs()}.`);
  demand(await apply(text, ...where), { outcome: 'complete', log: /"seed" runs at an installation only/ });
  if ((await jobs()) !== '1 1') throw new Error('A repeated run has run Jobs again.');
  const exported = await kubectl(
    'get',
    'deployment,replicaset,pod,configmap,serviceaccount',
    ...where,
    '--output=yaml',
  );
  const told = demand(await apply(exported, ...where), {
    outcome: 'complete',
    log: /Pod ".*" is left out: ReplicaSet/,
  });
  demand(await apply(text.replace('selector:', 'selectr:'), ...where), {
    outcome: 'refused',
    sentence: /spec\.selectr/,
  });
  return told.sentence;
}

function demand(
  told: Told,
  wanted: { readonly outcome: string; readonly sentence?: RegExp; readonly log?: RegExp },
): Told {
  if (told.outcome !== wanted.outcome)
    throw new Error(`Wanted ${wanted.outcome}; it was ${told.outcome}: ${told.sentence}`);
  for (const part of ['sentence', 'log'] as const)
    if (wanted[part]?.test(told[part]) === false) throw new Error(`The ${part} has no ${wanted[part]}: ${told[part]}`);
  return told;
}
