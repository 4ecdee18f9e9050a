import { assertNever } from '../../../domain/brand.ts';

/** Why an object is not deleted. */
export type Stays =
  | { readonly code: 'data' }
  | { readonly code: 'was-there-before' }
  | { readonly code: 'unmarked' }
  | { readonly code: 'other-service'; readonly service: string }
  | { readonly code: 'other-owner'; readonly owner: string }
  | { readonly code: 'other-tool'; readonly tool: string }
  | { readonly code: 'changed-since'; readonly manager: string }
  | { readonly code: 'kept-on-purpose'; readonly annotation: string }
  | { readonly code: 'waits-for-finalizer'; readonly finalizers: readonly string[] }
  | { readonly code: 'refused'; readonly message: string };

export function whyItStays(stays: Stays): string {
  switch (stays.code) {
    case 'data':
      return 'it holds data, which is never deleted';
    case 'was-there-before':
      return 'it was there before, and is as the release wrote it';
    case 'unmarked':
      return 'nothing on it says that this service wrote it';
    case 'other-service':
      return `it belongs to service "${stays.service}" now`;
    case 'other-owner':
      return `${stays.owner} owns it`;
    case 'other-tool':
      return `${stays.tool} manages it`;
    case 'changed-since':
      return `"${stays.manager}" has written it since`;
    case 'kept-on-purpose':
      return `its annotation "${stays.annotation}" keeps it`;
    case 'waits-for-finalizer':
      return `it is being deleted and waits for ${stays.finalizers.join(', ')}`;
    case 'refused':
      return `the API server refuses: ${stays.message.replace(/\.$/, '')}`;
    default:
      return assertNever(stays);
  }
}
