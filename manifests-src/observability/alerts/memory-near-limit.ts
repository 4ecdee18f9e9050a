import { minutes } from '../../../domain/seconds.ts';
import type { ServiceAlert } from '../alert.ts';
import { usedMemory } from '../containers.ts';
import { binary } from '../promql/expression.ts';
import { POD_DETAILS, PODS, WARNINGS } from '../runbook-commands.ts';

export const memoryNearLimit: ServiceAlert = {
  name: 'MemoryNearLimit',
  severity: 'warning',
  of: (watched) => ({
    expression: binary(binary(usedMemory(watched), '/', watched.memoryLimit), '>', watched.bounds.memory),
    lasts: minutes(10),
    pod: true,
    summary: `{{ $labels.pod }} of ${watched.service.name} uses {{ $value | humanizePercentage }} of its memory in ${watched.tier.name}`,
  }),
  runbook: {
    meaning:
      'A container has used more of its memory than the bound for ten minutes. At its limit the kernel kills it.',
    impact: 'None yet. A killed container drops its requests and sessions.',
    commands: [PODS, POD_DETAILS, WARNINGS],
    diagnosis: [
      'Is it one pod or all of them? One alone may hold many sessions.',
      'Does it grow since the last release? Then it leaks.',
    ],
    mitigation: [
      'Give the tier more memory in the delivery.',
      'Where it leaks: run the workflow `rollback` for the tier.',
    ],
    over: 'The panel of memory is below the bound; the alert ends with the next evaluation.',
  },
};
