import { PrefectUnreachableError } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { Knex } from 'knex';
import {
  migratedDatabase,
  testDatabases,
} from '../../__testUtils__/testDatabases';
import type { InstanceId } from '../../instances';
import { LostLeaseError } from '../lease/LostLeaseError';
import { askHolder } from './askHolder';
import { RefreshDesk } from './RefreshDesk';
import { type Refresh, RefreshStore } from './RefreshStore';

jest.setTimeout(60_000);

const production = 'production' as InstanceId;
const wanted: Refresh = {
  instance: production,
  kind: 'runs',
  ids: ['run-1', 'run-2'],
};

describe.each(testDatabases.eachSupportedId())(
  'what a replica asks of the holder, on %s',
  databaseId => {
    let db: Knex;
    let requests: RefreshStore;
    let elapsed: number;
    const done: Refresh[] = [];
    /** What the holder does with it. */
    let refresh: (request: Refresh) => Promise<void>;

    beforeEach(async () => {
      db = await migratedDatabase(databaseId);
      requests = new RefreshStore(db);
      elapsed = 0;
      done.length = 0;
      refresh = async request => {
        done.push(request);
      };
    });

    const desk = () =>
      new RefreshDesk({
        instance: production,
        requests,
        refresh: request => refresh(request),
      });

    /** A holder that looks whenever the other waits. */
    const ask = (holder: RefreshDesk | undefined = desk()) =>
      askHolder(
        {
          requests,
          ring: async () => {},
          elapsed: () => elapsed,
          sleep: async ms => {
            elapsed += ms;
            await holder?.look();
            await new Promise(resolve => {
              setTimeout(resolve, 5);
            });
          },
        },
        wanted,
      );

    const left = () => db('refresh_requests').select();

    it('is done when it returns, and leaves nothing behind', async () => {
      await ask();
      expect(done).toMatchObject([wanted]);
      await expect(left()).resolves.toEqual([]);
    });

    it('is begun once, however often the holder looks', async () => {
      let finish: () => void = () => {};
      refresh = async request => {
        done.push(request);
        await new Promise<void>(resolve => {
          finish = resolve;
        });
      };
      const holder = desk();
      const asking = ask(holder);
      while (done.length === 0) await new Promise(setImmediate);
      await holder.look();
      await holder.look();
      finish();
      await asking;
      expect(done).toHaveLength(1);
    });

    it('tells why the holder could not', async () => {
      refresh = async () => {
        throw new PrefectUnreachableError('Production does not answer.');
      };
      await expect(ask()).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        code: 'PREFECT_UNREACHABLE',
        message: 'Production does not answer.',
      });
      await expect(left()).resolves.toEqual([]);
    });

    it('is left to the next holder by one who has lost the lease', async () => {
      refresh = async () => {
        throw new LostLeaseError(production);
      };
      const id = await requests.ask(wanted);
      await desk().look();
      await expect(requests.waiting(production)).resolves.toMatchObject([
        { ...wanted, id },
      ]);
    });

    it('gives up when nobody follows', async () => {
      const asking = askHolder(
        {
          requests,
          ring: async () => {},
          elapsed: () => elapsed,
          sleep: async ms => {
            elapsed += ms;
          },
        },
        wanted,
      );
      await expect(asking).rejects.toThrow('no process of the portal follows');
      await expect(left()).resolves.toEqual([]);
    });

    it('is cleared when whoever asked has died', async () => {
      await requests.ask(wanted);
      await db('refresh_requests').update({
        requested_at: db.raw('requested_at - 61000'),
      });
      await desk().look();
      await expect(left()).resolves.toEqual([]);
      expect(done).toEqual([]);
    });
  },
);
