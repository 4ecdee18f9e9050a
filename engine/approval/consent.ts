import { cleanSentence } from '../../domain/untrusted-text.ts';
import type { Account } from './account.ts';
import { type Base, baseLine } from './base.ts';
import type { ApprovalRefusal } from './refusal.ts';

/** What somebody answered, as GitHub keeps it: without a time, without an attempt. */
export interface Answer {
  readonly state: string;
  readonly by: Account;
  readonly environments: readonly string[];
}

/** A job of the run, as GitHub tells it. */
export interface JobFacts {
  readonly run: number;
  readonly attempt: number;
  readonly conclusion: string | undefined;
  /** By GitHub's clock, in milliseconds. */
  readonly startedAt: number;
}

export interface WantedConsent {
  readonly run: number;
  /** Environment whose reviewers were asked. */
  readonly gate: string;
  readonly bypass: 'refused' | 'allowed';
  /** Seconds. */
  readonly expires: number;
  /** What ran when people were asked, one line a service; `undefined` where nobody kept it for this cluster. */
  readonly shown: readonly string[] | undefined;
}

export interface ObservedConsent {
  readonly answers: readonly Answer[];
  readonly gateJob: JobFacts;
  /** When this job began, by the same clock. */
  readonly now: number;
  readonly base: Base;
  /** Who had a part in it, and why their yes does not count. */
  readonly excluded: readonly Account[];
}

export interface Consent {
  readonly by: readonly Account[];
  readonly refusals: readonly ApprovalRefusal[];
}

/** Tells whether somebody who may has said yes in this run, lately, to what would now happen. */
export function judgeConsent(wanted: WantedConsent, observed: ObservedConsent): Consent {
  const of = answersIn(wanted.gate, observed.answers);
  const yes = of.filter(({ state }) => state === 'approved').map(({ by }) => by);
  const by = without(observed.excluded, yes);
  return {
    by,
    refusals: [
      ...rejected(of, wanted),
      ...(by.length > 0 ? [] : missing(yes, wanted)),
      ...gate(wanted, observed),
      ...moved(wanted, observed),
    ],
  };
}

/** What was answered in one environment; GitHub does not tell its names apart by case. */
const answersIn = (gate: string, answers: readonly Answer[]): readonly Answer[] =>
  answers.filter(({ environments }) => environments.some((name) => name.toLowerCase() === gate.toLowerCase()));

const without = (excluded: readonly Account[], accounts: readonly Account[]): readonly Account[] =>
  accounts.filter(({ id }) => !excluded.some((one) => one.id === id));

/** Everybody whose yes in a gate counts, each once. */
export const countedYes = (
  gate: string,
  { answers, excluded }: Pick<ObservedConsent, 'answers' | 'excluded'>,
): readonly Account[] => {
  const yes = answersIn(gate, answers).flatMap(({ state, by }) => (state === 'approved' ? [by] : []));
  return [...new Map(without(excluded, yes).map((account) => [account.id, account])).values()];
};

const names = (accounts: readonly Account[]): string => accounts.map(({ login }) => cleanSentence(login)).join(', ');

function rejected(answers: readonly Answer[], { gate }: WantedConsent): readonly ApprovalRefusal[] {
  const no = answers.filter(({ state }) => state !== 'approved').map(({ by }) => by);
  return no.length === 0 ? [] : [{ code: 'approval-rejected', sentence: `${names(no)} said no in "${gate}".` }];
}

function missing(yes: readonly Account[], { gate, bypass }: WantedConsent): readonly ApprovalRefusal[] {
  if (yes.length > 0)
    return [
      {
        code: 'approver-excluded',
        sentence: `Only ${names(yes)} said yes in "${gate}", and had a part in what would be rolled out. Ask somebody else.`,
      },
    ];
  if (bypass === 'allowed') return [];
  const sentence = `Nobody has said yes in "${gate}": its job ran because somebody went past the rules, or because there are none. Ask for an approval.`;
  return [{ code: 'approval-missing', sentence }];
}

/** The yes is as old as the job that it let go. */
function gate({ run, gate, expires }: WantedConsent, { gateJob, now }: ObservedConsent): readonly ApprovalRefusal[] {
  if (gateJob.run !== run || gateJob.attempt !== 1 || gateJob.conclusion !== 'success')
    return [
      { code: 'gate-unknown', sentence: `The job of "${gate}" did not succeed in the first attempt of this run.` },
    ];
  const age = Math.round((now - gateJob.startedAt) / 1000);
  if (age >= 0 && age <= expires) return [];
  const sentence = `The yes in "${gate}" is ${age} s old, and one is good for ${expires} s. Ask again.`;
  return [{ code: 'approval-expired', sentence }];
}

function moved({ shown }: WantedConsent, { base }: ObservedConsent): readonly ApprovalRefusal[] {
  if (shown === undefined || shown.includes(baseLine(base))) return [];
  const before = shown.find((line) => line.startsWith(`${base.service} `)) ?? 'nothing that anybody wrote down';
  const sentence = `${base.service} ran something else when people were asked: then "${cleanSentence(before)}", now "${baseLine(base)}". Their yes was to another change; ask again.`;
  return [{ code: 'base-moved', sentence }];
}
