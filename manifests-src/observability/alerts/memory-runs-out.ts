import { minutes } from '../../../domain/seconds.ts';
import type { ServiceAlert } from '../alert.ts';
import { usedMemory, workingSet } from '../containers.ts';
import { aggregate, binary, both, call, number, over } from '../promql/expression.ts';
import { POD_DETAILS, PODS, WORKLOADS } from '../runbook-commands.ts';

/** How far ahead, by the line through the last hour. */
const AHEAD = 4 * 3600;
/** Below half of the limit every process grows when it starts. */
const AT_LEAST = 0.5;
/** One jump bends the line for an hour; what has not grown since then does not grow. */
const STILL = minutes(15);

export const memoryRunsOut: ServiceAlert = {
  name: 'MemoryRunsOut',
  severity: 'warning',
  of: (watched) => {
    const line = call('predict_linear', over(workingSet(watched), minutes(60)), number(AHEAD));
    return {
      expression: both(
        binary(aggregate('max', line, ['pod']), '>', watched.memoryLimit),
        binary(binary(usedMemory(watched), '/', watched.memoryLimit), '>', AT_LEAST),
        binary(usedMemory(watched), '>', aggregate('max', { ...workingSet(watched), offset: STILL }, ['pod'])),
      ),
      lasts: minutes(20),
      pod: true,
      summary: `{{ $labels.pod }} of ${watched.service.name} reaches its limit of memory within four hours in ${watched.tier.name}`,
    };
  },
  runbook: {
    meaning: 'The memory of a container has grown for an hour so that it reaches the limit within four more.',
    impact: 'None yet. It is killed when it is there.',
    commands: [PODS, POD_DETAILS, WORKLOADS],
    diagnosis: ['Does it grow with the number of sessions, or without them?', 'Since which release does it?'],
    mitigation: [
      'Delete the pod at a quiet moment: it drains and starts anew.',
      'Run the workflow `rollback` where a release leaks.',
    ],
    over: 'The panel of memory has been flat, or falling, for an hour.',
  },
};
