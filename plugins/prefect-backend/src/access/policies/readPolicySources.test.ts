import { ConfigReader } from '@backstage/config';
import { readPolicySources } from './readPolicySources';

const read = (policies: object) =>
  readPolicySources(new ConfigReader({ prefect: { policies } } as never));

const company = { name: 'company', folder: '/etc/policies' };
const payments = {
  name: 'payments',
  url: 'https://github.com/acme/payments/tree/main/policies',
  owner: 'group:default/Payments',
};

describe('where policies are', () => {
  it.each([
    ['nowhere', {}, []],
    [
      'in a folder',
      { folder: 'policies' },
      [{ at: { folder: 'policies' }, name: '', owner: undefined }],
    ],
    [
      'in several places',
      { sources: [company, payments] },
      [
        {
          at: { folder: '/etc/policies' },
          name: 'company',
          owner: undefined,
        },
        {
          at: { url: payments.url },
          name: 'payments',
          owner: 'group:default/payments',
        },
      ],
    ],
  ])('is %s', (_, policies, sources) => {
    expect(read(policies)).toEqual(sources);
  });

  it.each([
    [{ folder: 'a', sources: [company] }, 'are both set'],
    [{ sources: [payments] }, 'has policies of teams only'],
    [{ sources: [company, company] }, 'have the name "company"'],
    [{ sources: [{ ...company, name: '../x' }] }, 'name is "../x"'],
    [{ sources: [{ name: 'a' }] }, 'either a folder or a url'],
    [{ sources: [{ ...company, url: 'https://x.test' }] }, 'either a folder'],
    [{ sources: [{ ...company, ower: 'x' }] }, 'ower is not known'],
    [{ sources: [company, { ...payments, owner: 'payments' }] }, 'in full'],
  ])('is not said by %j', (policies, message) => {
    expect(() => read(policies)).toThrow(message);
  });
});
