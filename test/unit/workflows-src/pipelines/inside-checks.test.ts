import { describe, expect, it } from '@jest/globals';
import { LOCK } from '../../../../catalogue/lock.ts';
import { delivery } from '../../../../domain/delivery.ts';
import { generateWorkflows } from '../../../../workflows-src/workflows.ts';
import { INSIDE, insideDelivery } from '../../../fixtures/inside.ts';

const OF = insideDelivery();
const textOf = (name: string, of = OF): string =>
  generateWorkflows(of, LOCK, {}).find(({ path }) => path.endsWith(`/${name}.yml`))?.content ?? '';
const jobIn = (text: string, id: string): string =>
  new RegExp(`^  ${id}:\\n(?: {4}.*\\n|\\n)*`, 'm').exec(text)?.[0] ?? '';

describe('workflows of a tier whose checks run inside it', () => {
  it('build the checks as a service, where its tiers’ releases are built, and form a release for this tier alone', () => {
    const built = jobIn(textOf('build'), 'checks-staging');
    expect(built).toContain("if: ${{ inputs.repository == 'services' }}");
    expect(built).toContain('path: examples/ai-agent-platform/e2e\n');
    expect(built).toContain('push-by-digest=true');
    expect(built).toContain('name: Form the release of checks-staging');
    expect(built).toContain('tiers: staging\n');
    const dev = { ...OF, tiers: OF.tiers.map((tier) => (tier.name === 'dev' ? { ...tier, verify: INSIDE } : tier)) };
    expect(jobIn(textOf('build', delivery(dev)), 'checks-dev')).toContain(
      "if: ${{ inputs.repository == 'services-dev' }}",
    );
  });

  it.each(['deploy', 'promote'])('run them by the identity of the tier, without any code of theirs: %s', (file) => {
    const verify = jobIn(textOf(file), 'staging-verify');
    expect(verify).toContain('uses: ./actions/checks\n');
    expect(verify).toContain('providers/tier-staging');
    expect(verify).toContain('timeout-minutes: 25\n');
    expect(verify).toMatch(/formed-by: \|-\n +\.github\/workflows\/deploy\.yml@refs\/heads\/develop\n/);
    expect(verify).not.toMatch(/^ +run:|setup-python|E2E_API_KEY|deployments: write|_URL/m);
  });

  it.each(['deploy', 'promote'])('hand whoever records the result a name and bytes, never a result: %s', (file) => {
    const record = jobIn(textOf(file), 'staging-record');
    expect(record).toContain(
      "checks: checks-staging ${{ format('asia-northeast3-docker.pkg.dev/{0}/services/checks-staging', vars.GCP_PROJECT) }}",
    );
    expect(record).toContain('checks-release: ${{ needs.staging-verify.outputs.release }}');
    expect(record).not.toContain('needs.staging-verify.outputs.outcome');
  });

  it('ask no secret of GitHub, which is not handed to a cluster', () => {
    expect(textOf('promote')).not.toContain('E2E_API_KEY');
    expect(textOf('promote', insideDelivery({ allow: 'public', verify: undefined }))).not.toContain('E2E_API_KEY');
  });
});
