import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { repoRoot } from '../packages/real-parts/src/index.ts';
import { readUsers } from '../scripts/demo/readUsers.ts';

type Entity = {
  kind: string;
  metadata: { name: string; annotations?: Record<string, string> };
  spec: { owner?: string; system?: string; memberOf?: string[] };
};

type Deployment = {
  /** The instance that it is deployed to. */
  instance: string;
  name: string;
  entrypoint: string;
  tags?: string[];
  version?: string;
  schedules?: Record<string, unknown>[];
};

const here = join(repoRoot(), 'examples');
const textOf = (file: string) => readFileSync(join(here, file), 'utf8');

const entities = parseAllDocuments(textOf('catalog/catalog-info.yaml')).map(
  document => document.toJS() as Entity,
);
/** What `npm start` deploys to each of its instances. */
const PROJECTS = { production: 'prefect.yaml', dev: 'prefect.dev.yaml' };
const deployments = Object.entries(PROJECTS).flatMap(([instance, file]) =>
  (parse(textOf(`flows/${file}`)).deployments as Deployment[]).map(
    deployment => ({ ...deployment, instance }),
  ),
);

const named = (kind: string) =>
  entities.filter(entity => entity.kind === kind).map(e => e.metadata.name);
/** As annotations write it, such as `production:orders-etl`. */
const flowOf = ({ instance, entrypoint }: Deployment) =>
  `${instance}:${entrypoint.replace(/\.py:.*$/, '').replaceAll('_', '-')}`;
const nameOf = (deployment: Deployment) =>
  `${flowOf(deployment)}/${deployment.name}`;
const itemsOf = (entity: Entity, annotation: string) =>
  (entity.metadata.annotations?.[`prefect.io/${annotation}`] ?? '')
    .split(',')
    .map(item => item.trim())
    .filter(Boolean);

/** The entities that name or select a deployment, as the backend reads them. */
const ownersOf = (deployment: Deployment) =>
  entities.filter(
    entity =>
      itemsOf(entity, 'flow').includes(flowOf(deployment)) ||
      itemsOf(entity, 'deployment').includes(nameOf(deployment)) ||
      (itemsOf(entity, 'instance').includes(deployment.instance) &&
        itemsOf(entity, 'tags').some(tag => deployment.tags?.includes(tag))),
  );

test('every deployment runs a flow that its file defines', () => {
  for (const { entrypoint } of deployments) {
    const [file, name] = entrypoint.split(':');
    const code = textOf(`flows/${file}`);
    assert.match(code, new RegExp(`@flow\\([^)]*\\)\\ndef ${name}\\(`));
    assert.match(
      code,
      new RegExp(`name="${file.slice(0, -3).replaceAll('_', '-')}"`),
    );
  }
});

for (const instance of Object.keys(PROJECTS)) {
  test(`every deployment in ${instance} belongs to one component, and one to nobody`, () => {
    const counts = deployments
      .filter(deployment => deployment.instance === instance)
      .map(deployment => ownersOf(deployment).length);
    assert.deepEqual(counts.sort(), [0, ...counts.slice(1).map(() => 1)]);
  });
}

test('dev is ahead of production somewhere, and behind nowhere', () => {
  const versionIn = (instance: string, { name, entrypoint }: Deployment) =>
    deployments.find(
      each =>
        each.instance === instance &&
        each.name === name &&
        each.entrypoint === entrypoint,
    )?.version ?? '';
  const compared = deployments
    .filter(({ instance }) => instance === 'dev')
    .map(each =>
      versionIn('dev', each).localeCompare(versionIn('production', each)),
    );
  assert.ok(compared.some(order => order > 0));
  assert.ok(compared.every(order => order >= 0));
});

test('what an annotation names is deployed', () => {
  const names = deployments.map(nameOf);
  const flows = deployments.map(flowOf);
  for (const entity of entities) {
    for (const item of itemsOf(entity, 'deployment')) {
      assert.ok(names.includes(item), `${entity.metadata.name}: ${item}`);
    }
    for (const item of itemsOf(entity, 'flow')) {
      assert.ok(flows.includes(item), `${entity.metadata.name}: ${item}`);
    }
  }
});

test('every owner and system is in the catalog', () => {
  for (const { metadata, spec } of entities) {
    const owner = spec.owner?.replace('group:default/', '');
    if (owner) assert.ok(named('Group').includes(owner), metadata.name);
    if (spec.system) {
      assert.ok(named('System').includes(spec.system), metadata.name);
    }
  }
});

test('who signs in is a user of the catalog with the same groups', () => {
  const inCatalog = entities
    .filter(entity => entity.kind === 'User')
    .map(({ metadata, spec }) => ({
      name: metadata.name,
      subject: metadata.annotations?.['prefect.io/oidc-subject'],
      groups: spec.memberOf,
    }));
  assert.deepEqual(
    inCatalog,
    readUsers(repoRoot()).map(({ name, groups }) => ({
      name,
      subject: name,
      groups,
    })),
  );
});

test('every kind of schedule is there', () => {
  const schedules = deployments.flatMap(({ schedules: own = [] }) => own);
  for (const kind of ['cron', 'interval', 'rrule']) {
    assert.ok(
      schedules.some(schedule => kind in schedule),
      kind,
    );
  }
});
