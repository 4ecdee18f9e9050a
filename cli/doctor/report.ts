import type { Examination, Finding } from './examine.ts';
import { DOCTOR_LINES, type LineId } from './lines.ts';

/** Whether a line of the proposal holds here. */
export type Standing = 'holds' | 'lacks' | 'unseen';

export interface LineReport {
  readonly id: LineId;
  readonly title: string;
  readonly standing: Standing;
  readonly findings: readonly Finding[];
}

/** Each line that was asked about, in the proposal's order. A line of which something could not be seen does not hold for that. */
export const linesOf = ({ findings, asked }: Examination): readonly LineReport[] =>
  lineIds()
    .filter((id) => asked.has(id))
    .map((id) => {
      const own = findings.filter(({ lines }) => lines.includes(id));
      const lacks = own.some(({ what }) => what.kind === 'lacks');
      return {
        id,
        title: DOCTOR_LINES[id],
        standing: lacks ? 'lacks' : own.length > 0 ? 'unseen' : 'holds',
        findings: own,
      };
    });

const isLine = (name: string): name is LineId => Object.hasOwn(DOCTOR_LINES, name);
const lineIds = (): readonly LineId[] => Object.keys(DOCTOR_LINES).filter(isLine);

const MARKS: Readonly<Record<Standing, string>> = { holds: '✓', lacks: '✗', unseen: '?' };

/** What people read: each finding once, under the first line that it is about. */
export function reportText(examination: Examination): readonly string[] {
  const told = new Set<Finding>();
  return linesOf(examination).flatMap(({ title, standing, findings }) => {
    const fresh = findings.filter((finding) => !told.has(finding));
    for (const finding of fresh) told.add(finding);
    return [`${MARKS[standing]} ${title}`, ...grouped(fresh)];
  });
}

/** Many things that one cause has hidden are one line. */
function grouped(findings: readonly Finding[]): readonly string[] {
  const hidden = new Map<string, string[]>();
  const lines: string[] = [];
  for (const { about, what } of findings) {
    if (what.kind === 'lacks') lines.push(`    ${what.sentence}`, `      ${what.command}`);
    else hidden.set(what.why, [...(hidden.get(what.why) ?? []), about]);
  }
  for (const [why, about] of hidden) {
    const more = about.length > 1 ? ` and ${about.length - 1} more` : '';
    lines.push(`    Not seen: ${about[0]}${more}. ${why}`);
  }
  return lines;
}

/** The same for programs. */
export const reportJson = (examination: Examination): string =>
  `${JSON.stringify(
    {
      schema: 'sluice.doctor/v1',
      lines: linesOf(examination).map(({ id, standing }) => ({ id, standing })),
      findings: examination.findings.map(({ rule, about, lines, what }) => ({ rule, about, lines, ...what })),
    },
    undefined,
    2,
  )}\n`;
