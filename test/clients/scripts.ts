import type { ClientScript } from './client-script.ts';
import { access, create } from './scripts/create.ts';
import { HELM } from './scripts/helm.ts';
import { discovery, job, pod, schedule, workload } from './scripts/workload.ts';

/** What people do with kubectl and helm; first what waits for the clock. */
export const SCRIPTS: readonly ClientScript[] = [schedule, access, create, discovery, ...HELM, job, pod, workload];
