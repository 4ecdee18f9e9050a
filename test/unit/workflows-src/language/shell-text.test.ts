import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GITHUB, STRANGER } from '../../../../workflows-src/language/contexts.ts';
import { expression } from '../../../../workflows-src/language/expression.ts';
import { type ShellText, sh } from '../../../../workflows-src/language/shell-text.ts';
import { run } from '../../../../workflows-src/language/step.ts';
import { made, said, wf } from '../rules/small-workflows.ts';

const path = expression<string, 'vars'>('vars.PATH', { uses: ['vars'] });
const other = expression<string, 'vars'>('vars.ref', { uses: ['vars'] });

/** What bash makes of the commands when every value is that text. */
const plays = ({ run, env }: ShellText, text: string): string => {
  const given = Object.fromEntries(Object.keys(env).map((name) => [name, text]));
  const { stdout } = spawnSync('bash', ['-c', run], { env: { PATH: process.env['PATH'], ...given }, encoding: 'utf8' });
  return stdout;
};

describe('commands with values in them', () => {
  it('get the values as variables, in quotes of their own or of the author', () => {
    expect(sh`git checkout ${GITHUB.ref} && git log "at ${GITHUB.ref}" ${GITHUB.sha}`).toEqual({
      run: 'git checkout "${REF}" && git log "at ${REF}" "${SHA}"',
      env: { REF: GITHUB.ref, SHA: GITHUB.sha },
    });
  });

  it('keep values of one name apart, and variables of the shell alone', () => {
    expect(Object.keys(sh`a ${GITHUB.ref} ${other} ${path}`.env)).toEqual(['REF', 'REF_2', 'VALUE_PATH']);
  });

  it('hold no value in single quotes', () => {
    expect(() => sh`echo '${GITHUB.ref}'`).toThrow('(github.ref) stands in single quotes');
    expect(sh`echo "it's ${GITHUB.ref}"`.run).toBe('echo "it\'s ${REF}"');
    expect(sh`echo \\"${GITHUB.ref}`.run).toContain('"${REF}"');
  });

  it('keep every rule, with text of strangers too', () => {
    const step = run({ name: 'Check out', ...sh`git checkout ${STRANGER.headRef}` });
    expect(said(wf([made({ steps: [step] })]))).toEqual([]);
  });

  it('hand on whatever it is as one word, and run none of it', () => {
    const hostile = fc.oneof(
      fc.constantFrom('$(echo evil)', '`echo evil`', '"; echo evil; "', "'; echo evil; '", '-n', '* ?', 'a\nb', '\\'),
      fc.string(),
    );
    fc.assert(
      fc.property(
        hostile.filter((text) => !text.includes('\u0000')),
        (text) => {
          expect(plays(sh`printf '<%s>' ${GITHUB.ref} "a ${GITHUB.ref} b"`, text)).toBe(`<${text}><a ${text} b>`);
        },
      ),
      { numRuns: 12 },
    );
  });
});
