import { readSelectors } from './readSelectors';

const production = 'production';
const dev = 'dev';

const DEPLOYMENT = 'prefect.io/deployment';
const FLOW = 'prefect.io/flow';
const TAGS = 'prefect.io/tags';
const INSTANCE = 'prefect.io/instance';

/** What the annotations ask for, in short: `production|dev title etl/hourly`. */
function asked(
  annotations: Record<string, string>,
  configured = [production, dev],
): string[] {
  return readSelectors(annotations, configured).selectors.map(
    ({ instances, wanted }) =>
      `${instances.join('|')} ${Object.entries(wanted)
        .map(([kind, text]) => `${kind} ${text}`)
        .join()}`,
  );
}

describe('prefect.io/deployment', () => {
  it.each([
    ['an instance in front', 'dev:etl/hourly', ['dev title etl/hourly']],
    [
      'a comma list, with spaces and empty items',
      ' dev:etl/hourly , ,production: etl/daily,',
      ['dev title etl/hourly', 'production title etl/daily'],
    ],
    ['any Unicode', 'dev:données/日次 ✅', ['dev title données/日次 ✅']],
    ['a colon inside the name', 'dev:etl: v2/a:b', ['dev title etl: v2/a:b']],
    [
      'a slash in the name of the deployment',
      'dev:etl/eu/hourly',
      ['dev title etl/eu/hourly'],
    ],
    [
      'a comma of the name, escaped',
      'dev:etl/one%2C two',
      ['dev title etl/one, two'],
    ],
    [
      'a percent sign that escapes nothing',
      'dev:etl/100%, dev:etl/%ff',
      ['dev title etl/100%', 'dev title etl/%ff'],
    ],
  ])('takes %s', (_, value, expected) => {
    expect(asked({ [DEPLOYMENT]: value })).toEqual(expected);
  });

  it('compares an é of two characters with an é of one', () => {
    expect(asked({ [DEPLOYMENT]: 'dev:cafe\u0301/x' })).toEqual([
      'dev title caf\u00e9/x',
    ]);
  });

  it('takes an unknown instance for a part of the name, and so for none of several', () => {
    expect(asked({ [DEPLOYMENT]: 'prod:etl/hourly' })).toEqual([
      ' title prod:etl/hourly',
    ]);
  });

  it('can name a flow that begins like an instance, by an escaped colon', () => {
    expect(asked({ [DEPLOYMENT]: 'dev%3Aetl/hourly' }, [dev])).toEqual([
      'dev title dev:etl/hourly',
    ]);
  });
});

describe('a name without an instance', () => {
  it('means the only one there is', () => {
    expect(asked({ [DEPLOYMENT]: 'etl/hourly' }, [dev])).toEqual([
      'dev title etl/hourly',
    ]);
  });

  it('means none when there are several', () => {
    expect(asked({ [FLOW]: 'etl' })).toEqual([' flow etl']);
  });

  it('means those that prefect.io/instance names', () => {
    expect(
      asked({ [FLOW]: 'etl, dev:other', [INSTANCE]: 'production' }),
    ).toEqual(['production flow etl', 'dev flow other']);
  });
});

describe('prefect.io/tags', () => {
  it('asks for all of them, on every instance', () => {
    expect(asked({ [TAGS]: 'orders, eu' })).toEqual([
      'production|dev tags orders,eu',
    ]);
  });

  it('stays on the instances that prefect.io/instance names', () => {
    expect(asked({ [TAGS]: 'orders', [INSTANCE]: 'dev' })).toEqual([
      'dev tags orders',
    ]);
  });

  it('asks for nothing when it names no instance that exists', () => {
    expect(asked({ [TAGS]: 'orders', [INSTANCE]: 'gone' })).toEqual([
      ' tags orders',
    ]);
  });

  it.each(['', ' ', ' , ,'])('never asks for everything: %j', value => {
    expect(asked({ [TAGS]: value })).toEqual([]);
  });
});

it('reports what cannot mean anything', () => {
  const annotations = {
    [DEPLOYMENT]: ' ',
    [TAGS]: ',',
    [INSTANCE]: 'dev, gone',
  };

  expect(readSelectors(annotations, [dev]).meaningless).toEqual([
    { annotation: INSTANCE, value: 'gone' },
    { annotation: DEPLOYMENT, value: ' ' },
    { annotation: TAGS, value: ',' },
  ]);
});
