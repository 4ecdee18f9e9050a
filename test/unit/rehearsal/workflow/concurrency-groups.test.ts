import { describe, expect, it } from '@jest/globals';
import { type Claim, ConcurrencyGroups, type Ticket } from '../../../../rehearsal/workflow/concurrency-groups.ts';

/** Claims a group for a run, and keeps in mind what became of it. */
function claims() {
  const groups = new ConcurrencyGroups();
  const cancelled: number[] = [];
  const told = new Map<number, string>();
  const claim = (runId: number, terms: Partial<Claim> = {}): Ticket => {
    const ticket = groups.claim({
      group: 'g',
      cancelInProgress: false,
      queue: 'single',
      runId,
      path: '',
      cancel: () => cancelled.push(runId),
      ...terms,
    });
    void ticket.held.then((reason) => told.set(runId, reason ?? 'held'));
    return ticket;
  };
  const settled = async (): Promise<Readonly<Record<number, string>>> => {
    await new Promise((resolve) => setImmediate(resolve));
    return Object.fromEntries(told);
  };
  return { claim, cancelled, settled };
}

describe('a concurrency group', () => {
  const REPLACED = "Canceling since a higher priority waiting request for 'g' exists";

  it('is held by one, awaited by one, and the newest takes the place of who waits', async () => {
    const { claim, settled, cancelled } = claims();
    const first = claim(1);
    claim(2);
    claim(3, { group: 'G' });
    expect(await settled()).toEqual({ 1: 'held', 2: REPLACED.replace("'g'", "'G'") });
    first.leave();
    expect(await settled()).toMatchObject({ 3: 'held' });
    expect(cancelled).toEqual([]);
  });

  it('is taken from who holds it by cancel-in-progress, and from who waits', async () => {
    const { claim, settled, cancelled } = claims();
    const first = claim(1);
    claim(2);
    claim(3, { cancelInProgress: true });
    expect(cancelled).toEqual([1]);
    expect(await settled()).toEqual({ 1: 'held', 2: REPLACED });
    first.leave();
    expect(await settled()).toMatchObject({ 3: 'held' });
  });

  it('with queue: max is given to a hundred in the order in which they came; one more is cancelled', async () => {
    const { claim, settled } = claims();
    const tickets = Array.from({ length: 102 }, (_, index) => claim(index + 1, { queue: 'max' }));
    const told = await settled();
    expect(Object.keys(told)).toEqual(['1', '102']);
    expect(told[102]).toContain('100');
    tickets[0]?.leave();
    tickets[1]?.leave();
    expect(Object.keys(await settled())).toEqual(['1', '2', '3', '102']);
    // A place is free again.
    claim(103, { queue: 'max' });
    expect(await settled()).not.toHaveProperty('103');
  });

  it('is emptied of all who wait by a newer claim that asks for no queue', async () => {
    const { claim, settled } = claims();
    for (const run of [1, 2, 3]) claim(run, { queue: 'max' });
    claim(4);
    expect(await settled()).toEqual({ 1: 'held', 2: REPLACED, 3: REPLACED });
  });

  it('forgets who gives up waiting', async () => {
    const { claim, settled } = claims();
    const first = claim(1);
    claim(2, { queue: 'max' }).leave();
    claim(3, { queue: 'max' });
    first.leave();
    expect(await settled()).toMatchObject({ 3: 'held' });
  });

  it('is never given to a job whose own run or caller holds it', async () => {
    const { claim, settled } = claims();
    claim(1);
    claim(1, { path: 'deploy' });
    expect((await settled())[1]).toBe(
      "Canceling since a deadlock for concurrency group 'g' was detected between 'top level workflow' and 'deploy'",
    );
  });
});
