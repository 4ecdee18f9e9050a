import { isNewer, type Run } from '../../../domain/run-order.ts';
import { type Cluster, type KubernetesObject, type ObjectReference, seenOf } from '../cluster.ts';
import { recordAt } from '../object-parts.ts';
import { overMoves } from '../over-moves.ts';
import { NewerRun } from './newer-run.ts';

/** JSON on the workload (rolling) or the Service (blue-green, canary): how far the last operation came, so that any later run,
 *  post step or person knows it from the cluster alone. */
export const OPERATION = 'sluice.dev/operation';

const PHASES = [
  'locked',
  'applied',
  'flipped',
  'verified',
  'retired',
  'recorded',
  'failing',
  'rolled-back',
  'cancelled',
] as const;
/** `locked` to `recorded` in a good rollout; `failing` until `rolled-back` in a bad one. What is neither `recorded` nor
 *  `rolled-back` is unfinished. */
export type Phase = (typeof PHASES)[number];

/** One end of an operation. */
export interface Side {
  /** Key of the state in the history; `undefined` when it ran before Sluice came. */
  readonly state: string | undefined;
  /** Name of its Deployment, and labels that the Service selects it by; only where traffic is switched. */
  readonly workload?: string;
  readonly selector?: Readonly<Record<string, string>>;
}

export interface Operation {
  readonly run: Run;
  readonly phase: Phase;
  readonly from: Side | undefined;
  readonly to: Side;
  /** ISO 8601, as the other times. */
  readonly startedAt: string;
  readonly flippedAt: string | undefined;
  /** When the verdict is due. */
  readonly deadline: string;
}

export const formatOperation = (operation: Operation): string =>
  JSON.stringify({ id: `${operation.run.id}/${operation.run.attempt}`, ...operation });

type Annotated = { readonly metadata: { readonly annotations?: Readonly<Record<string, string>> } };

/** @returns `undefined` when there is none, or somebody changed it into something else: then the objects alone decide. */
export function operationOf(object: Annotated | undefined): Operation | undefined {
  try {
    const value: unknown = JSON.parse(object?.metadata.annotations?.[OPERATION] ?? '');
    if (!isOperation(value)) return undefined;
    const { run, phase, from, to, startedAt, flippedAt, deadline } = value;
    return { run, phase, from, to, startedAt, flippedAt, deadline };
  } catch {
    return undefined;
  }
}

function isOperation(value: unknown): value is Operation {
  const { run, phase, to, startedAt, deadline } = recordAt(value) ?? {};
  return (
    typeof run === 'object' &&
    run !== null &&
    typeof to === 'object' &&
    to !== null &&
    PHASES.some((known) => known === phase) &&
    typeof startedAt === 'string' &&
    typeof deadline === 'string'
  );
}

export const isUnfinished = ({ phase }: Operation): boolean => phase !== 'recorded' && phase !== 'rolled-back';

/** Moves the operation on an object to another phase; with `only`, from that phase alone. An object without an operation is left
 *  as it is. `known` is the object as it was seen last, which spares the first look. @throws {NewerRun | Refusal | Unreachable} */
export async function moveOperation(
  cluster: Cluster,
  reference: ObjectReference,
  { run, phase }: Pick<Operation, 'run' | 'phase'>,
  { only, known }: { readonly only?: Phase | undefined; readonly known?: KubernetesObject | undefined } = {},
): Promise<KubernetesObject | undefined> {
  return await overMoves(async (tries) => {
    const object = tries === 1 && known !== undefined ? known : await cluster.get(reference);
    const operation = operationOf(object);
    if (object === undefined || operation === undefined || operation.phase === phase) return object;
    if (only !== undefined && operation.phase !== only) return object;
    if (isNewer(operation.run, run))
      throw new NewerRun(`A newer run has written ${reference.kind} "${reference.name}".`);
    const text = formatOperation({ ...operation, run, phase });
    return await cluster.patch(seenOf(object, reference.namespace), {
      metadata: { annotations: { [OPERATION]: text } },
    });
  });
}
