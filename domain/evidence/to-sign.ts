import { signedIn } from './place.ts';
import type { Said } from './statement.ts';

/** Whether what is said there counts only if it is signed: a yes, where others may write. */
export const isToSign = (place: string, said: Said): boolean => said === 'complete' && signedIn(place) !== undefined;

/** Files that a statement is laid out in for the action that signs, from the runner's folder for temporary files. */
export const toSignFiles = (service: string): { readonly subject: string; readonly predicate: string } => ({
  subject: `sluice-to-sign/${service}.subject`,
  predicate: `sluice-to-sign/${service}.predicate.json`,
});

/** A service as it stands in an output: between spaces, so that looking for it finds no other one. */
export const toSignWord = (service: string): string => ` ${service} `;

/** The output that names services of which something is to be signed; '' for none. */
export const toSignOutput = (services: readonly string[]): string => services.map(toSignWord).join('');

/** Its words in every contract. */
export const TO_SIGN_OUTPUT = {
  'to-sign': {
    description:
      'Services of which something is to be signed, each between spaces: a statement of each lies in `sluice-to-sign/SERVICE.subject` and `sluice-to-sign/SERVICE.predicate.json` of the folder for temporary files.',
  },
} as const;
