import { assertNever } from '../../domain/brand.ts';
import { parseDigestReference } from '../../domain/image.ts';
import { InvalidInput } from '../../domain/problem.ts';
import { type Seconds, seconds } from '../../domain/seconds.ts';
import { blueGreen, type CanaryStep, canary, rolling, type Strategy, strategyProblems } from '../../domain/strategy.ts';
import { dnsLabel, duration, oneOf } from '../_shell/input-kinds.ts';
import type { Invocation } from '../_shell/invocation.ts';
import { parseInputs } from '../_shell/parse-inputs.ts';
import type { rollout } from './contract.ts';

/** Where the manifests come from. */
export type Source =
  | { readonly kind: 'release'; readonly reference: ReturnType<typeof parseDigestReference> }
  | { readonly kind: 'manifests'; readonly path: string }
  | { readonly kind: 'kustomize'; readonly path: string };

/** @throws {InvalidInput} with every input that is wrong. */
export function parseRolloutInputs(inputs: Invocation<typeof rollout>['inputs']) {
  const parsed = parseInputs(inputs, {
    service: dnsLabel,
    tier: dnsLabel,
    namespace: dnsLabel,
    release: (text) => (text === '' ? undefined : parseDigestReference(text)),
    strategy: oneOf('rolling', 'blue-green', 'canary'),
    bake: duration,
    'scale-down-delay': duration,
    steps: canarySteps,
    check: String,
    timeout: duration,
    'stable-for': duration,
    'rollback-timeout': duration,
    rollback: oneOf('true', 'false'),
    verification: oneOf('none', 'pending'),
  });
  const strategy = strategyOf(parsed);
  const problems = strategyProblems(strategy, 'strategy');
  if (problems.length > 0) throw new InvalidInput('The inputs', problems);
  return { ...parsed, strategy, source: sourceOf(inputs, parsed.release) };
}

function strategyOf(parsed: {
  readonly strategy: 'rolling' | 'blue-green' | 'canary';
  readonly bake: Seconds;
  readonly 'scale-down-delay': Seconds;
  readonly steps: readonly CanaryStep[];
}): Strategy {
  switch (parsed.strategy) {
    case 'rolling':
      return rolling();
    case 'blue-green':
      return blueGreen({ bake: parsed.bake, scaleDownDelay: parsed['scale-down-delay'] });
    case 'canary':
      return canary({ steps: parsed.steps });
    default:
      return assertNever(parsed.strategy);
  }
}

/** `25:60,50:60`. */
function canarySteps(text: string): readonly CanaryStep[] {
  return text.split(',').map((step) => {
    const [, percent, pause] = /^\s*(\d+(?:\.\d+)?)\s*:\s*(\d+(?:\.\d+)?)\s*$/.exec(step) ?? [];
    if (percent === undefined || pause === undefined)
      throw new Error(`"${step.trim()}" is no step: wanted percent and seconds, "25:60".`);
    return { percent: Number(percent), pause: seconds(Number(pause)) };
  });
}

function sourceOf(
  inputs: Invocation<typeof rollout>['inputs'],
  reference: ReturnType<typeof parseDigestReference> | undefined,
): Source {
  const given = (['release', 'manifests', 'kustomize'] as const).filter((name) => inputs[name] !== '');
  const [kind] = given;
  if (given.length !== 1 || kind === undefined) {
    const message = 'Give exactly one of "release", "manifests" and "kustomize".';
    throw new InvalidInput('The inputs', [{ field: 'release', value: given, message }]);
  }
  return kind === 'release' && reference !== undefined
    ? { kind, reference }
    : { kind: kind === 'kustomize' ? 'kustomize' : 'manifests', path: inputs[kind] };
}
