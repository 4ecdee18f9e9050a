import { notAsWritten } from '../foreign/changed-objects.ts';
import { foreignParts } from '../ownership/foreign-parts.ts';
import type { Undertaking } from '../undertaking.ts';

/** Whether what runs is what was written and nothing else, asked before anything is called complete.
 *  @returns a sentence, also when it cannot be known; `undefined` when it is so */
export const notWhole = async ({ written, ports, request }: Undertaking): Promise<string | undefined> =>
  foreignParts(written.workloads) ?? (await notAsWritten(ports.cluster, written.all, request.namespace));
