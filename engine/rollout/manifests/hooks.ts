import { type KubernetesObject, nameOf } from '../cluster.ts';
import { isJob } from '../subject.ts';
import { type Adapted, kept, leftOut } from './adapted.ts';

/** When somebody else's tool would run an object, in our phases. `never`: at a moment that a rollout does not have. */
type Phase = 'pre-deploy' | 'beside' | 'never';

/** @see https://helm.sh/docs/topics/charts_hooks/#the-available-hooks */
const HELM: Readonly<Record<string, Phase>> = {
  'pre-install': 'pre-deploy',
  'pre-upgrade': 'pre-deploy',
  'post-install': 'beside',
  'post-upgrade': 'beside',
  'crd-install': 'beside',
  'pre-delete': 'never',
  'post-delete': 'never',
  'pre-rollback': 'never',
  'post-rollback': 'never',
  test: 'never',
  'test-success': 'never',
  'test-failure': 'never',
};
/** @see https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/ */
const ARGO_CD: Readonly<Record<string, Phase>> = {
  PreSync: 'pre-deploy',
  Sync: 'beside',
  PostSync: 'beside',
  Skip: 'never',
  SyncFail: 'never',
  PreDelete: 'never',
  PostDelete: 'never',
};
const TOOLS = [
  {
    annotation: 'helm.sh/hook',
    weight: 'helm.sh/hook-weight',
    deletes: ['helm.sh/hook-delete-policy'],
    phases: HELM,
  },
  {
    annotation: 'argocd.argoproj.io/hook',
    weight: 'argocd.argoproj.io/sync-wave',
    deletes: ['argocd.argoproj.io/hook-delete-policy'],
    phases: ARGO_CD,
  },
] as const;

const PHASE = 'sluice.dev/phase';

interface Hook {
  readonly annotation: string;
  readonly words: readonly string[];
  readonly phases: readonly Phase[];
  readonly deletes: string | undefined;
}

/** Words of annotations, whatever somebody wrote: the server refuses what is no text. */
const annotationsOf = ({ metadata }: KubernetesObject): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(metadata.annotations ?? {}).map(([name, value]) => [name, String(value ?? '')]));

/** `undefined` for an object that is no hook. Argo CD knows Helm's annotations, too, and its own decide. */
function hookOf(object: KubernetesObject): Hook | undefined {
  const annotations = annotationsOf(object);
  for (const { annotation, phases, deletes } of TOOLS.toReversed()) {
    const words = (annotations[annotation] ?? '').split(',').flatMap((word) => word.trim() || []);
    if (words.length === 0) continue;
    return {
      annotation,
      words,
      phases: words.map((word) => phases[word] ?? 'never'),
      deletes: deletes.map((name) => annotations[name]).find((value) => value !== undefined),
    };
  }
  return undefined;
}

/** Brings hooks of Helm and Argo CD into the phases of a rollout. A Job that they run before or after the release is one that runs
 *  before it or beside it; any other object of theirs is part of the release, and written with its kind. What they run at a moment
 *  that a rollout does not have (a test, a deletion, a rollback of theirs) is left out. */
export function inOurPhases(object: KubernetesObject): Adapted {
  const hook = hookOf(object);
  if (hook === undefined) return kept(object);
  const { annotation, words, phases, deletes } = hook;
  const what = `${nameOf(object)} is a hook (${annotation}: ${words.join(', ')})`;
  if (phases.every((phase) => phase === 'never'))
    return leftOut(`${what} of a moment that a rollout does not have; it is left out.`);
  if (!isJob(object)) return kept(object, `${what}; it is written with the release and stays.`);
  const isBefore = phases.includes('pre-deploy');
  const notes = [
    ...(isBefore && phases.includes('beside')
      ? [`${what} of more than one moment; it runs once, before the release.`]
      : []),
    ...(deletes === undefined || /^before-?hook-?creation$/i.test(deletes.trim())
      ? []
      : [`${nameOf(object)} stays when it is done, although its hook says ${deletes}: it tells that it ran.`]),
  ];
  return isBefore
    ? kept(
        {
          ...object,
          metadata: {
            ...object.metadata,
            annotations: { ...object.metadata.annotations, [PHASE]: 'pre-deploy' },
          },
        },
        ...notes,
      )
    : kept(object, ...notes);
}

/** Lower runs first: Helm's weight, or Argo CD's wave. */
export function hookWeight(object: KubernetesObject): number {
  const annotations = annotationsOf(object);
  for (const { weight } of TOOLS.toReversed()) {
    const number = Number(annotations[weight] ?? Number.NaN);
    if (Number.isFinite(number)) return number;
  }
  return 0;
}

/** Whether a Job is one that Helm runs at an installation only, or at an upgrade only, and this is the other one. */
export function isOfOtherMoment(object: KubernetesObject, isInstalled: boolean): boolean {
  const annotations = annotationsOf(object);
  if ((annotations['argocd.argoproj.io/hook'] ?? '') !== '') return false;
  const words = (annotations['helm.sh/hook'] ?? '').split(',').map((word) => word.trim());
  const [install, upgrade] = ['install', 'upgrade'].map((moment) => words.some((word) => word.endsWith(`-${moment}`)));
  return isInstalled ? install === true && upgrade === false : upgrade === true && install === false;
}
