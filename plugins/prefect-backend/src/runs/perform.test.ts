import type { TestDatabaseId } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import {
  PrefectRefusedError,
  PrefectUnreachableError,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type { LedgerEntry } from '@backstage-prefect/ledger-verify';
import type { Knex } from 'knex';
import {
  migratedDatabase,
  testDatabases,
} from '../__testUtils__/testDatabases';
import { perform, type Act } from './perform';
import { givenDeployment } from './__testUtils__/insertRows';
import { person, production, TestWorld, uuid } from './__testUtils__/TestWorld';

jest.setTimeout(60_000);

const mina = person('mina', 'group:default/team-orders');
const jo = person('jo', 'group:default/others');

const start: Act = {
  // Not the door that everybody takes, so that a record which names that one is found.
  by: { ...mina, door: 'actions' },
  action: 'run',
  on: { instance: production, deployment: uuid(1) },
  event: 'run-start',
  meta: { title: 'orders/hourly', parameters: { api_token: '••••••••' } },
  sent: { api_token: 'hunter2' },
};

async function entriesOf(db: Knex): Promise<LedgerEntry[]> {
  const rows = await db('ledger_entries').orderBy('position').select('entry');
  return rows
    .map(({ entry }): LedgerEntry => JSON.parse(entry))
    .filter(({ kind }) => kind !== 'key');
}

describe.each(testDatabases.eachSupportedId())('perform on %s', id => {
  let db: Knex;
  let world: TestWorld;
  beforeEach(async () => {
    db = await migratedDatabase(id as TestDatabaseId);
    await givenDeployment(db, { id: uuid(1), title: 'orders/hourly' });
    await givenDeployment(db, {
      id: uuid(2),
      title: 'orders/hidden',
      sensitivity: 'restricted',
    });
    world = new TestWorld({ db });
  });

  it('has the intent in the ledger before the effect, and the outcome after', async () => {
    let before: LedgerEntry[] = [];

    await perform(
      world.deps,
      start,
      async () => {
        before = await entriesOf(db);
        return 'the-run';
      },
      run => ({ run }),
    );

    const [intent, outcome] = await entriesOf(db);
    expect(before).toEqual([intent]);
    expect(intent).toMatchObject({
      kind: 'intent',
      principal: { kind: 'user', ref: 'user:default/mina' },
      action: 'run-start',
      resource: { instance: 'production', deployment: uuid(1) },
      door: 'actions',
      decision: { allowed: true, policy: 'owners-run' },
      parameters: { api_token: '••••••••' },
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      meta: { title: 'orders/hourly' },
    });
    expect(JSON.stringify(intent)).not.toContain('hunter2');
    expect(outcome).toMatchObject({
      kind: 'outcome',
      of: intent.id,
      outcome: { status: 'succeeded' },
      resource: { run: 'the-run' },
    });
    expect(world.audited).toMatchObject([
      { event: 'run-start', ends: ['success'] },
    ]);
  });

  it.each([
    [
      'Prefect said no',
      new PrefectRefusedError('no'),
      'refused',
      'PREFECT_REFUSED',
    ],
    ['the request was wrong', new InputError('no'), 'failed', undefined],
    [
      'the answer was cut',
      new PrefectUnreachableError('cut'),
      'unknown',
      'PREFECT_UNREACHABLE',
    ],
    ['anything else', new Error('a defect'), 'unknown', undefined],
  ])('records how it ended when %s', async (_, error, status, code) => {
    await expect(
      perform(world.deps, start, () => Promise.reject(error)),
    ).rejects.toBe(error);

    const [, outcome] = await entriesOf(db);
    expect(outcome.outcome).toEqual({ status, ...(code && { code }) });
  });

  it.each([
    ['may not', { ...start, by: jo }, 'PREFECT_DENIED', 'owners-run'],
    [
      'may not even see',
      { ...start, by: jo, on: { ...start.on, deployment: uuid(2) } },
      'PREFECT_NOT_FOUND',
      undefined,
    ],
  ])('records what somebody %s do', async (_, act, code, policy) => {
    const effect = jest.fn();

    await expect(perform(world.deps, act, effect)).rejects.toMatchObject({
      code,
    });

    expect(effect).not.toHaveBeenCalled();
    expect(await entriesOf(db)).toMatchObject([
      {
        kind: 'denial',
        principal: { ref: 'user:default/jo' },
        decision: { allowed: false, ...(policy && { policy }) },
      },
    ]);
  });

  it('does nothing that it cannot record', async () => {
    const effect = jest.fn();
    await db.schema.renameTable('ledger_entries', 'away');

    await expect(perform(world.deps, start, effect)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      code: 'PREFECT_LEDGER_UNAVAILABLE',
    });

    expect(effect).not.toHaveBeenCalled();
    expect(world.audited[0].ends).toEqual([
      expect.stringContaining('fail: Nothing was done'),
    ]);
  });

  it('answers what it did although the outcome could not be recorded', async () => {
    const result = await perform(world.deps, start, async () => {
      await db.schema.renameTable('ledger_entries', 'away');
      return 'done';
    });

    expect(result).toBe('done');
  });
});
