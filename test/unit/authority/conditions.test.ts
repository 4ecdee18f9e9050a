import { describe, expect, it } from '@jest/globals';
import { generatedFiles } from '../../../cli/generated-files.ts';
import { platform } from '../../../examples/ai-agent-platform/delivery.ts';
import { whoGetsInWrongly } from '../../authority/claims/who-gets-in.ts';
import { bentConditions } from '../../authority/mutations/condition-parts.ts';
import { conditionMutations, IDENTITIES } from '../../authority/mutations/identities.ts';

const identities = generatedFiles(platform).find(({ path }) => path === IDENTITIES)?.content ?? '';

describe('the conditions of the identities', () => {
  it('let in every job that the delivery has, and nobody who differs from one of them in one claim', async () => {
    expect(await whoGetsInWrongly(identities)).toBeUndefined();
  });

  it.each(conditionMutations(identities).map((mutation) => [mutation.id, mutation.text]))(
    'are all needed: %s is noticed',
    async (_, text) => {
      expect(await whoGetsInWrongly(text)).toMatch(/^(Somebody else is let in|An honest job is refused) as /);
    },
  );
});

describe('a condition with one thing less', () => {
  it('is each thing that is asked, each way to fit with what it asks, and each value of a list', () => {
    const whole = "a == '1' && ((b == '2' && c in ['3', '4']) || (d == '5'))";
    expect(bentConditions(whole).map(({ condition }) => condition)).toEqual([
      "((b == '2' && c in ['3', '4']) || (d == '5'))",
      "a == '1'",
      "a == '1' && ((d == '5'))",
      "a == '1' && ((c in ['3', '4']) || (d == '5'))",
      "a == '1' && ((b == '2') || (d == '5'))",
      "a == '1' && ((b == '2' && c in ['4']) || (d == '5'))",
      "a == '1' && ((b == '2' && c in ['3']) || (d == '5'))",
      "a == '1' && ((b == '2' && c in ['3', '4']))",
      "a == '1' && ((b == '2' && c in ['3', '4']) || ())",
    ]);
  });
});
