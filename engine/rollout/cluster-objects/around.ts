import { inSentences } from '../../../domain/sentences.ts';
import { Unreachable } from '../cluster.ts';
import type { AttemptEnd } from '../ending.ts';
import type { Undertaking } from '../undertaking.ts';
import { isCalledByServer } from './order.ts';
import { type WrittenForCluster, writeClusterObjects } from './write.ts';

/** Writes what a release has for the whole cluster, then does the work: first what the release needs, and when it is complete what the
 *  API server calls the release for. An end after which the namespace is as before says what of the cluster is not.
 *  @throws {NewerRun} */
export async function withClusterObjects(
  { request, ports, manifests, ledger }: Undertaking,
  work: () => Promise<AttemptEnd>,
): Promise<AttemptEnd> {
  const { clusterObjects, objects } = manifests;
  if (clusterObjects.length === 0) return await work();
  const services = objects.filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name);
  const isLate = (object: (typeof clusterObjects)[number]) => isCalledByServer(object, request.namespace, services);
  const first = await written(clusterObjects.filter((object) => !isLate(object)));
  if ('outcome' in first) return first;
  const stopped = stoppedEnd(first, 'Nothing of the namespace was rolled out.');
  if (stopped !== undefined) {
    await ledger.settle(stopped.outcome === 'failed' ? 'failed' : 'cancelled');
    return stopped;
  }
  const end = await work();
  if (end.outcome !== 'complete') return { ...end, sentence: inSentences(end.sentence, ...stayingSentence(first)) };
  const last = await written(clusterObjects.filter(isLate));
  if ('outcome' in last) return { ...end, ...last };
  const late = stoppedEnd(last, 'The release itself runs.');
  return late === undefined ? end : { ...end, ...late };

  async function written(some: typeof clusterObjects): Promise<WrittenForCluster | AttemptEnd> {
    try {
      return await writeClusterObjects(some, ports);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      return {
        outcome: 'unknown',
        sentence: `${error.message} Some objects of the whole cluster may have been written. Run this again.`,
      };
    }
  }
}

function stoppedEnd(written: WrittenForCluster, rest: string): AttemptEnd | undefined {
  switch (written.kind) {
    case 'written':
      return undefined;
    case 'cancelled':
      return {
        outcome: 'cancelled',
        sentence: inSentences(
          'Cancelled while objects of the whole cluster were written.',
          ...stayingSentence(written),
          rest,
        ),
      };
    case 'refused':
      return {
        outcome: 'failed',
        sentence: inSentences(
          `The API server refused an object of the whole cluster after it had agreed in a dry run: ${written.sentence}`,
          ...stayingSentence(written),
          rest,
        ),
      };
  }
}

const stayingSentence = ({ changed }: WrittenForCluster): readonly string[] =>
  changed.length === 0
    ? []
    : [
        `Of the whole cluster these stay as this release wrote them, because others may share them: ${changed.join(', ')}.`,
      ];
