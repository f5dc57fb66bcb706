import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { verifyLedger } from '@backstage-prefect/ledger-verify';
import express, { type Express } from 'express';
import type { Knex } from 'knex';
import request from 'supertest';
import { policiesOf } from './__testUtils__/starterPolicies';
import { migratedDatabase } from './__testUtils__/testDatabases';
import { createPortalRouter } from './portal';
import { TestWorld } from './runs/__testUtils__/TestWorld';

const MINA = 'user:default/mina';

describe('the ledger over REST', () => {
  let db: Knex;
  let world: TestWorld;
  let app: Express;

  async function given(policies: string): Promise<void> {
    db = await migratedDatabase('SQLITE_3');
    world = new TestWorld({ db, policies: policiesOf(policies) });
    app = express();
    app.use(
      createPortalRouter({
        runs: world.runs,
        access: world.deps.access,
        httpAuth: mockServices.httpAuth({
          defaultCredentials: mockCredentials.user(MINA),
        }),
      }),
    );
    app.use(mockErrorHandler());
  }

  const ALL = `
    @id("all-view") permit (principal, action == Action::"view", resource);
    @id("all-audit") permit (principal, action == Action::"audit", resource);`;

  const start = (resource = { instance: 'production' }) =>
    world.ledger.intent({
      principal: { kind: 'user', ref: MINA },
      action: 'run-start',
      resource,
      door: 'portal',
      decision: { allowed: true },
    });

  it('lists, shows and proves, each at a place of its own', async () => {
    await given(ALL);
    const id = await start();

    const list = await request(app).get('/ledger?action=run-start').expect(200);
    expect(list.body.items).toMatchObject([{ id }]);
    const entry = await request(app).get(`/ledger/${id}`).expect(200);
    expect(entry.body.entry.id).toBe(id);
    const proof = await request(app).get(`/ledger/${id}/proof`).expect(200);
    expect(proof.body.checkpoint.kind).toBe('checkpoint');
    const state = await request(app).get('/ledger/state').expect(200);
    expect(state.body.state).toBe('unchecked');
    expect(state.headers['cache-control']).toBe('no-store');
  });

  it('streams a file with its name and type', async () => {
    await given(ALL);
    await start();

    const jsonl = await request(app)
      .get('/ledger/export?format=jsonl')
      .buffer()
      .parse((res, done) => {
        let text = '';
        res.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
        res.on('end', () => done(null, text));
      })
      .expect(200)
      .expect('content-type', /^application\/x-ndjson/)
      .expect(
        'content-disposition',
        'attachment; filename="ledger-2026-11-24T12-00-00.jsonl"',
      )
      .expect('cache-control', 'no-store');

    const lines = String(jsonl.body).trimEnd().split('\n');
    const report = await verifyLedger(lines, {
      keys: [...(await world.ledger.publicKeys())],
    });
    expect(report.verdict).toBe('ok');
    await request(app)
      .get('/ledger/export?format=csv')
      .expect('content-type', 'text/csv; charset=utf-8');
  });

  it('answers a refusal as JSON, before anything of a file', async () => {
    await given(
      '@id("all-view") permit (principal, action == Action::"view", resource);',
    );
    const refused = await request(app)
      .get('/ledger/export?format=jsonl')
      .expect(403);
    expect(refused.body.error.code).toBe('PREFECT_DENIED');
    expect(refused.headers['content-disposition']).toBeUndefined();
  });

  it('answers what fails before the first chunk as any error, and cuts off what fails later', async () => {
    await given(ALL);
    const broken = (chunks: string[]) =>
      jest
        .spyOn(world.ledger, 'export')
        .mockImplementation(async function* breaking() {
          yield* chunks;
          throw new Error('The database has gone');
        });

    broken([]);
    await request(app).get('/ledger/export?format=jsonl').expect(500);
    broken(['x'.repeat(70_000)]);
    await expect(
      request(app).get('/ledger/export?format=jsonl').buffer(),
    ).rejects.toThrow('aborted');
  });

  it.each([
    ['/ledger/export', 400],
    ['/ledger/export?format=xml', 400],
    ['/ledger/export?format=jsonl&person=mina', 400],
    ['/ledger?decision=perhaps', 400],
    ['/ledger?cursor=x', 400],
    ['/ledger/no-id', 400],
    ['/ledger/aaaa.1', 404],
  ])('answers %s with %i', async (path, status) => {
    await given(ALL);
    const answer = await request(app).get(path).expect(status);
    expect(answer.body.error.code).toMatch(/^PREFECT_/);
  });
});
