import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { PACKAGE_NAME, PACKAGE_VERSION } from '../../../domain/package-name.ts';

it('the name and the version of the package are those of package.json', () => {
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect([PACKAGE_NAME, PACKAGE_VERSION]).toEqual([name, version]);
});
