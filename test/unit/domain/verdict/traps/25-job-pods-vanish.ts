import { BACKOFF_LIMIT } from '../recorded/other-kinds.ts';
import { ended, pod, waiting } from '../recorded/pods.ts';
import { Script } from '../recorded/script.ts';
import { JOB, job } from '../recorded/workloads.ts';
import type { Trap } from './trap.ts';

const started = { restartPolicy: 'OnFailure', spec: { backoffLimit: 2 } };
const life = { owner: 'Job', name: 'api-7xk2p', spec: { restartPolicy: 'OnFailure' } } as const;

export const jobPodsVanish: Trap = {
  number: 25,
  name: 'the controller deletes the pods of a failed Job before it says so; which container failed is still known',
  script: new Script(JOB, { generation: 1 })
    .at(0, job({ active: 1 }, started), pod({ ...life }))
    .at(4, pod({ ...life, state: waiting('CrashLoopBackOff'), last: ended(9), restarts: 1 }))
    .at(
      20,
      pod({ ...life, state: waiting('CrashLoopBackOff'), last: ended(9, 'Error', { from: 18, to: 19 }), restarts: 2 }),
    )
    .at(21, pod({ ...life, state: waiting('CrashLoopBackOff'), last: ended(9), restarts: 2, deleting: true }))
    .gone(22, 'Pod', 'api-7xk2p')
    .at(23, job({ failed: 1, conditions: [BACKOFF_LIMIT] }, started)),
  moments: [
    { at: 22, state: 'progressing' },
    { at: 23, state: 'failed', class: 'job-failed', says: 'container "api" of pod "api-7xk2p" ended with exit code 9' },
  ],
  never: ['complete', 'crash-loop'],
};
