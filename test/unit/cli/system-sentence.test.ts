import { describe, expect, it } from '@jest/globals';
import { PartlyWritten, systemSentence } from '../../../cli/system-sentence.ts';

const refused = (code: string, syscall: string, path?: string): Error =>
  Object.assign(new Error(`${code}: ${syscall}`), { code, syscall, ...(path === undefined ? {} : { path }) });
const said = (error: unknown) => systemSentence(error, '/theirs');

describe('what the system refuses', () => {
  it.each([
    [
      'EACCES',
      'open',
      'k8s/a.yaml cannot be reached or written (EACCES): you may not do that there. Change its rights or',
    ],
    ['EROFS', 'mkdir', 'k8s/a.yaml cannot be reached or written (EROFS): its file system is read-only. Mount it'],
    ['ENOSPC', 'write', 'k8s/a.yaml cannot be reached or written (ENOSPC): there is no room left. Make some, and run'],
    [
      'EISDIR',
      'read',
      'k8s/a.yaml cannot be read (EISDIR): there is a folder where a file is wanted. Move it away, and',
    ],
  ])('is a sentence that names the file, by %s', (code, syscall, sentence) => {
    expect(said(refused(code, syscall, '/theirs/k8s/a.yaml'))).toContain(sentence);
  });

  it('is told with what was written before it', () => {
    const refusal = refused('ENOSPC', 'write', '/theirs/a.yaml');
    const rest = (before: number) => said(new PartlyWritten(before, refusal))?.split('run this again.')[1];
    expect([0, 1, 2].map(rest)).toEqual([
      '',
      ' One file was written before, and the rest was not.',
      ' 2 files were written before, and the rest was not.',
    ]);
  });

  it('is nothing that a mistake of ours is told by', () => {
    expect(said(new TypeError('x'))).toBeUndefined();
    expect(said(refused('ENOENT', 'open', '/theirs/a'))).toBeUndefined();
    expect(said(refused('EACCES', 'connect'))).toBeUndefined();
    expect(said(new PartlyWritten(1, new TypeError('x')))).toBeUndefined();
  });
});
