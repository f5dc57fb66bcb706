import type { News } from './News';
import { NO_NEWS } from './News';
import { NewsWriter } from './NewsWriter';

const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

function startFixture() {
  const written: News[] = [];
  const rests: (() => void)[] = [];
  const database = { isUp: true };
  const writer = new NewsWriter({
    append: async news => {
      if (!database.isUp) throw new Error('no database');
      written.push(news);
    },
    sleep: (_, signal) =>
      new Promise(resolve => {
        if (signal.aborted) resolve();
        rests.push(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      }),
  });
  const pass = async () => {
    rests.splice(0).forEach(wake => wake());
    await settle();
  };
  return { writer, written, database, pass };
}

it('writes at once, and what comes meanwhile together', async () => {
  const { writer, written, pass } = startFixture();
  writer.add({ runs: ['a'] });
  writer.add({ runs: ['b'] });
  writer.add({ runs: ['b'], logs: ['c'] });
  await settle();
  expect(written).toEqual([{ ...NO_NEWS, runs: ['a'] }]);

  await pass();
  expect(written.slice(1)).toEqual([{ ...NO_NEWS, runs: ['b'], logs: ['c'] }]);
});

it('tells that anything may have changed when it could not write', async () => {
  const { writer, written, database, pass } = startFixture();
  database.isUp = false;
  writer.add({ runs: ['a'] });
  await settle();
  database.isUp = true;
  await pass();

  expect(written).toEqual([{ ...NO_NEWS, all: true }]);
});

it('ends with what was added written', async () => {
  const { writer, written } = startFixture();
  writer.add({ runs: ['a'] });
  writer.add({ runs: ['b'] });
  await writer.stop();

  expect(written.flatMap(({ runs }) => runs)).toEqual(['a', 'b']);
});
