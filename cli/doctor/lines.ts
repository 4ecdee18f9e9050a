/** Lines of the proposal that a repository, a project or a cluster can hold or not, in the proposal's order. The others are about code:
 *  tests show them, and no look at a cloud can. */
export const DOCTOR_LINES = {
  'tests-run': 'tests run on every push and pull request',
  'image-of-a-commit': 'images are built, and pushed once',
  'rolls-back': 'a bad rollout goes back, and people can',
  'one-process': 'there is one process for everybody',
  'no-keys': 'identities without keys',
  development: 'the tier for development',
  staging: 'the tier before production',
  production: 'production, which people approve',
  'no-hard-coded-secrets': 'secrets are where only their readers are',
  'network-policy': 'network policies',
  backup: 'automatic backup',
} as const;

export type LineId = keyof typeof DOCTOR_LINES;

/** The line of a tier, by its place in the way up: whatever a delivery calls them. */
export function lineOfTier(tier: { readonly approval: unknown; readonly trust: 'protected' | 'unprotected' }): LineId {
  if (tier.approval !== undefined) return 'production';
  return tier.trust === 'protected' ? 'staging' : 'development';
}
