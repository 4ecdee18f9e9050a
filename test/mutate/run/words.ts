import type { Rules } from '../subjects.ts';
import type { Ending } from './stage.ts';
import type { Survey, Trial } from './survey.ts';

/** What a process is asked, and what it answers. */
export type Question =
  | { readonly kind: 'survey'; readonly rules: Rules }
  | { readonly kind: 'try'; readonly rules: Rules; readonly file: string; readonly trial: Trial };

export type Answer =
  | { readonly kind: 'surveyed'; readonly survey: Survey }
  | { readonly kind: 'tried'; readonly ending: Ending; readonly memory: number }
  | { readonly kind: 'broken'; readonly why: string };
