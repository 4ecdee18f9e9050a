import { describe, expect, it } from '@jest/globals';
import { wordsOf } from '../../clients/client-script.ts';
import { EXPECTED } from '../../clients/compare.ts';
import { said } from '../../clients/said.ts';
import { SCRIPTS } from '../../clients/scripts.ts';

describe('a command of a script', () => {
  it.each([
    ['kubectl get pods', ['kubectl', 'get', 'pods']],
    [`  a 'b c'  "d 'e' f" `, ['a', 'b c', "d 'e' f"]],
    [`-p='{"a":"b c"}' x""y`, [`-p={"a":"b c"}`, 'xy']],
  ])('%s is read as a shell reads it', (command, words) => {
    expect(wordsOf(command)).toEqual(words);
  });

  it('with a quote that does not end is refused', () => {
    expect(() => wordsOf(`echo 'a`)).toThrow('does not end');
  });
});

describe('what a client said', () => {
  it('is told line by line without ages, dates, tokens and columns', () => {
    const output = `NAME    AGE\nweb     3m20s\nLAST DEPLOYED: Sun Nov 29 19:44:17 2026\neyJhbGciOi.eyJhdWQi.c2ln\nhttps://127.0.0.1:6443\n`;
    expect(said(output)).toEqual(['NAME  AGE', 'web  <age>', 'LAST DEPLOYED: <date>', '<token>', '<server>']);
  });

  it('is the document where it is JSON, without the book of its managers', () => {
    expect(said('{"metadata":{"name":"a","managedFields":[]},"status":{"token":"eyJhbGciOi.eyJhdWQi.c2ln"}}')).toEqual({
      metadata: { name: 'a' },
      status: { token: '<token>' },
    });
    expect(said('[not json]')).toEqual(['[not json]']);
  });

  it('is told without how often it looked', () => {
    expect(said('Waiting for deployment "web" rollout to finish\ndone')).toEqual(['done']);
  });
});

describe('the scripts', () => {
  it('have each been recorded on a real cluster, and nothing else has', () => {
    expect(EXPECTED.names()).toEqual(SCRIPTS.map(({ name }) => name).toSorted());
  });
});
