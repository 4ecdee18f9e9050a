import { describe, expect, it } from '@jest/globals';
import { findDrift } from '../../../cli/drift.ts';
import { generatedFiles } from '../../../cli/generated-files.ts';
import { platform } from '../../../examples/ai-agent-platform/sluice.config.ts';
import { ownFiles } from '../../../own/own-files.ts';

const files = [...generatedFiles(platform), ...ownFiles(platform)];

/** Another character, in the middle of each of some lines spread over the file, and in the first and the last. */
function changes(content: string): readonly { readonly line: number; readonly text: string }[] {
  const lines = content.split('\n');
  const filled = lines.flatMap((text, index) => (text === '' ? [] : [index]));
  const step = Math.max(1, Math.floor(filled.length / 12));
  const chosen = filled.filter((_, position) => position % step === 0 || position === filled.length - 1);
  return chosen.map((index) => {
    const old = lines[index] ?? '';
    const at = Math.floor(old.length / 2);
    const changed = `${old.slice(0, at)}${old[at] === '~' ? '^' : '~'}${old.slice(at + 1)}`;
    return { line: index + 1, text: lines.with(index, changed).join('\n') };
  });
}

describe('one changed byte', () => {
  it.each(files.map((file) => [file.path, file] as const))('in %s is found, with its line and source', (path, file) => {
    for (const { line, text } of changes(file.content)) {
      const found = findDrift(files, (asked) =>
        asked === path ? text : files.find((other) => other.path === asked)?.content,
      );
      expect(found).toMatchObject([{ path, line, source: expect.stringMatching(/^[\w./-]+\.ts( > [\w ./-]+)?/) }]);
    }
  });
});
