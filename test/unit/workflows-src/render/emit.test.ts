import { describe, expect, it } from '@jest/globals';
import { emit } from '../../../../workflows-src/render/emit.ts';
import { entry, mapping, scalar, sequence } from '../../../../workflows-src/render/yaml-node.ts';

describe('the writer of YAML', () => {
  it('writes comments where they belong, and the version of an action outside the reference', () => {
    const step = mapping(entry('name', 'Check out', { above: ['why'] }), entry('uses', 'a/b@c', { comment: 'v1.2.3' }));
    const { text } = emit(mapping(entry('on', mapping()), entry('steps', sequence([step]), { above: ['all'] })), [
      'head',
      '',
    ]);
    expect(text).toBe('# head\n#\non: {}\n# all\nsteps:\n  # why\n  - name: Check out\n    uses: a/b@c # v1.2.3\n');
  });

  it('tells which line each symbol made', () => {
    const { text, sections } = emit(
      mapping(
        entry(
          'jobs',
          mapping(
            entry('a', 1, { above: ['from one'], source: 'one' }),
            entry('b', mapping(entry('c', 'x\ny')), { above: ['from two'], source: 'two' }),
          ),
        ),
      ),
      ['head'],
    );
    const lines = text.split('\n');
    expect(sections.map(({ line, source }) => `${lines[line - 1]} ${source}`)).toEqual(['  a: 1 one', '  b: two']);
  });

  it('folds a long condition without a line feed at its end', () => {
    const folded = { kind: 'scalar', value: 'a && b', folded: ['a &&', 'b'] } as const;
    expect(emit(mapping(entry('if', folded)), []).text).toBe('if: >-\n  a &&\n  b\n');
  });

  it('keeps the last line feed of a text, and adds none', () => {
    expect(emit(mapping(entry('run', 'a\nb\n')), []).text).toBe('run: |\n  a\n  b\n');
    expect(emit(mapping(entry('run', 'a\nb')), []).text).toBe('run: |-\n  a\n  b\n');
  });

  it('writes empty mappings and lists in one line', () => {
    expect(emit(mapping(entry('a', mapping()), entry('b', sequence([])), entry('c', scalar(false))), []).text).toBe(
      'a: {}\nb: []\nc: false\n',
    );
  });
});
