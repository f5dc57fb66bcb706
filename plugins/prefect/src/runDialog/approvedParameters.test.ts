import { keepApproved, secretNames } from './approvedParameters';

const MASK = '••••••••';

const deployment = {
  parameterSchema: {
    type: 'object',
    properties: {
      region: { type: 'string' },
      window: { type: 'integer', default: 6 },
      api_token: { type: 'string' },
      warehouse: {
        type: 'object',
        properties: { host: { type: 'string' }, password: { type: 'string' } },
      },
    },
  },
  secretParameters: [['api_token'], ['warehouse', 'password']],
};

it.each([
  {
    what: 'as it was approved, without the defaults that the form adds',
    filled: { region: 'eu', window: 6 },
    approved: { region: 'eu' },
    sent: { region: 'eu' },
  },
  {
    what: 'with the secrets that are typed again',
    filled: {
      region: 'eu',
      window: 6,
      api_token: 's3cret',
      warehouse: { host: 'db', password: 'pw' },
    },
    approved: {
      region: 'eu',
      api_token: MASK,
      warehouse: { host: 'db', password: MASK },
    },
    sent: {
      region: 'eu',
      api_token: 's3cret',
      warehouse: { host: 'db', password: 'pw' },
    },
  },
  {
    what: 'never with a mask in the place of a secret',
    filled: { region: 'eu' },
    approved: { region: 'eu', api_token: MASK },
    sent: { region: 'eu' },
  },
  {
    what: 'with what somebody changed, to be refused',
    filled: { region: 'asia', window: 7 },
    approved: { region: 'eu' },
    sent: { region: 'asia', window: 7 },
  },
])('is sent $what', ({ filled, approved, sent }) => {
  expect(keepApproved(filled, approved, deployment)).toEqual(sent);
});

it('names what is secret, also inside', () => {
  expect(
    secretNames(
      { region: 'eu', api_token: MASK, warehouse: { password: MASK } },
      deployment.secretParameters,
    ),
  ).toEqual(['api_token', 'warehouse']);
});
