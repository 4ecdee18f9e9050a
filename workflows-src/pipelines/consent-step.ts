import { consent } from '../../actions/consent/contract.ts';
import type { GkeCluster } from '../../domain/cluster.ts';
import { approvalEnvironment, type GatedTier } from '../../domain/promotion-path.ts';
import type { Service } from '../../domain/service.ts';
import { clusterKey } from '../../domain/waves.ts';
import { GITHUB, JOB_ID } from '../language/contexts.ts';
import { type Expression, orEmpty } from '../language/expression.ts';
import { differs } from '../language/operator.ts';
import { type RunStep, run, type UsesStep } from '../language/step.ts';
import type { Template } from '../language/template.ts';
import type { ClusterPlace } from './cluster-place.ts';
import { refuseWith } from './foreign-text.ts';
import type { Material } from './material.ts';

/** What people were asked, and where. */
export interface Asked {
  readonly tier: GatedTier;
  /** The job in the reviewed environment. */
  readonly gateJob: Expression<string, 'needs'>;
  /** What ran then, and in which cluster. */
  readonly shown: Expression<string, 'needs'>;
  readonly cluster: GkeCluster;
  readonly commit: Expression<string, 'inputs' | 'github'>;
  /** What people type to ask again. */
  readonly again: Template<'inputs' | 'github'>;
}

/** GitHub lets anybody with write access start jobs of an old run again, and keeps its approvals: no job on either side of a gate does
 *  anything in a second attempt. */
export const attemptStep = (again: Template<'inputs' | 'github'>): RunStep =>
  run({
    name: 'Refuse another attempt',
    if: differs(GITHUB.runAttempt, '1'),
    env: { AGAIN: again },
    run: refuseWith('AGAIN', 'A yes is good for the first attempt of a run alone. Ask again: '),
  });

/** Reads the approval back, where the cluster can be asked what runs now. A job that depends on the gate knows that it opened, and
 *  neither who opened it nor when. */
export const consentStep = (
  { own }: Material,
  { name }: Service,
  place: ClusterPlace,
  { tier, gateJob, shown, cluster, commit, again }: Asked,
): UsesStep<keyof typeof consent.outputs> =>
  own(consent, {
    name: 'Read the approval back',
    with: {
      gate: approvalEnvironment(tier),
      'gate-job': gateJob,
      job: JOB_ID,
      service: name,
      namespace: tier.namespace,
      shown,
      ...(place.key === undefined ? {} : { cluster: place.key, 'shown-cluster': clusterKey(cluster) }),
      ...wantedOf(tier),
      expires: String(tier.approval.expires),
      commit,
      again,
    },
  });

/** How a step that writes evidence is told what people were asked; nothing where nobody was. */
export const askedInputs = (asked: Asked | undefined) =>
  asked === undefined
    ? {}
    : {
        gate: approvalEnvironment(asked.tier),
        // Without a yes nothing was rolled out, and there is nothing to say.
        shown: orEmpty(asked.shown),
        'self-review': asked.tier.approval.selfReview,
        commit: asked.commit,
      };

/** What both sides of the gate hold an approval to. */
export const wantedOf = ({ approval }: GatedTier) => ({
  by: approval.by.map(({ kind, name }) => `${kind} ${name}`).join('\n'),
  'self-review': approval.selfReview,
  bypass: approval.bypass,
  unnamed: approval.unnamed,
});
