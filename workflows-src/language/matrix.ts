import type { In } from './context.ts';
import { type Expression, expression, type Scalar, type Structure } from './expression.ts';

/** One job as many legs, each with values of its own. Its outputs would be those of whichever leg ends last, so it has none.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategy */
export interface Matrix<Key extends string = string> {
  readonly content: MatrixContent;
  /** Legs at the same time; `undefined` for all. */
  readonly maxParallel: number | Expression<number, In<'job strategy'>> | undefined;
  /** Whether a failed leg cancels those that run and those that wait. */
  readonly failFast: boolean | Expression<boolean, In<'job strategy'>>;
  /** The values of the leg, for its steps and its group. */
  readonly values: { readonly [Name in Key]: LegValue };
}

/** A value of the leg, or the values of a record of it. */
export type LegValue = Expression<Scalar, 'matrix'> | Readonly<Record<string, Expression<Scalar, 'matrix'>>>;

/** The values of some legs, by key. */
export type Leg = Readonly<Record<string, Scalar>>;
/** A list that is known, of values or of records of them, or one that an expression makes when the workflow runs. */
export type Axis =
  | readonly (Scalar | Expression<Scalar, In<'job strategy'>>)[]
  | readonly Leg[]
  | Expression<Structure, In<'job strategy'>>;

/** Exactly these legs; every combination of some axes, with more and without some; or whatever an expression says. */
export type MatrixContent =
  | { readonly kind: 'legs'; readonly legs: readonly Leg[] }
  | {
      readonly kind: 'axes';
      readonly axes: Readonly<Record<string, Axis>>;
      readonly include: readonly Leg[] | Expression<Structure, In<'job strategy'>>;
      readonly exclude: readonly Leg[];
    }
  | { readonly kind: 'expression'; readonly expression: Expression<Structure, In<'job strategy'>> };

type Pace = Pick<Matrix, 'maxParallel' | 'failFast'>;

const keyValue = <T extends Scalar>(key: string): Expression<T, 'matrix'> =>
  expression<T, 'matrix'>(`matrix.${key}`, { uses: ['matrix'] });

/** A matrix whose values are texts. */
export type LegsMatrix<Key extends string> = Matrix<Key> & {
  readonly values: { readonly [Name in Key]: Expression<string, 'matrix'> };
};

/** A matrix of exactly these legs. */
export function matrix<const Key extends string>(
  keys: readonly Key[],
  { legs, maxParallel, failFast }: Pace & { readonly legs: readonly Readonly<Record<Key, string>>[] },
): LegsMatrix<Key> {
  const values = Object.fromEntries(keys.map((key) => [key, keyValue<string>(key)])) as {
    readonly [Name in Key]: Expression<string, 'matrix'>;
  };
  return { content: { kind: 'legs', legs }, maxParallel, failFast, values };
}

/** An axis of records is reached by their keys. */
function axisValue(key: string, axis: Axis | undefined): LegValue {
  const records = Array.isArray(axis)
    ? axis.filter((each): each is Leg => typeof each === 'object' && each.kind !== 'expression')
    : [];
  if (records.length === 0) return keyValue(key);
  const names = new Set(records.flatMap((each) => Object.keys(each)));
  return Object.fromEntries([...names].map((name) => [name, keyValue(`${key}.${name}`)]));
}

type Item<A> = A extends readonly (infer T)[]
  ? T extends string
    ? string extends T
      ? string
      : T
    : T extends Scalar
      ? T
      : T extends Expression<infer V extends Scalar>
        ? V
        : never
  : string;
type KeyOfEach<R> = R extends unknown ? keyof R : never;
type Words<A, I extends Leg> = {
  readonly [Name in keyof A]: A[Name] extends readonly (infer R extends Leg)[]
    ? { readonly [Key in KeyOfEach<R>]: Expression<string, 'matrix'> }
    : Expression<Item<A[Name]> & Scalar, 'matrix'>;
} & { readonly [Name in Exclude<keyof I, keyof A>]: Expression<I[Name] & Scalar, 'matrix'> };

/** Every combination of the axes, and what `include` adds to them; a key that only `include` has is empty in the other legs.
 *  @see https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations */
export function axes<const A extends Readonly<Record<string, Axis>>, const I extends Leg = Record<never, never>>(
  all: A,
  options: {
    readonly include?: readonly I[];
    readonly exclude?: readonly { readonly [Name in keyof A]?: Scalar }[];
    readonly maxParallel?: Pace['maxParallel'];
    readonly failFast?: Pace['failFast'];
  } = {},
): Matrix<(keyof A | keyof I) & string> & { readonly values: Words<A, I> } {
  const include: readonly Leg[] = options.include ?? [];
  const keys = new Set([...Object.keys(all ?? {}), ...include.flatMap((leg) => Object.keys(leg))]);
  return {
    content: { kind: 'axes', axes: all, include, exclude: (options.exclude ?? []) as readonly Leg[] },
    maxParallel: options.maxParallel,
    failFast: options.failFast ?? false,
    values: Object.fromEntries([...keys].map((key) => [key, axisValue(key, all[key])])) as never,
  };
}

/** A matrix that a job before has decided, as JSON; which keys it has is believed. */
export const matrixFrom = <const Key extends string>(
  decided: Expression<Structure, In<'job strategy'>>,
  keys: readonly Key[],
  pace: Partial<Pace> = {},
): LegsMatrix<Key> => ({
  content: { kind: 'expression', expression: decided },
  maxParallel: pace.maxParallel,
  failFast: pace.failFast ?? false,
  values: Object.fromEntries(keys.map((key) => [key, keyValue<string>(key)])) as {
    readonly [Name in Key]: Expression<string, 'matrix'>;
  },
});

/** How many legs it has, where that is known: every combination but those that are taken out, and what is added to none of them. */
export function legCount(content: MatrixContent): number | undefined {
  if (content.kind === 'legs') return content.legs.length;
  if (content.kind === 'expression' || !Array.isArray(content.include)) return undefined;
  const all = Object.entries(content.axes);
  if (!all.every(([, axis]) => Array.isArray(axis) && axis.every((each) => typeof each !== 'object'))) return undefined;
  let legs: readonly Leg[] = all.length === 0 ? [] : [{}];
  for (const [name, axis] of all)
    if (legs.length <= FAR_TOO_MANY)
      legs = legs.flatMap((leg) => (axis as readonly Scalar[]).map((value) => ({ ...leg, [name]: value })));
  const left = legs.filter((leg) => !content.exclude.some((out) => fits(out, leg)));
  const axes = new Set(Object.keys(content.axes));
  const added = (content.include as readonly Leg[]).filter((more) => {
    const own = Object.fromEntries(Object.entries(more).filter(([name]) => axes.has(name)));
    return !left.some((leg) => fits(own, leg));
  });
  return left.length + added.length;
}

/** More than GitHub would ever run. */
const FAR_TOO_MANY = 10_000;

const fits = (some: Leg, leg: Leg): boolean => Object.entries(some).every(([name, value]) => leg[name] === value);
