import type { ObjectReference } from '../cluster.ts';
import type { StepEnd } from '../perform/course.ts';
import type { RolloutPorts, SwitchCheck } from '../request.ts';
import type { Copy } from '../traffic/copy.ts';
import { untilOnly } from '../traffic/proof.ts';

type Moment = Parameters<SwitchCheck['run']>[0]['moment'];

/** Whether a Service leads to a copy and to nothing else, and what its check says then. */
export async function checked(
  moment: Moment,
  service: ObjectReference,
  { copy, pods }: { readonly copy: Copy; readonly pods: number },
  ports: RolloutPorts,
): Promise<StepEnd | undefined> {
  const waited = await untilOnly(service, copy, pods, ports);
  if (waited.kind === 'late') return failed(lateSentence(moment, service.name, copy, pods));
  if (waited.kind !== 'decided') return waited;
  const { name, namespace } = service;
  const answer = await ports.check?.run({ moment, service: name, namespace }, ports.signal);
  if (ports.signal.aborted) return { kind: 'aborted' };
  const when = moment === 'before-switch' ? 'before' : 'after';
  return answer?.ok === false ? failed(`The check ${when} the switch failed: ${answer.sentence}`) : undefined;
}

const failed = (sentence: string): StepEnd => ({ kind: 'failed', failure: { sentence } });

const lateSentence = (moment: Moment, service: string, { workload }: Copy, pods: number): string =>
  moment === 'before-switch'
    ? `Service "${service}" does not lead to ${pods} ready pods of "${workload}" within 30 s, although they are ready. Look at its selector and its ports.`
    : `30 s after the switch Service "${service}" does not lead to "${workload}" alone.`;
