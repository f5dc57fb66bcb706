const path = require('node:path');
const createConfig = require('@backstage/cli/config/eslint-factory');

// The picture of docs/architecture.md, from the bottom up. A room imports from those
// before it only, and only what their index.ts gives out.
const rooms = [
  'instances',
  'mirror',
  'bindings',
  'ledger',
  'grants',
  'people',
  'access',
  'runs',
  'feed',
  'portal',
  'actions',
];

const room = name => path.join(__dirname, 'src', name);

const downwardsOnly = rooms.map((name, floor) => ({
  target: room(name),
  from: [
    ...rooms.slice(floor + 1).map(room),
    room('plugin.ts'),
    room('settings.ts'),
    room('metrics.ts'),
    room('signals.ts'),
  ],
  message: `${name}/ may import only from ${
    rooms.slice(0, floor).join('/, ') || 'no other room'
  }.`,
}));

const throughTheDoor = rooms.flatMap(name =>
  rooms
    .filter(other => other !== name)
    .map(other => ({
      target: room(other),
      from: room(name),
      except: ['./index.ts'],
      message: `Import from '${name}', not from a file inside of it.`,
    })),
);

module.exports = createConfig(__dirname, {
  rules: {
    'import/no-restricted-paths': [
      'error',
      { zones: [...downwardsOnly, ...throughTheDoor] },
    ],
  },
  testRules: {
    'jest/expect-expect': [
      'error',
      { assertFunctionNames: ['expect*', 'fc.assert', 'request.**.expect'] },
    ],
  },
  settings: {
    // Without the endings nothing resolves, and what does not resolve is allowed.
    'import/resolver': { node: { extensions: ['.ts', '.js'] } },
  },
});
