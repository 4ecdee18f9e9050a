import type { Story } from '../story/story.ts';
import { changesOf, leadOf } from './changes.ts';
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
    const of = { of: leadOf(delivery), in: proof.name } as const;
    const forge = {
      ...({ do: 'forge a record', branch: evil, service: leadOf(delivery), tier: proof.name } as const),
      release: { the: 'release', of: leadOf(delivery), in: trial.name } as const,
    };
    const goesBack = rolledBackBy(delivery, { tier: proof, service: leadOf(delivery) });
    return [
      released(delivery, trial, evil, changesOf(delivery).first, 'Evil words'),
      released(delivery, proof, develop, changesOf(delivery).first, 'First words'),
      released(delivery, proof, develop, 'First words', 'Second words'),
      {
        title: `A record says that ${proof.name} once ran what ${evil} built, and a dispatch that names it is refused`,
        branch: develop,
        deeds: [
          forge,
          rollBack(delivery, { tier: proof, service: leadOf(delivery), branch: develop }, { the: 'record', ...of }),
        ],
        states: {
          runs: [rollbackRun(delivery, 'failure', refusesRecord(delivery, proof, leadOf(delivery)))],
          records: refusedBack(delivery, leadOf(delivery), proof.name),
          served: [],
        },
      },
      {
        title: `Somebody else returns ${proof.name} and names nothing: it runs what it ran before`,
        branch: develop,
        deeds: [rollBack(delivery, { tier: proof, service: leadOf(delivery), branch: develop })],
        states: {
          runs: [rollbackRun(delivery, 'success', goesBack)],
          records: complete(delivery, leadOf(delivery), proof.name, { kind: 'rollback' }),
          served: [changesOf(delivery).sight(proof.name, 'First words')],
        },
      },
    ];
  },
};
