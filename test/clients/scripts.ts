import type { ClientScript } from './client-script.ts';
import { access, create } from './scripts/create.ts';
import { HELM } from './scripts/helm.ts';
import { discovery, job, pod, workload } from './scripts/workload.ts';

/** What people do with kubectl and helm. */
export const SCRIPTS: readonly ClientScript[] = [access, create, discovery, ...HELM, job, pod, workload];
