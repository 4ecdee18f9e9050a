import { PRUNE, ROLLBACK, TAKE_OVER } from './end-knobs.ts';
import type { ActionTaker, ValueOf } from './knob.ts';
import {
  METRIC_MINIMUM,
  METRIC_SAMPLES,
  METRIC_TOKEN,
  METRIC_TOLERANCE,
  METRIC_URL,
  METRIC_VALUE,
} from './measure-knobs.ts';
import { BAKE, CANARY_STEPS, CHECK, SCALE_DOWN_DELAY, STRATEGY, TRAFFIC } from './strategy-knobs.ts';
import { GRACES_KNOB, ROLLBACK_TIMEOUT, STABLE_FOR, TIMEOUT, WATCH_AFTER } from './time-knobs.ts';

/** Every setting of a rollout, in the order in which people read them. Another one is one record, and one line here. */
export const KNOBS = [
  STRATEGY,
  BAKE,
  SCALE_DOWN_DELAY,
  CHECK,
  CANARY_STEPS,
  TRAFFIC,
  METRIC_URL,
  METRIC_TOKEN,
  METRIC_VALUE,
  METRIC_SAMPLES,
  METRIC_TOLERANCE,
  METRIC_MINIMUM,
  TIMEOUT,
  GRACES_KNOB,
  STABLE_FOR,
  ROLLBACK_TIMEOUT,
  ROLLBACK,
  TAKE_OVER,
  PRUNE,
  WATCH_AFTER,
] as const;

export type AnyKnob = (typeof KNOBS)[number];
export type KnobName = AnyKnob['name'];

type Takes<Record, Taker extends ActionTaker> = Record extends { readonly actions: readonly (infer Each)[] }
  ? Taker extends Each
    ? Record
    : never
  : never;
/** The knobs that an action takes. */
export type TakenBy<Taker extends ActionTaker> = Takes<AnyKnob, Taker>;

/** What each knob says, once it is read. */
export type KnobValues = { readonly [Each in AnyKnob as Each['name']]: ValueOf<Each> };
