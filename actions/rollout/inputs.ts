import { parseDigestReference } from '../../domain/image.ts';
import { InvalidInput } from '../../domain/problem.ts';
import { type Seconds, seconds } from '../../domain/seconds.ts';
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
    timeout: duration,
    'stable-for': duration,
    'rollback-timeout': duration,
    rollback: oneOf('true', 'false'),
    verification: oneOf('none', 'pending'),
  });
  return { ...parsed, source: sourceOf(inputs, parsed.release) };
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

export function dnsLabel(text: string): string {
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text))
    throw new Error('Wanted a DNS label: lower-case letters, digits and "-", at most 63.');
  return text;
}

export function duration(text: string): Seconds {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Error('Wanted a number of seconds.');
  return seconds(Number(text));
}

const oneOf =
  <const Word extends string>(...words: readonly Word[]) =>
  (text: string): Word => {
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) throw new Error(`Wanted one of: ${words.join(', ')}.`);
    return word;
  };
