import { describe, expect, it } from '@jest/globals';
import { bullets, Markdown, markdown, paragraphs, table } from '../../../domain/markdown.ts';

const FOREIGN = '<img src=x>\n# [Approve](https://evil.example) | @octocat `x`';
const HARMLESS = '&lt;img src=x&gt; \\# \\[Approve\\](https://evil.example) \\| \\@octocat \\`x\\`';

describe('Markdown', () => {
  it('keeps what is written in place, and none of what is put in can act', () => {
    expect(`${markdown`## Rollout of ${FOREIGN}, ${3}`}`).toBe(`## Rollout of ${HARMLESS}, 3`);
    expect(`${bullets([FOREIGN, 'b'])}`).toBe(`- ${HARMLESS}\n- b`);
    expect(`${paragraphs(FOREIGN, 'b')}`).toBe(`${HARMLESS}\n\nb`);
    expect(`${table(['a|b'], [[FOREIGN], [1]])}`).toBe(`| a\\|b |\n| --- |\n| ${HARMLESS} |\n| 1 |`);
  });

  it('is not escaped twice', () => {
    const bold = markdown`**${'x*y'}**`;
    expect(`${markdown`${bold}: ${Markdown.written('_z_')}`}`).toBe('**x\\*y**: _z_');
    expect(`${paragraphs(bold)} ${bullets([bold])}`).toBe('**x\\*y** - **x\\*y**');
  });
});
