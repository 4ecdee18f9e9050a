import { WAITING_LIVES } from '../recorded/lives/waiting-lives.ts';
import type { Story } from './story.ts';

/** Pods that others are waited for, or that never stay ready. */
export const WAITING_STORIES: readonly Story[] = [
  {
    name: 'an old pod with a finalizer that keeps its place',
    class: 'terminating',
    facts: WAITING_LIVES.terminating.script(),
    notYet: 99,
    failed: 100,
    says: ['api-5d9c7b6f4-aaaaa', 'example.com/drain', 'no node takes pod "api-7f6d8c9b5-x2x9p" beside it'],
  },
  {
    name: 'a readiness probe that fails now and then',
    class: 'flapping',
    facts: WAITING_LIVES.flapping.script(),
    notYet: 59,
    failed: 60,
    says: ['became ready 3 times', '503'],
  },
];
