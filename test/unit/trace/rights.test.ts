import { describe, expect, it } from '@jest/globals';
import { EXPECTED } from '../../trace/expected.ts';
import { at } from '../../trace/json.ts';
import { IDENTITIES, TRIPLES } from '../../trace/rights/triples.ts';

const RECORDED = EXPECTED.read('rights');
const NAMED = TRIPLES.map(([identity, verb, target, answer]) => ({
  answer,
  asked: `${identity} ${verb} ${target}`,
}));

/** What embedded and real cluster answer alike, and what is recorded of it, is in the case "rights" of embedded.test.ts. */
describe('the rights that a real Kubernetes found', () => {
  it.each(NAMED)('$asked: $answer', ({ asked, answer }) => {
    expect(at(RECORDED, asked, 'review', 'allowed')).toBe(answer === 'yes');
    const request = at(RECORDED, asked, 'request');
    if (request !== undefined) expect(request === 'let through' ? 'yes' : 'no').toBe(answer);
  });

  it('are those of sixty triples and more, each once, of every identity', () => {
    expect(TRIPLES.length).toBeGreaterThanOrEqual(60);
    expect(new Set(NAMED.map(({ asked }) => asked)).size).toBe(TRIPLES.length);
    expect(new Set(TRIPLES.map(([identity]) => identity))).toEqual(new Set(IDENTITIES));
  });

  it('let a deployer write nothing of what an administrator makes, in forty ways and more', () => {
    const made =
      /networkpolicies|resourcequotas|limitranges|roles|rolebindings|gateways|polic(y|ies) |issuers|certificates|namespaces/;
    const writes = TRIPLES.filter(
      ([identity, verb, target]) =>
        identity === 'dev' &&
        /create|update|patch|apply|delete/.test(verb) &&
        made.test(target) &&
        !/disruption/.test(target),
    );
    expect(writes.length).toBeGreaterThanOrEqual(40);
    expect(new Set(writes.map(([, , , answer]) => answer))).toEqual(new Set(['no']));
  });
});
