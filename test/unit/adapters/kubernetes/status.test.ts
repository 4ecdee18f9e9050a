import { describe, expect, it } from '@jest/globals';
import { refusalOf } from '../../../../adapters/kubernetes/status.ts';

const said = (message: string): string => refusalOf(422, { kind: 'Status', reason: 'Invalid', message }).message;

describe('what a server says when it refuses a patch', () => {
  it('is told without the whole object, which may hold what is secret', () => {
    const whole = JSON.stringify(JSON.stringify({ data: { password: 'hunter2 "quoted"' } }));
    expect(said(`"" is invalid: patch: Invalid value: ${whole}: strict decoding error: unknown field "spec.x"`)).toBe(
      'strict decoding error: unknown field "spec.x".',
    );
  });

  it('is told as it is where it says no object', () => {
    const message = 'Deployment.apps "a" is invalid: spec.replicas: Invalid value: "x": must be a number';
    expect(said(message)).toBe(`${message}.`);
  });
});
