import { actionContract } from '../../domain/action-contract.ts';

export const restoreDrill = actionContract({
  name: 'restore-drill',
  title: 'Sluice restore drill',
  description:
    'Restores the newest backup of each database aside, compares it with the database as it was then, and deletes the copy: a backup counts when a restore was seen.',
  inputs: {
    phase: {
      description:
        '`start` begins the restores and ends; `finish`, some hours later, looks what became of them. No runner waits in between.',
      required: true,
    },
    project: { description: 'Google Cloud project of the databases and of their backups.', required: true },
    databases: {
      description: 'Databases and where they are, `database location`, one a line. They are read, and never written.',
      required: true,
    },
    records: {
      description: 'Where records of drills are kept, `host/path`; only the identity of the drill writes there.',
      required: true,
    },
    'fresh-for': { description: 'Hours that the newest backup may be old.', default: '36' },
    'ends-within': { description: 'Hours that a restore may take.', default: '4' },
    watched: {
      description:
        'Where it is watched how old backups and drills are: `database location cluster namespace`, one a line. Told to nobody without it.',
    },
    'access-token': {
      description: 'Access token of Google Cloud for the identity of the drill.',
      required: true,
      secret: true,
    },
  },
  outputs: {
    outcome: { description: 'The worst of all databases: `bad`, `unknown`, `waiting`, `started` or `good`.' },
    sentence: { description: 'What was found, in a sentence or some.' },
  },
  permissions: [{ scope: 'contents', level: 'read', why: 'checks out the actions' }],
});
