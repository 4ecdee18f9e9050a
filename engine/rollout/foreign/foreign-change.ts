import { isRecord } from '../../../domain/shape/shape.ts';
import type { KubernetesObject } from '../cluster.ts';
import { PHASE_MANAGER } from '../field-manager.ts';
import { isRestartVariable, RESTARTED_AT } from '../restart-marks.ts';
import { isWorkload } from '../workload.ts';
import { differences, type FieldDifference, fieldsOf, pathText } from './field-difference.ts';
import { type FieldWriter, isOwn, isSluice, lastOther, writersOf } from './field-writers.ts';

/** A field that is not any more what we wrote, because somebody else has written it. */
export interface ForeignChange extends FieldDifference {
  /** As people write it. */
  readonly field: string;
  /** `undefined` where the server does not say: a field that was taken away has no owner. */
  readonly by: FieldWriter | undefined;
}

/** Annotations of controllers, of kubectl and of ourselves say nothing of a release. */
const BOOKKEEPING = /^(sluice\.dev|deployment\.kubernetes\.io|kubectl\.kubernetes\.io)\//;

/** Whether a live object may not be what we wrote; whose doing that is, the book of its fields has to say. */
export const mayDiffer = (written: KubernetesObject, live: KubernetesObject): boolean =>
  differences(compared(written), compared(live)).some((difference) => concerns(written, difference));

/** What others have changed of an object since we wrote it. Only what we declared counts, and in a pod template everything that pods are
 *  made of: the pods that run then are not those of the release. It does not count that a workload is scaled, paused or restarted, that
 *  others annotate it, or that somebody has written the same values again; nor what nobody owns, because a server fills it by itself.
 *  @param written as the server answered our last write, its `managedFields` included
 *  @param live as it is now, with its `managedFields` */
export const foreignChanges = (written: KubernetesObject, live: KubernetesObject): readonly ForeignChange[] =>
  differences(compared(written), compared(live)).flatMap((difference): ForeignChange[] => {
    if (!concerns(written, difference)) return [];
    const writers = writersOf(live, difference.path);
    const isGone = difference.after === undefined;
    if (!isGone && !writers.some((writer) => !isOurPatch(writer))) return [];
    const other = isGone ? lastOther(live) : (writers.find((writer) => !isSluice(writer)) ?? writers[0]);
    return [{ ...difference, field: pathText(difference.path), by: other }];
  });

function concerns(written: KubernetesObject, difference: FieldDifference): boolean {
  const { path, before } = difference;
  if (isWorkload(written) && isWithin(fieldsOf(path), ['spec', 'template', 'spec'])) return !isRestart(difference);
  return before !== undefined && isOwn(written, path);
}

/** A variable that only makes new pods, or the first of them. */
function isRestart({ path, before, after }: FieldDifference): boolean {
  const [variable, list] = [path.at(-1), path.at(-2)];
  const isOne = list?.kind === 'field' && list.name === 'env' && variable?.kind === 'item';
  if (isOne) return isRestartVariable(variable.label);
  const isList = variable?.kind === 'field' && variable.name === 'env' && before === undefined;
  return (
    isList && Array.isArray(after) && after.every((item) => isRecord(item) && isRestartVariable(String(item['name'])))
  );
}

const isWithin = (fields: readonly string[], part: readonly string[]): boolean =>
  part.every((name, index) => fields[index] === name);

/** Phases, switches and scaling of this very run. */
const isOurPatch = ({ manager }: FieldWriter): boolean => manager === PHASE_MANAGER;

/** What a release decides of an object. How many pods there are and whether its rollout is paused is decided by whoever runs it. */
function compared(object: KubernetesObject): Readonly<Record<string, unknown>> {
  const { apiVersion: _, kind: __, metadata, status: ___, ...content } = object;
  const decided = isWorkload(object) ? { ...content, spec: decidedSpec(object.spec) } : content;
  return { ...decided, metadata: { labels: metadata.labels, annotations: told(metadata.annotations) } };
}

function decidedSpec({ replicas: _, paused: __, template, ...spec }: Readonly<Record<string, unknown>>): object {
  if (!isRecord(template) || !isRecord(template['metadata'])) return { ...spec, template };
  const { metadata, ...rest } = template;
  const annotations = isRecord(metadata) ? metadata['annotations'] : undefined;
  const { [RESTARTED_AT]: ___, ...others } = isRecord(annotations) ? annotations : {};
  return { ...spec, template: { ...rest, metadata: { ...(isRecord(metadata) ? metadata : {}), annotations: others } } };
}

const told = (annotations: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(annotations).filter(([name]) => !BOOKKEEPING.test(name)));
