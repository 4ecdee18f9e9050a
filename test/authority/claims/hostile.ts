import { type Claims, DEVELOP, FEATURE, fileAt, HONEST, MAIN } from './honest.ts';

const REFS = [
  MAIN,
  DEVELOP,
  FEATURE,
  'refs/heads/feature',
  'refs/heads/featured/x',
  'refs/tags/v1',
  'refs/pull/1/merge',
];
const FILES = ['build', 'deploy', 'promote', 'rollback', 'test', 'evil'];
const EVENTS = ['push', 'workflow_dispatch', 'pull_request', 'schedule'];
const ENVIRONMENTS = ['dev', 'staging', 'production', 'production-approval'];

/** Somebody else's jobs: an honest one with one claim that is another, or absent, and that no other honest one has.
 *  @param identity whom they ask to be */
export function hostileClaims(identity: string): readonly Claims[] {
  const honest = HONEST.get(identity) ?? [];
  const known = new Set(honest.map(keyOf));
  // Running again what nobody has to approve is everybody's right.
  const attempts = identity === 'tier-production' ? ['2', '10'] : [];
  return honest
    .flatMap((claims) => [
      ...REFS.map((ref) => ({ ...claims, ref })),
      ...REFS.flatMap((ref) => FILES.map((file) => ({ ...claims, job_workflow_ref: fileAt(file, ref) }))),
      { ...claims, job_workflow_ref: fileAt('build', claims.ref).replace('ai-agent-platform/', 'somebody/') },
      ...EVENTS.map((event_name) => ({ ...claims, event_name })),
      ...ENVIRONMENTS.map((environment) => ({ ...claims, environment })),
      ...attempts.map((run_attempt) => ({ ...claims, run_attempt })),
      { ...claims, repository_id: '1' },
      { ...claims, repository_owner_id: '1' },
      ...Object.keys(claims).map((name) => without(claims, name)),
    ])
    .filter((claims) => !known.has(keyOf(claims)) && !isAnywhereElse(claims, identity));
}

function without(claims: Claims, name: string): Claims {
  const { [name as keyof Claims]: _, ...rest } = claims;
  // An attempt is asked only where somebody has approved.
  return rest as Claims;
}

/** A job without a number of its attempt is nobody's where that is not asked. */
const isAnywhereElse = (claims: Claims, identity: string): boolean =>
  claims.run_attempt === undefined && identity !== 'tier-production';

const keyOf = (claims: Claims): string => JSON.stringify(Object.entries(claims).sort(([a], [b]) => (a < b ? -1 : 1)));
