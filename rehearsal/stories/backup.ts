import type { Act, Story, StoryDelivery } from '../story/story.ts';
import { act } from './facts/acts.ts';
import { atTime, backedUp, backupRun, drilling, HELD, type Spoilt, spoilt, WHOLE } from './facts/backup.ts';

/** A backup counts when a restore was seen: one that brings nothing back, or not all, is told the next morning. */
export const backup: Story = {
  name: 'backup',
  line: 'Backups are restored aside and compared: good ones count, and those that bring back less are told.',
  visibility: 'public',
  acts: (delivery) => [
    drill(delivery, 'The backups of the night are restored aside, and have what the databases had', WHOLE),
    drill(delivery, 'The next ones are restored without a complaint, and bring back less', spoilt(delivery)),
  ],
};

function drill(of: StoryDelivery, title: string, backups: Spoilt): Act {
  const errors = Object.values(backups).map(({ says }) => says.source);
  return act(title, drilling(of).from.pattern, {
    deeds: [...backedUp(of, HELD, backups), atTime('start'), atTime('finish')],
    runs: [
      backupRun(of, 'start'),
      backupRun(
        of,
        'finish',
        errors.length === 0 ? {} : { result: 'failure', errors: [new RegExp(errors.join('.* '))] },
      ),
    ],
  });
}
