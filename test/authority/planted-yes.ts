import { consent } from '../../actions/consent/contract.ts';
import { recordedRun, setEnvironment, stableId } from '../../rehearsal/github/state.ts';
import { CommandWorld, NAMESPACE } from '../contract/command-world.ts';
import { deliveryWorld } from '../contract/delivery-world.ts';
import type { Attempt } from './cuts.ts';

/** What differs from a yes that counts. Nothing may be rolled out by it. */
export interface PlantedYes {
  /** Who said yes, instead of somebody who had no part in it. */
  readonly by?: 'the author' | 'nobody';
  readonly also?: 'somebody said no';
  readonly gateJob?: 'failed' | 'of another run' | 'long ago';
  /** What people were shown to run. */
  readonly shown?: string;
  readonly attempt?: number;
  /** Whom the delivery names. */
  readonly wants?: string;
  /** Rules of the gate by now. */
  readonly rules?: { readonly reviewers?: readonly string[]; readonly selfReview?: true; readonly bypass?: true };
}

const GATE = 'production-approval';
const RUN = { id: 7, other: 8 } as const;

/** Asks whether a rollout may go on by a yes. */
export const goesOn =
  (planted: PlantedYes): Attempt =>
  async (prepare) => {
    const [world, cluster] = [await deliveryWorld(), await CommandWorld.start()];
    try {
      await prepare(`${world.machine.folder}/actions/dist`);
      const { repository, head } = world.github;
      const { reviewers = ['operators'], selfReview, bypass } = planted.rules ?? {};
      setEnvironment(repository, {
        name: GATE,
        reviewers: reviewers.map((login, index) => ({ type: 'Team' as const, id: 5 + index, login })),
        preventSelfReview: selfReview === undefined,
        adminsBypass: bypass !== undefined,
      });
      repository.runs.splice(0, Infinity, ...runsOf(planted, head));
      const { code, outputs, log } = await world.machine.run(
        consent,
        world.token({ actions: 'read', contents: 'read' }),
        {
          inputs: {
            ...{ gate: GATE, 'gate-job': '61', job: '62', service: 'api', namespace: NAMESPACE },
            ...{
              shown: planted.shown ?? 'api none none',
              again: 'gh workflow run promote.yml',
              by: planted.wants ?? 'team operators',
            },
          },
          env: { KUBECONFIG: cluster.kubeconfig, GITHUB_RUN_ATTEMPT: `${planted.attempt ?? 1}` },
        },
      );
      if (code === 0) return `It went on: approved by ${outputs['approved-by'] || 'nobody'}.`;
      if (outputs['reason'] === undefined) throw new Error(`The step told nothing:\n${log}`);
      return undefined;
    } finally {
      await cluster.close();
      await world.close();
    }
  };

function runsOf({ by, also, gateJob }: PlantedYes, headSha: string) {
  const times = {
    startedAt: gateJob === 'long ago' ? '2026-02-01T00:01:00Z' : '2026-03-01T00:01:00Z',
    completedAt: '2026-03-01T00:02:00Z',
  };
  const job = (id: number) => ({
    id,
    attempt: 1,
    name: String(id),
    startedAt: '2026-03-01T00:03:00Z',
    completedAt: undefined,
  });
  const ended = gateJob === 'failed' ? ('failure' as const) : ('success' as const);
  const gate = { ...job(61), ...times, status: 'completed' as const, conclusion: ended };
  const own = { ...job(62), status: 'in_progress' as const, conclusion: undefined };
  const answer = (user: string, userId: number, state: 'approved' | 'rejected') => ({
    ...{ user, userId, state, comment: '', environments: [GATE] },
  });
  const author = answer('mina', stableId('mina'), 'approved');
  const run = (id: number, jobs: readonly (typeof gate | typeof own)[]) =>
    recordedRun({
      ...{ name: 'Promote', event: 'push', headBranch: 'main', headSha, actor: 'omar', id, number: id },
      ...{ workflowPath: '.github/workflows/promote.yml', createdAt: '2026-03-01T00:00:00Z' },
      jobs: [...jobs],
      approvals: [
        ...(by === 'nobody' ? [] : [by === 'the author' ? author : answer('eva', 1, 'approved')]),
        ...(also === undefined ? [] : [answer('oz', 2, 'rejected')]),
      ],
    });
  return gateJob === 'of another run' ? [run(RUN.id, [own]), run(RUN.other, [gate])] : [run(RUN.id, [gate, own])];
}
