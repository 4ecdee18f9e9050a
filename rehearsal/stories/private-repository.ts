import type { Story } from '../story/story.ts';
import { allTheWay } from './all-the-way.ts';

/** Where nobody can read without permission, each job has the permissions that it needs. */
export const privateRepository: Story = {
  name: 'private-repository',
  line: 'All the way again, in a repository that no token can read without the permission to.',
  visibility: 'private',
  acts: allTheWay.acts,
};
