import type { Story } from '../story/story.ts';
import { DASHBOARD } from './demo-changes.ts';
import { rollBack, rollbackRun } from './facts/dispatches.ts';
import { complete, refusedBack } from './facts/records.ts';
import { released } from './facts/released.ts';
import { refusesRecord, rolledBackBy } from './facts/rollback.ts';
import { branchOf, wayOf } from './facts/tiers.ts';

/** Whoever may write deployment records from a branch says nothing about where a tier goes back to. */
export const forgedRecord: Story = {
  name: 'forged-record',
  line: 'A forged deployment record is read by nobody: an innocent rollback goes to what was good.',
  visibility: 'public',
  acts(delivery) {
    const { trial, proof } = wayOf(delivery);
    const [evil, develop] = [branchOf(trial, 'evil'), proof.from.pattern];
    const of = { of: DASHBOARD, in: proof.name } as const;
    const forge = {
      ...({ do: 'forge a record', branch: evil, service: DASHBOARD, tier: proof.name } as const),
      release: { the: 'release', of: DASHBOARD, in: trial.name } as const,
    };
    const goesBack = rolledBackBy(delivery, { tier: proof, service: DASHBOARD });
    return [
      released(delivery, trial, evil, 'Agents', 'Evil agents'),
      released(delivery, proof, develop, 'Agents', 'First agents'),
      released(delivery, proof, develop, 'First agents', 'Second agents'),
      {
        title: `A record says that ${proof.name} once ran what ${evil} built, and a dispatch that names it is refused`,
        branch: develop,
        deeds: [forge, rollBack(proof, DASHBOARD, develop, { the: 'record', ...of })],
        states: {
          runs: [rollbackRun(delivery, 'failure', refusesRecord(delivery, proof, DASHBOARD))],
          records: refusedBack(delivery, DASHBOARD, proof.name),
          served: [],
        },
      },
      {
        title: `Somebody else returns ${proof.name} and names nothing: it runs what it ran before`,
        branch: develop,
        deeds: [rollBack(proof, DASHBOARD, develop)],
        states: {
          runs: [rollbackRun(delivery, 'success', goesBack)],
          records: complete(delivery, DASHBOARD, proof.name, { kind: 'rollback' }),
          served: [{ tier: proof.name, service: DASHBOARD, path: '/', shows: 'First agents' }],
        },
      },
    ];
  },
};
