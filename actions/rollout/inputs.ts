import type { ApprovedBy } from '../../domain/evidence/statement.ts';
import { type DigestReference, parseDigestReference } from '../../domain/image.ts';
import { settingsOfInputs } from '../../domain/knob/given-inputs.ts';
import { knobParsers } from '../../domain/knob/inputs.ts';
import { LOGIN } from '../../domain/login.ts';
import { InvalidInput } from '../../domain/problem.ts';
import { clusterName, dnsLabel, evidenceIn, lines, oneOf, repositoryName } from '../_shell/input-kinds.ts';
import type { Invocation } from '../_shell/invocation.ts';
import { parseInputs } from '../_shell/parse-inputs.ts';
import type { rollout } from './contract.ts';

/** Where the manifests come from. */
export type Source =
  | { readonly kind: 'release'; readonly reference: DigestReference; readonly repository: string }
  | { readonly kind: 'manifests'; readonly path: string }
  | { readonly kind: 'kustomize'; readonly path: string };

/** @throws {InvalidInput} with every input that is wrong. */
export function parseRolloutInputs(inputs: Invocation<typeof rollout>['inputs']) {
  const parsed = parseInputs(inputs, {
    service: dnsLabel,
    tier: dnsLabel,
    namespace: dnsLabel,
    cluster: clusterName,
    repository: (text) => (text === '' ? undefined : repositoryName(text)),
    release: (text) => (text === '' ? undefined : parseDigestReference(text)),
    ...knobParsers('rollout'),
    verification: oneOf('none', 'pending'),
    evidence: (text) => (text === '' ? '' : evidenceIn(text)),
    'approved-by': (text) => lines(text).map(approvedBy),
  });
  return { ...parsed, settings: settingsOfInputs('rollout', parsed, inputs), source: sourceOf(inputs, parsed) };
}

function approvedBy(line: string): ApprovedBy {
  const [, id, login] = /^([1-9]\d{0,15}) (\S+)$/.exec(line) ?? [];
  if (id === undefined || login === undefined || !LOGIN.test(login))
    throw new Error(`"${line}" is nobody: wanted a number and a login.`);
  return { id: Number(id), login };
}

function sourceOf(
  inputs: Invocation<typeof rollout>['inputs'],
  { release, repository }: { readonly release: DigestReference | undefined; readonly repository: string | undefined },
): Source {
  const given = (['release', 'manifests', 'kustomize'] as const).filter((name) => inputs[name] !== '');
  const [kind] = given;
  if (given.length !== 1 || kind === undefined)
    throw wrong('release', given, 'Give exactly one of "release", "manifests" and "kustomize".');
  if (kind === 'release' && release !== undefined) {
    if (repository !== undefined) return { kind, reference: release, repository };
    throw wrong('repository', '', 'Wanted the repository that the release must lie in.');
  }
  if (repository !== undefined)
    throw wrong('repository', repository, 'Only a release lies in a repository; leave it out, or give a release.');
  return { kind: kind === 'kustomize' ? 'kustomize' : 'manifests', path: inputs[kind] };
}

const wrong = (field: string, value: unknown, message: string): InvalidInput =>
  new InvalidInput('The inputs', [{ field, value, message }]);
