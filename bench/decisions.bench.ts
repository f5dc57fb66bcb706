// How long Cedar takes to decide, and how long a decision takes that was made before.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repoRoot } from '../packages/real-parts/src/index.ts';
import type * as Policies from '../packages/policies/src/index.ts';
import type { PolicyRequest } from '../packages/policies/src/index.ts';
import { saveResult } from './lib/saveResult.ts';
import { spreadOf } from './lib/spread.ts';

const SAMPLES = 2_000;
const WARM_UP = 2_000;
/** Repeated decisions are too fast for the clock one by one. */
const BATCH = 200;
const POLICIES = [10, 100];

const { compilePolicies, findNearMiss } = loadEngine();
const measured: Record<string, unknown> = {};
for (const count of POLICIES) measured[`${count}Policies`] = measureWith(count);
saveResult({
  name: 'decisions',
  what: `Microseconds for one decision, all of whose policies are about its action: cold (a question that was never asked), repeated, and cold with the policy that came closest when none allows`,
  target: 'cold ≤ 300 µs with 100 policies, repeated ≤ 5 µs',
  measured,
});

function measureWith(count: number) {
  const set = compilePolicies(
    [...starter(), { name: 'teams.cedar', text: teams(count - 6) }],
    readFileSync(join(packaged(), 'prefect.cedarschema'), 'utf8'),
  );
  let asked = 0;
  const next = (owner: string) => requestOf(`question-${asked++}`, owner);
  const same = next('group:default/team-1');
  return {
    coldMicros: time(() => set.decide(next('group:default/team-1'))),
    repeatedMicros: time(() => {
      for (let each = 0; each < BATCH; each++) set.decide(same);
    }, BATCH),
    coldDenialMicros: time(() => {
      const request = next('group:default/others');
      if (!set.decide(request).allowed) findNearMiss(set, request);
    }),
  };
}

function time(work: () => unknown, times = 1) {
  const taken: number[] = [];
  for (let sample = -WARM_UP; sample < SAMPLES; sample++) {
    const startedAt = performance.now();
    work();
    const micros = ((performance.now() - startedAt) * 1_000) / times;
    if (sample >= 0) taken.push(micros);
  }
  return spreadOf(taken);
}

/** Of somebody in three groups that policies name, about a deployment that differs in a tag. */
function requestOf(tag: string, owner: string): PolicyRequest {
  return {
    principal: {
      kind: 'user',
      ref: 'user:default/mina',
      ownershipRefs: [
        'user:default/mina',
        ...Array.from({ length: 3 }, (_, team) => `group:default/team-${team}`),
      ],
    },
    action: 'run',
    resource: {
      deployment: tag,
      facts: {
        instance: 'production',
        environment: 'production',
        owners: [owner],
        tags: ['nightly', tag],
        sensitivity: 'normal',
      },
    },
  };
}

/** Policies of teams that let them run what another owns, by its tag. */
function teams(count: number): string {
  return Array.from(
    { length: count },
    (_, team) =>
      `@id("team-${team}-run")
permit (principal in Group::"group:default/team-${team}", action == Action::"run", resource)
when { resource.environment == "production" && resource.tags.contains("shared-${team}") };`,
  ).join('\n');
}

/** Those that the package carries: six are about running by themselves. */
function starter() {
  return readdirSync(packaged())
    .filter(name => name.endsWith('.cedar'))
    .map(name => ({
      name,
      text: readFileSync(join(packaged(), name), 'utf8'),
    }));
}

function packaged(): string {
  return join(repoRoot(), 'packages/policies/policies');
}

/** The sources, which need Backstage's own transform. */
function loadEngine(): typeof Policies {
  const require = createRequire(
    join(repoRoot(), 'packages/backend/package.json'),
  );
  require('@backstage/cli/config/nodeTransform.cjs');
  return require(join(repoRoot(), 'packages/policies/src/index.ts'));
}
