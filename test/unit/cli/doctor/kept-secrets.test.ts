import { expect, it } from '@jest/globals';
import { argumentsOf } from '../../../../cli/doctor/question.ts';
import { serviceSecrets } from '../../../../cli/doctor/rules/service-secrets.ts';
import { wantedOf } from '../../../../cli/doctor/wanted-of.ts';
import { kept } from '../../../fixtures/kept-secrets.ts';

it('a Secret that comes from Secret Manager is asked for in the cluster, and mended by a value for each of its keys', () => {
  const checks = serviceSecrets.checks(wantedOf(kept(), []));
  expect(checks.map(({ about }) => about)).toContain('the Secret trial of staging');
  expect(checks).toHaveLength(7);
  const check = checks.find(({ about }) => about === 'the Secret dashboard of production');
  expect(check && argumentsOf(check.question)).toEqual(expect.arrayContaining(['get', 'Secret', 'dashboard']));
  expect(check?.judge('secret/dashboard')).toEqual([]);
  expect(check?.judge(undefined)).toEqual([
    {
      sentence: expect.stringMatching(
        /^There is no Secret dashboard in the namespace production of .*writes it once each of its keys has a value in Secret Manager\.$/,
      ),
      command:
        'gcloud secrets versions add production-dashboard-api-key --project=ai-agent-platform --data-file=FILE && gcloud secrets versions add production-dashboard-session_v2 --project=ai-agent-platform --data-file=FILE',
    },
  ]);
});
