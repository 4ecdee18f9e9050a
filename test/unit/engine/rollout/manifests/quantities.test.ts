import { describe, expect, it } from '@jest/globals';
import { deployment, problemsOf } from './people.ts';

const limits = (cpu: string): string => deployment(`, resources: { limits: { cpu: ${cpu} } }`);

describe('a quantity', () => {
  it.each(['1', '0.5', '.5', '100m', '"64Mi"', '1e3', '1E-2', '2Ki', '5E', '+1', '9007199254740991'])(
    'may be %s',
    (text) => {
      expect(problemsOf(limits(text))).toEqual([]);
    },
  );

  it.each(['1x', '64MB', '"64 Mi"', '1ki', '""', 'true', '[1]', '1.2.3', 'half', '1mm'])('may not be %s', (text) => {
    expect(problemsOf(limits(text))).toEqual([
      expect.stringMatching(
        /^Deployment\/web\.spec\.template\.spec\.containers\[0\]\.resources\.limits\.cpu: This is no quantity/,
      ),
    ]);
  });

  it('is looked at in claims, too, and in no other kinds', () => {
    const claim = (kind: string) =>
      `---\n${kind}\nmetadata: { name: c }\nspec: { resources: { requests: { storage: 1Gb } } }\n`;
    expect(problemsOf(deployment() + claim('apiVersion: v1\nkind: PersistentVolumeClaim'))).toHaveLength(1);
    expect(problemsOf(deployment() + claim('apiVersion: x.example/v1\nkind: Claim'))).toEqual([]);
  });
});
