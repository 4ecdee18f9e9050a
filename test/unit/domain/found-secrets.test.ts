import { describe, expect, it } from '@jest/globals';
import { findSecrets } from '../../../domain/found-secrets.ts';

const kinds = (text: string): readonly string[] => findSecrets(text).map(({ line, kind }) => `${line} ${kind}`);
// Not written out here, so that this file holds none.
const RANDOM = ['q7', 'Zk', '2v', 'Xw', '9p', 'Lr', '4t', 'Bn', '8d'].join('');
const TOKEN = `ghp_${RANDOM}${RANDOM}`;

describe('a text', () => {
  it.each([
    ['a token of GitHub', `x\nuse ${TOKEN}\n`, ['2 github-pat', '2 token']],
    ['a private key', `a\n\n-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n`, ['3 private-key']],
    ['a password in YAML', `db:\n  password: ${RANDOM}\n`, ['2 value-of-a-secret']],
    ['a password in code', `const password = "${RANDOM}";\n`, ['1 value-of-a-secret']],
    ['a variable of a Dockerfile', `FROM x\nENV API_KEY=${RANDOM}\n`, ['2 value-of-a-secret']],
    ['a value in JSON', `{"clientSecret": "${RANDOM}"}`, ['1 value-of-a-secret']],
    ['a line that ends as on Windows', `TOKEN=${RANDOM}\r\nA=b\r\n`, ['1 value-of-a-secret']],
  ])('shows %s by its line', (_, text, expected) => {
    expect(kinds(text).toSorted()).toEqual(expected);
  });

  it.each([
    'password = os.environ["DB_PASSWORD"]',
    'token: ${{ secrets.GITHUB_TOKEN }}',
    'password: "$DB_PASSWORD"',
    'API_KEY=your-api-key-0001-here',
    'api_key: change-me-2026-now',
    'secret: ai-agent-api',
    'secretName: edge-tls',
    'token = request.headers.get("authorization-token-7")',
    'KEYS = {"API_KEYS": "ada=0123456789abcdef"}',
    'password: aaaaaaaaaaaa1',
    'password: a1b2c3d4e5a1b2c3d4e5',
    'passwordLength: 128',
    `commit: ${'3d3c42e5aac5ba805825da76410c181273ba90b1'}`,
    'const tokenExpirySeconds = 3600;',
  ])('shows none in %s', (text) => {
    expect(findSecrets(text)).toEqual([]);
  });

  it('shows none in a line that says so', () => {
    expect(kinds(`a: ${TOKEN} # gitleaks:allow\nb: ${TOKEN}`).every((each) => each.startsWith('2 '))).toBe(true);
    expect(kinds(`a: ${TOKEN} # gitleaks:allow`)).toEqual([]);
  });

  it('of a megabyte on one line is looked through in a second', () => {
    const line = `const token=a.b(c,{password:d});`.repeat(30_000);
    const start = process.cpuUsage().user;
    expect(findSecrets(`${line}${TOKEN}`)).not.toEqual([]);
    expect((process.cpuUsage().user - start) / 1e6).toBeLessThan(5);
  });
});
